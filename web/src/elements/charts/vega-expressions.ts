/**
 * Vega's expressions as closures: each is walked once, when the chart is made, and not again for each mark and channel as
 * `vega-interpreter` does. No text becomes a program. Functions that neither Vega's runtime nor `DIRECT` has (times, texts,
 * regular expressions) are still the interpreter's.
 */

import { DisallowedObjectProperties } from "vega";
import { expressionInterpreter } from "vega-interpreter";

/** What an expression sees. */
interface Scope {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly datum?: unknown;
  readonly event?: VegaEvent | undefined;
  readonly item?: unknown;
}

interface VegaEvent {
  readonly item?: { readonly datum?: unknown };
  readonly vega: Readonly<Record<string, AnyFunction>>;
}

type AnyFunction = (...given: readonly unknown[]) => unknown;
type Closure = (scope: Scope) => unknown;
type Functions = Readonly<Record<string, unknown>>;

/** A node of `vega-expression`'s tree; which fields it has, its type says. */
type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

interface Context {
  readonly functions: Functions;
}

interface Expression {
  readonly ast: Node;
}

interface Encoding {
  readonly marktype: string;
  readonly channels: Readonly<Record<string, Expression>>;
}

type Item = Record<string, unknown> & { readonly datum?: unknown };

const EVENT_FUNCTIONS: ReadonlySet<string> = new Set(["view", "item", "group", "xy", "x", "y"]);

const MATHS = "E LN2 LN10 LOG2E LOG10E PI SQRT1_2 SQRT2".split(" ");
const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["NaN", Number.NaN],
  ["MIN_VALUE", Number.MIN_VALUE],
  ["MAX_VALUE", Number.MAX_VALUE],
  ...MATHS.map((name): [string, unknown] => [name, Reflect.get(Math, name)]),
]);

const MATH_FUNCTIONS = "abs acos asin atan atan2 ceil cos exp floor hypot log max min pow random round sin sqrt tan";
/** Quick ways to what the interpreter has too. */
const DIRECT: ReadonlyMap<string, AnyFunction> = new Map<string, AnyFunction>([
  ["isNaN", Number.isNaN as AnyFunction],
  ["isFinite", Number.isFinite as AnyFunction],
  ...MATH_FUNCTIONS.split(" ").map((name): [string, AnyFunction] => [name, Reflect.get(Math, name) as AnyFunction]),
]);

const BINARY: Readonly<Record<string, (left: never, right: never) => unknown>> = {
  "*": (left: number, right: number) => left * right,
  "+": (left: number, right: number) => left + right,
  "-": (left: number, right: number) => left - right,
  "/": (left: number, right: number) => left / right,
  "%": (left: number, right: number) => left % right,
  ">": (left: number, right: number) => left > right,
  "<": (left: number, right: number) => left < right,
  "<=": (left: number, right: number) => left <= right,
  ">=": (left: number, right: number) => left >= right,
  // biome-ignore lint/suspicious/noDoubleEquals: that is what the expression says
  "==": (left: unknown, right: unknown) => left == right,
  // biome-ignore lint/suspicious/noDoubleEquals: that is what the expression says
  "!=": (left: unknown, right: unknown) => left != right,
  "===": (left: unknown, right: unknown) => left === right,
  "!==": (left: unknown, right: unknown) => left !== right,
  "&": (left: number, right: number) => left & right,
  "|": (left: number, right: number) => left | right,
  "^": (left: number, right: number) => left ^ right,
  "<<": (left: number, right: number) => left << right,
  ">>": (left: number, right: number) => left >> right,
  ">>>": (left: number, right: number) => left >>> right,
};

const UNARY: Readonly<Record<string, (value: never) => unknown>> = {
  "+": (value: unknown) => +(value as number),
  "-": (value: number) => -value,
  "~": (value: number) => ~value,
  "!": (value: unknown) => !value,
};

/** What Vega's runtime asks for, as `expressionInterpreter` gives it. */
export const expressionClosures = {
  operator(context: Context, { ast }: Expression) {
    const value = closure(ast, context.functions);
    return (params: Scope["params"]) => value({ params });
  },
  parameter(context: Context, { ast }: Expression) {
    const value = closure(ast, context.functions);
    return (datum: unknown, params: Scope["params"]) => value({ params, datum });
  },
  event(context: Context, { ast }: Expression) {
    const value = closure(ast, context.functions);
    return (event: VegaEvent) => value({ event });
  },
  handler(context: Context, { ast }: Expression) {
    const value = closure(ast, context.functions);
    return (params: Scope["params"], event: VegaEvent) => value({ params, datum: event.item?.datum, event });
  },
  encode(context: Context, { marktype, channels }: Encoding) {
    const values = Object.entries(channels).map(([name, { ast }]) => [name, closure(ast, context.functions)] as const);
    const isBox = marktype === "group" || marktype === "image" || marktype === "rect";
    return (item: Item, params: Scope["params"]) => {
      const scope: Scope = { params, datum: item.datum, item };
      let isChanged = 0;
      for (const [name, channel] of values) {
        const value = channel(scope);
        if (item[name] === value) continue;
        item[name] = value;
        isChanged = 1;
      }
      if (marktype !== "rule") {
        place(item, channels, "x", "width", isBox);
        place(item, channels, "y", "height", isBox);
      }
      return isChanged;
    };
  },
};

