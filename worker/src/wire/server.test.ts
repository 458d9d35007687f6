import { expect, test } from "vitest";
import { AnswerBox } from "./answer-box.js";
import { Client } from "./client.js";
import { ClocheError } from "./errors.js";
import type { CellId, Frame } from "./messages.js";
import { type Answers, Server } from "./server.js";

const cell = "a" as CellId;

/** A server on a list: what it posted, frame by frame and counted, and what it gave away with each. */
function serve(answers: Partial<Answers> = {}) {
  const posted: Frame[] = [];
  const numbers: unknown[] = [];
  const transferred: ArrayBuffer[][] = [];
  const server = new Server(
    {
      postMessage: (frame, transfer) => {
        const { number, ...content } = structuredClone(frame, { transfer });
        posted.push(content as Frame);
        numbers.push(number);
        transferred.push(transfer);
      },
    },
    answers as Answers,
  );
  server.generation = 1;
  return { server, posted, numbers, transferred };
}

/** The page's end of a box, and the worker's. */
function bothEnds() {
  const memory = new SharedArrayBuffer(AnswerBox.BYTES);
  return [new AnswerBox(memory), new AnswerBox(memory)] as const;
}

const call = (name: string, ...args: unknown[]): Frame => ({ kind: "call", id: 7, name, args });

test("a call is answered with what its function returns", async () => {
  const { server, posted } = serve({
    complete: (code, offset) => [{ label: code, kind: "variable", detail: `${offset}` }],
  });

  await server.receive(call("complete", "df", 2));

  expect(posted).toEqual([{ kind: "answer", id: 7, value: [{ label: "df", kind: "variable", detail: "2" }] }]);
});

test("an error raised on purpose travels with its code; any other is named unexpected", async () => {
  const { server, posted } = serve({
    send: () => Promise.reject(new ClocheError("The disk is full.", "Delete a file.")),
    cancel: () => {
      throw new RangeError("out of bounds");
    },
  });

  await server.receive(call("send", { type: "run-all" }));
  await server.receive(call("cancel"));

  expect(posted).toEqual([
    { kind: "failure", id: 7, error: { code: "cloche", problem: "The disk is full.", hint: "Delete a file." } },
    { kind: "failure", id: 7, error: { code: "unexpected", problem: "out of bounds", hint: "" } },
  ]);
});

test.each([
  ["an unknown name", call("eval", "1+1"), "no call named"],
  ["a name every object has", call("constructor"), "no call named"],
  ["too few arguments", call("complete", "df"), "takes 2 arguments, not 1"],
  ["an argument of the wrong shape", call("send", { type: "delete-cells", cells: [1] }), "argument 1.cells[0] is not"],
])("a call with %s is refused and nothing is run", async (_, frame, fault) => {
  const { server, posted } = serve();

  await server.receive(frame);

  expect(posted).toEqual([{ kind: "failure", id: 7, error: expect.objectContaining({ code: "malformed-frame" }) }]);
  expect(JSON.stringify(posted)).toContain(fault);
});

test("an answer that cannot be cloned becomes a failure, so the caller is not left waiting", async () => {
  const { server, posted } = serve({ analyse: () => [() => 1] as never });

  await server.receive(call("analyse", []));

  expect(posted).toEqual([expect.objectContaining({ kind: "failure", id: 7 })]);
});

test("events told while answering arrive before the answer, in the order and batches told", async () => {
  const { server, posted, numbers } = serve({
    cancel: () => {
      server.tell({ type: "cell-status", cell, status: "running" }, { type: "cell-started", cell });
      server.tell({ type: "run-finished" });
      return null;
    },
  });

  await server.receive(call("cancel"));

  expect(posted).toEqual([
    {
      kind: "events",
      generation: 1,
      events: [
        { type: "cell-status", cell, status: "running" },
        { type: "cell-started", cell },
      ],
    },
    { kind: "events", generation: 1, events: [{ type: "run-finished" }] },
    { kind: "answer", id: 7, value: null },
  ]);
  expect(numbers).toEqual([1, 2, 3]);
});

test("what JSON can say is copied to where the page looks, while it looks, and posted all the same", async () => {
  const { server, posted } = serve({ cancel: () => null, complete: () => [] });
  const [page, worker] = bothEnds();
  server.box = worker;

  server.tellText('[{"type":"run-finished"}]');
  page.open();
  server.tellText('[{"type":"run-finished"}]');
  server.tell({ type: "run-finished" }); // may hold bytes
  await server.receive(call("cancel"));
  await server.receive(call("complete", "", 0));
  const copies = [page.take(), page.take(), page.take()];

  expect(posted).toHaveLength(5);
  expect(copies.map((copy) => copy?.number)).toEqual([2, 4, undefined]);
  expect(JSON.parse(copies[1]?.text ?? "")).toEqual({ kind: "answer", id: 7, value: null, number: 4 });
});

test("an image is transferred once even if two types share its bytes; a view into more is copied", () => {
  const { server, transferred, posted } = serve();
  const png = new Uint8Array([1, 2, 3]);
  const part = new Uint8Array(new ArrayBuffer(8), 0, 4);

  server.tell({ type: "cell-output", cell, output: { "image/png": png, "image/webp": png, "image/gif": part } });

  expect(transferred[0]).toHaveLength(1);
  expect(png.byteLength).toBe(0);
  expect(part.byteLength).toBe(4);
  expect(posted[0]).toMatchObject({ events: [{ output: { "image/png": new Uint8Array([1, 2, 3]) } }] });
});

test("client and server agree over a real channel, deaths included", async () => {
  const { port1, port2 } = new MessageChannel();
  const server = new Server(port2, { cancel: () => null } as Partial<Answers> as Answers);
  port2.onmessage = ({ data }) => void server.receive(data);
  const died = new Promise<Error>((onGone) => {
    const client = new Client(port1, { generation: 1, onEvents: () => {}, onGone });
    port1.start();
    void client.call("cancel").then((answer) => {
      expect(answer).toBeNull();
      server.gone(new Error("out of memory"));
    });
  });

  expect((await died).message).toContain("out of memory");
  port1.close();
});
