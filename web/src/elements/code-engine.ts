/** CodeMirror for `ui.code_editor`: its extensions, and languages by name. Fetched with the first such element. */

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching,
  indentOnInput,
  StreamLanguage,
  type StreamParser,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, type Extension, Transaction } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

export interface CodeSettings {
  readonly code: string;
  readonly name: string;
  readonly placeholder: string;
  readonly isDisabled: boolean;
  readonly language: Extension;
  readonly changed: (code: string) => void;
  readonly left: () => void;
}

export interface CodeEditor {
  show(code: string): void;
  focus(): void;
  destroy(): void;
}

/** Tab indents, and Escape then Tab moves on, as CodeMirror has it: nobody is caught. */
export function newEditor(parent: HTMLElement, settings: CodeSettings): CodeEditor {
  const view = new EditorView({
    parent,
    doc: settings.code,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      settings.language,
      syntaxHighlighting(classHighlighter),
      placeholder(settings.placeholder),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
      EditorState.readOnly.of(settings.isDisabled),
      EditorView.editable.of(!settings.isDisabled),
      EditorView.contentAttributes.of({
        "aria-label": settings.name,
        ...(settings.isDisabled ? { "aria-disabled": "true", tabindex: "0" } : {}),
      }),
      EditorView.updateListener.of((update) => {
        const isRemote = update.transactions.some((each) => each.annotation(Transaction.remote));
        if (update.docChanged && !isRemote) settings.changed(update.state.doc.toString());
      }),
      EditorView.domEventHandlers({ blur: () => settings.left() }),
    ],
  });
  return {
    show: (code) => {
      if (code === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: code },
        annotations: Transaction.remote.of(true),
      });
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

type Load = () => Promise<StreamParser<unknown>>;

const MODES: Readonly<Record<string, Load>> = {
  bash: async () => (await import("@codemirror/legacy-modes/mode/shell")).shell,
  c: async () => (await import("@codemirror/legacy-modes/mode/clike")).c,
  cpp: async () => (await import("@codemirror/legacy-modes/mode/clike")).cpp,
  css: async () => (await import("@codemirror/legacy-modes/mode/css")).css,
  go: async () => (await import("@codemirror/legacy-modes/mode/go")).go,
  html: async () => (await import("@codemirror/legacy-modes/mode/xml")).html,
  java: async () => (await import("@codemirror/legacy-modes/mode/clike")).java,
  javascript: async () => (await import("@codemirror/legacy-modes/mode/javascript")).javascript,
  json: async () => (await import("@codemirror/legacy-modes/mode/javascript")).json,
  julia: async () => (await import("@codemirror/legacy-modes/mode/julia")).julia,
  latex: async () => (await import("@codemirror/legacy-modes/mode/stex")).stex,
  lua: async () => (await import("@codemirror/legacy-modes/mode/lua")).lua,
  r: async () => (await import("@codemirror/legacy-modes/mode/r")).r,
  ruby: async () => (await import("@codemirror/legacy-modes/mode/ruby")).ruby,
  rust: async () => (await import("@codemirror/legacy-modes/mode/rust")).rust,
  sql: async () => (await import("@codemirror/legacy-modes/mode/sql")).standardSQL,
  toml: async () => (await import("@codemirror/legacy-modes/mode/toml")).toml,
  typescript: async () => (await import("@codemirror/legacy-modes/mode/javascript")).typescript,
  xml: async () => (await import("@codemirror/legacy-modes/mode/xml")).xml,
  yaml: async () => (await import("@codemirror/legacy-modes/mode/yaml")).yaml,
};

const OTHER_NAMES: Readonly<Record<string, string>> = {
  "c++": "cpp",
  js: "javascript",
  jsx: "javascript",
  py: "python",
  sh: "bash",
  shell: "bash",
  tex: "latex",
  ts: "typescript",
  tsx: "typescript",
  yml: "yaml",
};

/** The colours of a language; none for one that is not known. */
export async function languageOf(language: string): Promise<Extension> {
  const name = OTHER_NAMES[language.toLowerCase()] ?? language.toLowerCase();
  if (name === "python") return python();
  const load = Object.hasOwn(MODES, name) ? MODES[name] : undefined;
  return load ? StreamLanguage.define(await load().catch(() => PLAIN)) : [];
}

const PLAIN: StreamParser<unknown> = {
  token: (stream) => {
    stream.skipToEnd();
    return null;
  },
};