/** From one edge, the other, the middle and the size to edge and size, along one axis. */
function place(item: Item, given: object, near: "x" | "y", size: "width" | "height", isBox: boolean): void {
  const [far, middle] = [`${near}2`, `${near}c`];
  const length = () => (item[size] as number) || 0;
  if (far in given) {
    if (near in given) {
      if (isBox && (item[near] as number) > (item[far] as number)) [item[near], item[far]] = [item[far], item[near]];
      item[size] = (item[far] as number) - (item[near] as number);
    } else item[near] = (item[far] as number) - length();
  }
  if (middle in given) item[near] = (item[middle] as number) - length() / 2;
}

function closure(node: Node, functions: Functions): Closure {
  const of = (part: unknown) => closure(part as Node, functions);
  switch (node.type) {
    case "Literal":
      return literal(node);
    case "Identifier":
      return identifier(node.name as string);
    case "MemberExpression":
      return member(of(node.object), node.computed ? of(node.property) : () => (node.property as Node).name);
    case "CallExpression":
      return call((node.callee as Node).name as string, (node.arguments as readonly Node[]).map(of), functions);
    case "ArrayExpression": {
      const elements = (node.elements as readonly Node[]).map(of);
      return (scope) => elements.map((element) => element(scope));
    }
    case "BinaryExpression": {
      const [left, right, made] = [of(node.left), of(node.right), BINARY[node.operator as string]];
      if (!made) break;
      return (scope) => made(left(scope) as never, right(scope) as never);
    }
    case "UnaryExpression": {
      const [argument, made] = [of(node.argument), UNARY[node.operator as string]];
      if (!made) break;
      return (scope) => made(argument(scope) as never);
    }
    case "LogicalExpression": {
      const [left, right] = [of(node.left), of(node.right)];
      return node.operator === "&&" ? (scope) => left(scope) && right(scope) : (scope) => left(scope) || right(scope);
    }
    case "ConditionalExpression":
      return choice(of(node.test), of(node.consequent), of(node.alternate));
    case "ObjectExpression":
      return object(node.properties as readonly Node[], of);
  }
  throw new Error(`An expression has a part that is not known here: ${node.type} ${String(node.operator ?? "")}`);
}

function literal({ value, regex }: Node): Closure {
  // One with a place where it goes on is a new one each time.
  return value instanceof RegExp && regex && (value.global || value.sticky)
    ? () => new RegExp(value.source, value.flags)
    : () => value;
}

function identifier(name: string): Closure {
  if (name === "datum") return ({ datum }) => datum;
  if (name === "event") return ({ event }) => event;
  if (name === "item") return ({ item }) => item;
  if (CONSTANTS.has(name)) {
    const value = CONSTANTS.get(name);
    return () => value;
  }
  const param = `$${name}`;
  return ({ params }) => (params as Readonly<Record<string, unknown>>)[param];
}

/** A function is nothing that an expression gets hold of by a name inside an object. */
function member(object: Closure, property: Closure): Closure {
  return (scope) => {
    const value = (object(scope) as Readonly<Record<string, unknown>>)[property(scope) as string];
    return typeof value === "function" ? undefined : value;
  };
}

function choice(test: Closure, yes: Closure, no: Closure): Closure {
  return (scope) => (test(scope) ? yes(scope) : no(scope));
}

function object(properties: readonly Node[], of: (part: unknown) => Closure): Closure {
  const entries = properties.map(({ key, value }) => {
    const { type, name, value: literal } = key as Node;
    return [String(type === "Identifier" ? name : literal), of(value)] as const;
  });
  const allowed = entries.filter(([name]) => !DisallowedObjectProperties.has(name));
  return (scope) => {
    const made: Record<string, unknown> = {};
    for (const [name, value] of allowed) made[name] = value(scope);
    return made;
  };
}

function call(written: string, given: readonly Closure[], functions: Functions): Closure {
  const name = written.startsWith("_") ? written.slice(1) : written; // so encoders call some of them
  const [first, second, third] = given;
  if (name === "if" && first && second && third) return choice(first, second, third);
  if (EVENT_FUNCTIONS.has(name)) {
    // Where there is no event, it fails, as it does in Vega.
    return (scope) => (scope.event as VegaEvent).vega[name]?.(...given.map((each) => each(scope)));
  }
  const found = functions[name];
  const made =
    typeof found === "function" ? (found as AnyFunction) : (DIRECT.get(name) ?? interpreted(name, functions));
  if (first && !second) return (scope) => made.call(functions, first(scope));
  if (first && second && !third) return (scope) => made.call(functions, first(scope), second(scope));
  return (scope) =>
    made.apply(
      functions,
      given.map((each) => each(scope)),
    );
}

/** A function of the interpreter's own. */
function interpreted(name: string, functions: Functions): AnyFunction {
  const callee = { type: "Identifier", name };
  return (...given) => {
    const values = given.map((value) => ({ type: "Literal", value }));
    const ast = { type: "CallExpression", callee, arguments: values };
    return expressionInterpreter.operator({ functions }, { ast })({});
  };
}
