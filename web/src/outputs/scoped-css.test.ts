import { expect, test, vi } from "vitest";
import { scopedCss } from "./scoped-css.js";

vi.stubGlobal("CSSScopeRule", class {});

/** What stands in the scope's block. */
const inside = (css: string) => /^@scope [^{]*\{\n([\s\S]*)\n\}$/m.exec(scopedCss(css, { imports: false }))?.[1];

test("the whole page in a selector is the notebook", () => {
  expect(inside(":root { --accent: red }\nbody, html.dark p { color: blue }")).toBe(
    ":scope { --accent: red }\n:scope, :scope.dark p { color: blue }",
  );
  expect(inside("[data-cell-name='body'] .body { width: 1px }")).toBe("[data-cell-name='body'] .body { width: 1px }");
});

test("a style sheet cannot end the scope it stands in", () => {
  expect(inside("p { color: red } } body { display: none }")).toBe("p { color: red }  :scope { display: none }");
  expect(inside("p { content: '}' ; color: red")).toBe("p { content: '}' ; color: red}");
});

test("fonts stand outside, and imports only where they may", () => {
  const css = '@import "a.css";\n@font-face { font-family: A; src: url(a) }\np { font: A }';

  expect(scopedCss(css, { imports: true })).toMatch(/^@import "a.css";\n@font-face \{[^}]*\}\n@scope/);
  expect(scopedCss(css, { imports: false })).toMatch(/^@font-face \{[^}]*\}\n@scope/);
});
