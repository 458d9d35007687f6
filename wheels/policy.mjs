/**
 * What the browser lets a page of the app do (docs/security.md): the policy in the page's head, and the one inline
 * script that it knows by its hash. That script starts Python's worker and the page's own script; whatever those load
 * they may load, and nothing else runs: no script or handler in markup, wherever the markup comes from.
 */

import { createHash } from "node:crypto";

const POLICY = {
  "default-src": "'none'",
  // `strict-dynamic`: scripts that a script of ours makes may run, those that markup holds may not, whatever their address.
  // `trusted-types-eval`: only text that a Trusted Types policy let through (where the browser knows no such types: none).
  "script-src": "'strict-dynamic' 'wasm-unsafe-eval' 'trusted-types-eval'",
  "require-trusted-types-for": "'script'",
  // `default` and duplicates are for scripts in the person's own outputs: web/src/sinks/sinks.ts. What widgets were built with
  // makes policies of its own.
  "trusted-types":
    "cloche cloche-start cloche-own lit-html dompurify default svelte-trusted-html vue 'allow-duplicates'",
  "worker-src": "'self' blob:",
  "style-src": "'self' 'unsafe-inline' https:", // Lit, CodeMirror and outputs write style attributes
  "font-src": "'self' data: https:",
  "img-src": "* data: blob:",
  "media-src": "* data: blob:",
  "connect-src": "* data: blob:", // ?src= may name any site
  "frame-src": "'self' http: https: data: blob:",
  "manifest-src": "'self'",
  "form-action": "'none'",
  "base-uri": "'none'",
};

const MAIN_SCRIPT = /\s*<script type="module"[^>]* src="([^"]+)"[^>]*><\/script>/;

/**
 * The page with its policy and with `early` (statements) in its first script. A page with a policy of its own and one
 * without a module are no pages of the app, and come back as they are.
 */
export function guarded(page, early) {
  const [tag, main] = MAIN_SCRIPT.exec(page) ?? [];
  if (!main || page.includes('http-equiv="Content-Security-Policy"')) return page;
  const script = startScript(main, early);
  const hash = createHash("sha256").update(script).digest("base64");
  const policy = Object.entries(POLICY).map(([name, value]) =>
    name === "script-src" ? `${name} 'sha256-${hash}' ${value}` : `${name} ${value}`,
  );
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}" />\n    <script>${script}</script>`;
  return page.replace(tag, "").replace(/<meta charset=[^>]*>/, (charset) => `${charset}\n    ${head}`);
}

/** `early` may call `address(url)` for a URL that a worker or script is to have. */
function startScript(main, early) {
  return (
    `{const types=self.trustedTypes?.createPolicy("cloche-start",{createScriptURL:(url)=>url}),` +
    `address=(url)=>types?types.createScriptURL(url):url;${early};` +
    `const main=document.createElement("script");main.type="module";main.crossOrigin="";` +
    `main.src=address(${JSON.stringify(main)});document.head.append(main)}`
  );
}
