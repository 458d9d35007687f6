import { expect, test } from "vitest";
import { LinkError, linkPayload, linkTo, textInPayload } from "./link.js";

const text = "import cloche\napp = cloche.App()\n# Grüße, 你好, 🌱\n".repeat(40);

/** The code of the error that opening this payload gives. */
async function fault(payload: string, limit?: number): Promise<string> {
  try {
    await textInPayload(payload, limit);
    return "none";
  } catch (error) {
    return error instanceof LinkError ? error.code : `not a LinkError: ${error}`;
  }
}

test("what goes into a link comes out of it", async () => {
  expect(await textInPayload(await linkPayload(text))).toBe(text);
  expect(await textInPayload(await linkPayload(""))).toBe("");
});

test("a link stays on this page and leaves its query behind", async () => {
  expect(await linkTo("x", "https://example.org/play/?mode=edit#nb/1")).toMatch(
    /^https:\/\/example\.org\/play\/#code\/1\.[\w-]+$/,
  );
});

test("a link that was cut says so", async () => {
  const payload = await linkPayload(Array.from({ length: 400 }, () => Math.random()).join("\n"));

  expect(await fault(payload.slice(0, -40))).toBe("cut");
});

test("a link that was changed says so", async () => {
  const payload = await linkPayload(text);

  expect(await fault(payload.replace(/\..../, ".____"))).toMatch(/garbled|cut/);
  expect(await fault(`${payload}%20`)).toBe("garbled");
  expect(await fault("nothing at all")).toBe("garbled");
});

test("a link of a later version says so", async () => {
  expect(await fault((await linkPayload(text)).replace(/^1/, "7"))).toBe("version");
});

test("a small link that unfolds to a flood is refused", async () => {
  expect(await fault(await linkPayload("0".repeat(100_000)), 10_000)).toBe("too-large");
});
