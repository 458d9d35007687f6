import { expect, test } from "vitest";
import { qrCode } from "./qr.js";
import { badgeHtml, badgeMarkdown, embedHtml } from "./snippets.js";

const page = new URL("https://example.org/play/index.html?theme=dark#nb/1");
const link = "https://example.org/play/?mode=run&theme=dark#code/2.AA";

test("a badge is a picture of the site that leads to the link", () => {
  expect(badgeMarkdown(link, page)).toBe(`[![Open in Cloche](https://example.org/play/badge.svg)](${link})`);
  expect(badgeHtml(link, page)).toContain('<a href="https://example.org/play/?mode=run&amp;theme=dark#code/2.AA">');
});

test("a title does not break out of the frame's code", () => {
  expect(embedHtml(link, '"><script>')).toContain('title="&quot;>&lt;script>"');
});

test("a QR code is square, begins with its corner mark, and is refused where a text does not fit", async () => {
  const code = await qrCode("https://example.org/");

  expect(code?.size).toBe(25);
  expect(code?.path).toMatch(/^M0 0h7v1H0z/);
  expect((await qrCode("x".repeat(2_953)))?.size).toBe(177);
  expect(await qrCode("x".repeat(2_954))).toBeNull();
});
