"""How an exported page looks: the page's colours, by day and by night, and on paper."""

STYLE = """
:root { color-scheme: light dark; --ground: #f1f5f2; --surface: #fff; --sunk: #f6f9f7; --line: #dbe4de; --ink: #15211b;
  --soft: #45554c; --accent: #0b6b4d; --danger: #ae2a24; --danger-soft: #fcebe8; --warn: #8a5a00; --warn-soft: #fbf0d9;
  --info: #1d5fa8; --info-soft: #e6f0fa; --success-soft: #dff1e8; --k: #7a2ea0; --s: #0b6b4d; --n: #9a4a00;
  --b: #1d5fa8;
  --code: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
@media (prefers-color-scheme: dark) { :root { --ground: #0f1613; --surface: #16201b; --sunk: #111915; --line: #2b3a33;
  --ink: #e4ede8; --soft: #a9bbb1; --accent: #63cfa5; --danger: #ff9b90; --danger-soft: #3a1d1b; --warn: #f0c26b;
  --warn-soft: #33280f; --info: #8fc2ff; --info-soft: #14283d; --success-soft: #14301f; --k: #d8a6f2; --s: #7fd6ac;
  --n: #f0b27a; --b: #8fc2ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.62 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
body[data-width="medium"] main { max-width: 64rem; }
body[data-width="full"] main, body[data-width="columns"] main { max-width: none; }
.cell { margin: 0 0 1.25rem; min-width: 0; }
pre { margin: 0; font: .84rem/1.6 var(--code); white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
pre.code { background: var(--surface); border: 1px solid var(--line); border-radius: 9px; padding: .75rem 1rem; }
.hidden-code summary { color: var(--soft); font-size: .75rem; cursor: pointer; }
.code .k { color: var(--k); } .code .s { color: var(--s); } .code .n { color: var(--n); } .code .b { color: var(--b); }
.code .c { color: var(--soft); font-style: italic; }
.output { overflow-x: auto; padding: .5rem .25rem; }
.cloche-lined { position: relative; display: flex; gap: .75rem; }
.cloche-line-numbers, .cloche-code-title, .cloche-caption { color: var(--soft); }
.output img, .output svg { max-width: 100%; height: auto; }
.console { color: var(--soft); padding: .5rem .25rem; } .console .stderr { color: var(--danger); }
.error, .note, .cloche-callout, .cloche-admonition { border: 1px solid var(--line); border-radius: 9px;
  padding: .6rem 1rem; margin: .5rem 0; background: var(--sunk); }
.error, [data-kind="danger"], [data-kind="alert"], [data-kind="error"] { background: var(--danger-soft); }
[data-kind="warn"], [data-kind="warning"], [data-kind="caution"] { background: var(--warn-soft); }
[data-kind="info"], [data-kind="note"] { background: var(--info-soft); }
[data-kind="success"], [data-kind="tip"], [data-kind="hint"] { background: var(--success-soft); }
.error strong { color: var(--danger); } .error p { margin: .25rem 0; }
.cloche-stack { flex-wrap: wrap !important; } .cloche-stack > * { min-width: 0; }
.cloche-element { display: inline-flex; gap: .5rem; align-items: baseline; }
.cloche-element output { border: 1px solid var(--line); border-radius: 5px; padding: 0 .5rem;
  background: var(--surface); }
.cloche-tex { font-family: var(--code); } .cloche-tex.display { display: block; margin: .75rem 0; text-align: center; }
a { color: var(--accent); } h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
code { font-family: var(--code); font-size: .9em; } pre code { font-size: inherit; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .875rem; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .6rem; text-align: left; }
blockquote { margin: 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--soft); }
ul.contains-task-list { list-style: none; padding-left: 1rem; }
@media print { body { background: none; } .cell { break-inside: avoid; } details > * { display: block; } }
"""
