import { letOwnScriptsWrite, setOwnSource } from "../sinks/sinks.js";

/**
 * Run the scripts inside `host`, one after the other, as a page would: each is awaited before the next. (Scripts that
 * came through a template never run by themselves.) Those in Markdown do not run: it is for reading, and what a notebook
 * puts into it may come from anywhere; `cl.Html` is for programs.
 */
export async function runScripts(host: HTMLElement): Promise<void> {
  for (const script of [...host.querySelectorAll("script")]) {
    if (!script.isConnected) return; // the output was replaced meanwhile
    if (!isProgram(script.type) || script.closest(".cloche-markdown")) continue;
    const again = document.createElement("script");
    for (const { name, value } of script.attributes) {
      if (name !== "src") again.setAttribute(name, value);
    }
    await program(again, { text: script.text, src: script.getAttribute("src") }, () => script.replaceWith(again));
  }
}

/** A block of JSON, a template or a shader is left as it is. */
function isProgram(type: string): boolean {
  return /^(|module|(text|application)\/(x-)?(java|ecma)script)$/i.test(type.trim());
}

/**
 * Make `script` run what is in `src` or `text` by putting it in its `place`; settles when it has run.
 *
 * The page's policy runs no script that is written in markup. So a text becomes a file, in memory, that is loaded: it
 * still finds itself as `document.currentScript` and shares its globals with the next.
 */
export async function program(
  script: HTMLScriptElement,
  { text, src }: { readonly text: string; readonly src: string | null },
  place: () => void,
): Promise<void> {
  letOwnScriptsWrite();
  script.async = false;
  const file = src === null ? URL.createObjectURL(new Blob([text], { type: "text/javascript" })) : null;
  setOwnSource(script, file ?? src ?? "");
  await new Promise<void>((resolve) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => resolve()); // the browser has told the console; the next script may not need it
    place();
  });
  if (file !== null) URL.revokeObjectURL(file);
}
