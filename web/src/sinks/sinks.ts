/**
 * The places where text becomes markup or program. The page's policy (`wheels/policy.mjs`) lets a string be parsed or
 * run only where a named Trusted Types policy has let it through: ours are made here and nowhere else, so whoever
 * wants to know what can run in the app's origin reads this file. Lit's (its own templates) and DOMPurify's are beside.
 */

interface Rules {
  readonly createHTML?: (text: string) => string;
  readonly createScript?: (text: string) => string;
  readonly createScriptURL?: (text: string) => string;
}

/** What a policy gives is an object of the browser's; TypeScript's DOM takes it for the string it stands for. */
type Policy = Required<Rules>;

interface Factory {
  createPolicy(name: string, rules: Rules): Policy;
  readonly defaultPolicy: unknown;
}

const same = (text: string) => text;
const EVERYTHING: Policy = { createHTML: same, createScript: same, createScriptURL: same };

/** Scripts of the site itself: workers and the service worker. */
const site = policy("cloche", { createScriptURL: ofThisSite });

/** What the person's own notebook gives back. */
const own = policy("cloche-own", EVERYTHING);

/** The address of one of the site's own scripts; any other is refused. */
export function siteScript(url: URL | string): string {
  return site.createScriptURL(String(url));
}

/** Markup from the person's own notebook, parsed; none of its scripts has run. */
export function parsedOwn(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = own.createHTML(html);
  return template.content;
}

/** Let `script`, from the person's own notebook, be the script at `url`. */
export function setOwnSource(script: HTMLScriptElement, url: string): void {
  script.src = own.createScriptURL(url);
}

/**
 * From here on, scripts in the person's own outputs may write markup and start workers as on any page: libraries for
 * plots do. Until the first of them runs, a string in such a place is refused. A stranger's outputs have no scripts.
 */
export function letOwnScriptsWrite(): void {
  standIn(EVERYTHING);
}

/**
 * From here on, libraries of the site's own may write markup as strings, as Mermaid does: `clean` makes it harmless.
 * Programs stay refused, unless scripts of the person's own have been let write before.
 */
export function letLibrariesWrite(clean: (html: string) => string): void {
  if (rules === null) standIn({ createHTML: clean, createScript: refuse, createScriptURL: refuse });
}

/** What is asked about strings that no policy has let through; the browser takes one such policy for all time. */
let rules: Policy | null = null;

function standIn(next: Policy): void {
  const types = factory();
  const isFirst = rules === null;
  rules = next;
  if (!types || !isFirst || types.defaultPolicy) return;
  types.createPolicy("default", {
    createHTML: (text) => (rules ?? next).createHTML(text),
    createScript: (text) => (rules ?? next).createScript(text),
    createScriptURL: (text) => (rules ?? next).createScriptURL(text),
  });
}

function refuse(): never {
  throw new TypeError("The page's policy lets no program through here.");
}

function ofThisSite(url: string): string {
  const { origin, pathname } = new URL(url, document.baseURI);
  const { origin: here, pathname: folder } = new URL(".", document.baseURI);
  if (origin !== here || !pathname.startsWith(folder)) throw new TypeError(`Not a script of this site: ${url}`);
  return url;
}

function policy(name: string, rules: Rules): Policy {
  return factory()?.createPolicy(name, rules) ?? { ...EVERYTHING, ...rules };
}

function factory(): Factory | null {
  return (Reflect.get(globalThis, "trustedTypes") as Factory | undefined) ?? null;
}
