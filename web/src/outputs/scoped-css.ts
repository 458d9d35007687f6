/** Style sheets of a notebook, kept inside of it: they reach what cells show, and not the page around that. */

/** What they are for, and where they end: the tools of cells, and code. */
const SCOPE = '@scope (#notebook) to ([data-part="editor"], .cell-rail, .cell-head, .cell-gap, .stage-bar)';

/** What may not stand inside of another rule. */
const TOP_LEVEL = /@(?:charset|import|namespace)\s[^;{}]*;/gi;
const FONT = /@(?:font-face|property\s[^{]*)\s*\{[^{}]*\}/gi;
/** The page as a whole, in a selector: here that is the notebook. */
const WHOLE = /(^|[\s,{};])(?::root|html|body)(?=[\s,.:#[{>+~])/gi;

/** Whether this browser can keep a style sheet inside. */
export function canScope(): boolean {
  return "CSSScopeRule" in globalThis;
}

/** The same style sheet for the notebook alone; where the browser cannot do that, as it is. `imports`: those may stay. */
export function scopedCss(css: string, { imports }: { readonly imports: boolean }): string {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, "");
  const above = bare.match(TOP_LEVEL) ?? [];
  const fonts = bare.match(FONT) ?? [];
  const rules = bare.replace(TOP_LEVEL, "").replace(FONT, "").replace(WHOLE, "$1:scope");
  const inside = canScope() ? `${SCOPE} {\n${closed(rules)}\n}` : rules;
  return [...(imports ? above : []), ...fonts, inside].join("\n");
}

/** Without the braces that would end the rule around it too early, and with those that are missing. */
function closed(rules: string): string {
  let depth = 0;
  let made = "";
  for (const [token] of rules.matchAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}]|[^"'{}]+|["']/g)) {
    if (token === "}" && depth === 0) continue;
    if (token === "{") depth++;
    else if (token === "}") depth--;
    made += token;
  }
  return made + "}".repeat(depth);
}
