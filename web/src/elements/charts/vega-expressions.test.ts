import * as vega from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { expect, test, vi } from "vitest";
import { expressionClosures } from "./vega-expressions.js";

const FUNCTIONS = {
  isValid: (value: unknown) => value !== null && value !== undefined && !Number.isNaN(value),
  scale(this: { readonly step: number }, name: string, value: number) {
    return `${name}:${value * this.step}`;
  },
  step: 3,
};
const DATUM = { x: 4, y: -2.5, none: null, text: "Übung", list: [1, [2, 3]], when: 86_400_000, fn: () => 1, "a b": 7 };
const PARAMS = { $width: 200, $brush: { x: [1, 5] }, $name: "x" };

const EXPRESSIONS = `
  datum.x + datum.y * 2 - -datum.x / 3 % 2
  datum['a b'] === 7 && !(datum.none == null) || 'no'
  isValid(datum.x) && isFinite(+datum.x) ? scale('x', datum.x) : null
  datum[name] >= brush.x[0] && datum[name] <= brush.x[1]
  if(datum.y > 0, 'up', if(datum.y < 0, 'down', 'flat'))
  {x: datum.x, "a b": [datum.list[1][0], PI, width], 3: ~5 ^ 3 | 8 & 12}
  1 << 3 >> 1 >>> 1 !== 2 != true
  test(/[a-z]+/i, datum.text) + replace(datum.text, /b/g, 'B') + upper('ab') + length(datum.list)
  utcyear(datum.when) + utcdate(datum.when) + pow(2, 3) + clamp(9, 0, 5) + max(1, 2, 3, 4)
  slice(datum.list, 1)
  datum.missing
`.trim();

test.each(EXPRESSIONS.split("\n").map((line) => line.trim()))("%s is what the interpreter says it is", (text) => {
  const expression = { ast: vega.parseExpression(text) as never };
  const context = { functions: FUNCTIONS };

  const quick = expressionClosures.parameter(context, expression);
  const known = expressionInterpreter.parameter(context, expression);

  for (const datum of [DATUM, { ...DATUM, x: null, y: 0 }, { ...DATUM, x: Number.NaN, y: 1, list: [0, ["a"]] }]) {
    expect(quick(datum, PARAMS)).toEqual(known(datum, PARAMS));
  }
});

test("an expression gets hold of no function, and makes no object that pretends to be another", () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  const value = (text: string) =>
    expressionClosures.operator({ functions: FUNCTIONS }, { ast: vega.parseExpression(text) as never })(PARAMS);

  expect(value("brush.constructor")).toBeUndefined();
  expect(() => value("name.constructor.constructor")).toThrow();
  expect(value("{toString: 1, then: 2, y: 3}")).toEqual({ y: 3 });
  told.mockRestore();
});

test("a mark's edges, middle and size come to edge and size", () => {
  const channels = (names: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(names).map(([name, text]) => [name, { ast: vega.parseExpression(text) as never }]),
    );
  for (const [marktype, names] of [
    ["rect", { x: "datum.x", x2: "1", y: "2", y2: "9" }],
    ["symbol", { xc: "10", width: "4", yc: "datum.x", y2: "3" }],
    ["rule", { x: "1", x2: "5" }],
    ["text", { x2: "8", height: "2", yc: "4" }],
  ] as const) {
    const encoding = { marktype, channels: channels(names) };
    const [quick, known] = [{ datum: DATUM }, { datum: DATUM }];

    const isChanged = expressionClosures.encode({ functions: FUNCTIONS }, encoding)(quick, PARAMS);

    expect(isChanged).toBe(expressionInterpreter.encode({ functions: FUNCTIONS }, encoding)(known, PARAMS));
    expect(quick).toEqual(known);
    expect(expressionClosures.encode({ functions: FUNCTIONS }, encoding)({ ...quick }, PARAMS)).toBe(
      expressionInterpreter.encode({ functions: FUNCTIONS }, encoding)({ ...known }, PARAMS),
    );
  }
});
