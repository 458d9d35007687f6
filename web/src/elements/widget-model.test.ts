import { expect, test, vi } from "vitest";
import { WidgetModel } from "./widget-model.js";

function newModel(state: Record<string, unknown> = {}) {
  const saved: unknown[] = [];
  const sent: unknown[] = [];
  const model = new WidgetModel(state, {
    saveState: (changes) => saved.push(changes),
    sendContent: (content, buffers) => sent.push([content, ...buffers]),
  });
  return { model, saved, sent };
}

test("what is set is told when it is saved, once, and only what changed", () => {
  const { model, saved } = newModel({ a: 1, b: 2 });

  model.set("a", 3);
  model.set({ b: 2 });
  model.save_changes();
  model.save_changes();

  expect(saved).toEqual([{ a: 3 }]);
  expect(model.get("a")).toBe(3);
});

test("listeners hear of changes from either side, until they leave", () => {
  const { model, saved } = newModel({ a: 1 });
  const heard = vi.fn();
  const all = vi.fn();
  model.on("change:a", heard);
  model.on("change", all);

  model.set("a", 2);
  model.take({ a: 3 });
  model.off("change:a", heard);
  model.take({ a: 4 });
  model.save_changes();

  expect(heard.mock.calls.map(([, value]) => value)).toEqual([2, 3]);
  expect(all).toHaveBeenCalledTimes(3);
  expect(saved).toEqual([]); // Python's word was the last
});

test("bytes are views for the widget and bytes on the wire, wherever they stand", () => {
  const { model, saved, sent } = newModel({ rows: [{ raw: new Uint8Array([7]) }] });
  const { raw } = (model.get("rows") as { raw: DataView }[])[0] ?? {};
  expect(raw?.getUint8(0)).toBe(7);

  model.set("rows", [{ raw: new DataView(new Uint8Array([1, 2, 3]).buffer, 1) }]);
  model.save_changes();
  model.send({ hi: 1 }, undefined, [new Uint16Array([258]).buffer]);

  expect(saved).toEqual([{ rows: [{ raw: new Uint8Array([2, 3]) }] }]);
  expect(sent).toEqual([[{ hi: 1 }, new Uint8Array([2, 1])]]);
});

test("a message from Python comes with views, and one listener's fault is not the others'", () => {
  const { model } = newModel();
  const reported = vi.fn();
  vi.stubGlobal("reportError", reported);
  const heard: unknown[] = [];
  model.on("msg:custom", () => {
    throw new Error("a widget's own");
  });
  model.on("msg:custom", (content, buffers) => heard.push([content, (buffers as DataView[])[0]?.getUint8(0)]));

  model.hear("x", [new Uint8Array([9])]);
  vi.unstubAllGlobals();

  expect(heard).toEqual([["x", 9]]);
  expect(reported).toHaveBeenCalledOnce();
});
