import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { queryOf, RESERVED, withQuery } from "./query.js";
import { QueryAddress, type Tab } from "./query-address.js";

const PAGE = "https://example.org/?theme=dark&town=Oslo&mode=run&town=Bergen#nb/n1";

/** A browser tab as far as addresses go: a list of entries and a clock. */
class HandTab implements Tab {
  entries: { href: string; state: unknown }[] = [{ href: PAGE, state: null }];
  at = 0;
  time = 0;
  timers: (() => void)[] = [];
  now = () => this.time;
  later = (act: () => void) => void this.timers.push(act);
  address = () => new URL(this.entries[this.at]?.href ?? "");
  state = () => this.entries[this.at]?.state;
  push(state: unknown, href: string) {
    this.entries = [...this.entries.slice(0, this.at + 1), { href, state }];
    this.at += 1;
  }
  replace(state: unknown, href: string) {
    this.entries[this.at] = { href, state };
  }
  go(step: number) {
    this.at += step;
  }
}

test("a notebook is given its own parameters and none of the page's", () => {
  expect(queryOf(new URL(PAGE))).toEqual({ town: ["Oslo", "Bergen"] });
});

test("what a notebook sets takes the place of its own parameters and of no others", () => {
  const next = withQuery(new URL(PAGE), { n: ["1", "2"], mode: ["edit"], src: ["https://evil.example/nb.py"] });

  expect(next.href).toBe("https://example.org/?theme=dark&mode=run&n=1&n=2#nb/n1");
});

test("the kernel refuses the names that the page keeps", () => {
  const python = readFileSync("kernel/src/cloche/runtime/query.py", "utf8");

  expect(python).toContain(`RESERVED = (${RESERVED.map((name) => JSON.stringify(name)).join(", ")})`);
});

test("a change makes an entry in the history, a quick row of changes only one", () => {
  const tab = new HandTab();
  const address = new QueryAddress(tab);

  for (let n = 1; n <= 5; n++) {
    tab.time = 5000 + n * 200;
    address.show({ n: [String(n)] });
  }

  expect(tab.entries.map((entry) => new URL(entry.href).searchParams.get("n"))).toEqual([null, "5"]);
});

test("changes faster than ten a second are written by and by, the newest last, and never lost", () => {
  const tab = new HandTab();
  const address = new QueryAddress(tab);
  tab.time = 5000;

  for (let n = 1; n <= 50; n++) address.show({ n: [String(n)] });

  expect(address.current()).toEqual({ n: ["50"] });
  expect(tab.address().searchParams.get("n")).toBe("1");
  for (const act of tab.timers) act();
  expect(tab.address().searchParams.get("n")).toBe("50");
});

test("going back within a notebook is told apart from going to another one", () => {
  const tab = new HandTab();
  const address = new QueryAddress(tab);
  tab.time = 5000;
  address.show({ n: ["1"] });

  tab.go(-1);
  const within = address.isSameNotebook();
  address.turn();
  const after = address.isSameNotebook();

  expect([within, after]).toEqual([true, false]);
});

test("what is made from an entry of the notebook is the notebook's as well, and keeps what others noted there", () => {
  const tab = new HandTab();
  const address = new QueryAddress(tab);
  tab.time = 5000;
  tab.replace({ route: "#/about" }, PAGE);
  address.claim();

  const claimed = address.isSameNotebook();
  address.show({ n: ["1"] });

  expect(claimed).toBe(true);
  expect(tab.entries.map(({ state }) => state)).toEqual(
    Array(2).fill({ route: "#/about", notebook: expect.any(String) }),
  );
});
