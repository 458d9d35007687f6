import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { renderOutput } from "./index.js";
import { showLate } from "./output.js";

const live = new Map<string, Blob>();
let host = document.createElement("div");

beforeEach(() => {
  let made = 0;
  live.clear();
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    made += 1;
    live.set(`blob:${made}`, blob as Blob);
    return `blob:${made}`;
  });
  vi.spyOn(URL, "revokeObjectURL").mockImplementation((url) => void live.delete(url));
  host = document.body.appendChild(document.createElement("div"));
});

afterEach(() => {
  host.remove();
  vi.restoreAllMocks();
});

const bytes = (...values: number[]) => new Uint8Array(values);

function show(html: string, ...parts: Uint8Array[]): void {
  renderOutput(host, { "text/html": html, "application/vnd.cloche.parts": parts }, { trusted: true });
}

test("bytes beside the HTML are what its addresses show, and go when the output does", async () => {
  show(
    '<p><img src="data:image/png;part,0"><a download="a.csv" href="data:text/csv;part,1">a</a></p>',
    bytes(1),
    bytes(2, 3),
  );

  expect(host.querySelector("img")?.getAttribute("src")).toBe("blob:1");
  expect(host.querySelector("a")?.getAttribute("href")).toBe("blob:2");
  expect([...live.values()].map(({ type, size }) => [type, size])).toEqual([
    ["image/png", 1],
    ["text/csv", 2],
  ]);
  renderOutput(host, null, { trusted: true });
  expect(live.size).toBe(0);
});

test("a rerun gives back what it no longer shows, and leaves alone what it shows again", () => {
  const html = '<video src="data:video/mp4;part,0"></video><img src="data:image/png;part,1">';
  show(html, bytes(1), bytes(2));
  const video = host.querySelector("video");

  show(html, bytes(1), bytes(3));

  expect(host.querySelector("video")).toBe(video);
  expect([...host.children].map((node) => node.getAttribute("src"))).toEqual(["blob:1", "blob:3"]);
  expect([...live.keys()]).toEqual(["blob:1", "blob:3"]);
  for (let n = 0; n < 100; n += 1) show(html, bytes(1), bytes(n));
  expect(live.size).toBe(2);
  renderOutput(host, { "text/plain": "words" }, { trusted: true });
  expect(live.size).toBe(0);
});

test("a page, which would be one of this site's, is made of no bytes; a document keeps its place", () => {
  show(
    '<iframe src="data:text/html;part,0"></iframe><embed src="data:application/pdf;part,0#page=3"><a href="data:text/html;part,0">a</a>',
    bytes(1),
  );

  expect(host.querySelector("iframe")?.getAttribute("src")).toBe("data:text/html;part,0");
  expect(host.querySelector("a")?.getAttribute("href")).toBe("data:text/html;part,0");
  expect(host.querySelector("embed")?.getAttribute("src")).toBe("blob:1#page=3");
});

test("what comes late into an output holds its bytes as long as it stands there", () => {
  const place = () => host.querySelector<HTMLElement>("#place") ?? host;
  const picture = { html: '<img src="data:image/png;part,0">' };
  renderOutput(host, { "text/html": '<div id="place"></div><p>a</p>' }, { trusted: true });

  showLate(place(), { ...picture, parts: [bytes(1)] });
  showLate(place(), { ...picture, parts: [bytes(2)] });
  expect([...live.keys()]).toEqual([place().querySelector("img")?.getAttribute("src")]);

  renderOutput(host, { "text/html": "<p>no place</p>" }, { trusted: true });
  expect(live.size).toBe(0);

  renderOutput(host, { "text/html": '<div id="place"></div>' }, { trusted: true });
  showLate(place(), { ...picture, parts: [bytes(3)] });
  expect(live.size).toBe(1);
  renderOutput(host, null, { trusted: true });
  expect(live.size).toBe(0);
});
