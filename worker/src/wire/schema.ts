/**
 * Is this a frame of our protocol? Hand-written because every event passes here:
 * a table of field checks costs well under a microsecond per small event, a
 * general schema library several times that.
 *
 * The tables are typed by `messages.ts`: a message or a field that is missing here
 * does not compile. Fields beyond those named are let through, so that an older
 * page can listen to a newer kernel.
 */

import type {
  BootOptions,
  BootSources,
  CellAnalysis,
  CellConfig,
  CellError,
  CellText,
  FolderFile,
  Frame,
  Kept,
  KernelCommand,
  Problem,
  TraceFrame,
  WireError,
  WireEvent,
  WorkerCalls,
} from "./messages.js";

/** "" when the value fits, else what is wrong with it, such as `.cells[2].name is not a string`. */
type Check = (value: unknown) => string;
type Fields<Message> = { readonly [Field in keyof Message]-?: Check };

/** What is wrong with a message from the other side, or "". */
export function faultInFrame(frame: unknown): string {
  return checkFrame(frame);
}

/** What is wrong with the arguments of a call, or "". Assumes the frame itself is sound. */
export function faultInCall(name: string, args: readonly unknown[]): string {
  if (!isCallName(name)) return `there is no call named ${shown(name)}`;
  const checks = CALLS[name];
  if (args.length !== checks.length) return `${name} takes ${checks.length} arguments, not ${args.length}`;
  for (const [position, check] of checks.entries()) {
    const fault = check(args[position]);
    if (fault) return `${name}: argument ${position + 1}${fault}`;
  }
  return "";
}

/** What is wrong with a kernel command, or "". */
export function faultInCommand(command: unknown): string {
  return checkCommand(command);
}

/** What is wrong with an event, or "". */
export function faultInEvent(event: unknown): string {
  return checkEvent(event);
}

/** The events in a JSON text, or what is wrong with it. */
export function eventsInText(json: string): readonly WireEvent[] | string {
  try {
    const events: unknown = JSON.parse(json);
    return checkEvents(events) || (events as readonly WireEvent[]);
  } catch {
    return " is not JSON";
  }
}

export function isCallName(name: string): name is keyof WorkerCalls {
  return Object.hasOwn(CALLS, name);
}

// ------------------------------------------------------------ combinators

const anything: Check = () => "";
const text: Check = (value) => (typeof value === "string" ? "" : " is not a string");
const number: Check = (value) => (typeof value === "number" ? "" : " is not a number");
const boolean: Check = (value) => (typeof value === "boolean" ? "" : " is not true or false");
const array: Check = (value) => (Array.isArray(value) ? "" : " is not a list");
const nameOf = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1);
const buffer: Check = (value) => (nameOf(value) === "SharedArrayBuffer" ? "" : " is not a SharedArrayBuffer");
const memory: Check = (value) => (/^(Shared)?ArrayBuffer$/.test(nameOf(value)) ? "" : " is not memory");

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A word or number as it is; of anything else only its kind, as a clone may be without end or hold what JSON cannot. */
function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  return value === null || typeof value === "number" || typeof value === "boolean" ? String(value) : typeof value;
}

function orNull(check: Check): Check {
  return (value) => (value === null ? "" : check(value));
}

function oneOf<Word extends string>(words: Readonly<Record<Word, true>>): Check {
  return (value) => (typeof value === "string" && Object.hasOwn(words, value) ? "" : ` is ${shown(value)}`);
}

function maybe(check: Check): Check {
  return (value) => (value === undefined ? "" : check(value));
}

function listOf(check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return " is not a list";
    for (let i = 0; i < value.length; i++) {
      const fault = check(value[i]);
      if (fault) return `[${i}]${fault}`;
    }
    return "";
  };
}

function mapOf(check: Check): Check {
  return (value) => {
    if (!isMap(value)) return " is not a map";
    for (const key of Object.keys(value)) {
      const fault = check(value[key]);
      if (fault) return `.${key.slice(0, 40)}${fault}`;
    }
    return "";
  };
}

function record<Message>(fields: Fields<Message>): Check {
  const checks: readonly (readonly [string, Check])[] = Object.entries<Check>(fields);
  return (value) => {
    if (!isMap(value)) return " is not a map";
    for (const [field, check] of checks) {
      const fault = check(value[field]);
      if (fault) return `.${field}${fault}`;
    }
    return "";
  };
}

/** A union told apart by one field. */
function variants<Message, Tag extends keyof Message & string>(
  tag: Tag,
  table: { readonly [Name in Message[Tag] & string]: Fields<Omit<Extract<Message, Record<Tag, Name>>, Tag>> },
): Check {
  const checks = new Map<unknown, Check>();
  for (const [name, fields] of Object.entries(table)) checks.set(name, record(fields as Fields<unknown>));
  return (value) => {
    if (!isMap(value)) return " is not a map";
    const check = checks.get(value[tag]);
    return check ? check(value) : `.${tag} is ${shown(value[tag])}`;
  };
}

// ----------------------------------------------------------------- values

const texts = listOf(text);
const object: Check = (value) => (typeof value === "object" && value !== null ? "" : " is not an object");
const kept = record<Kept>({
  module: object,
  url: text,
  snapshot: orNull(record<NonNullable<Kept["snapshot"]>>({ sha256: text, memory })),
});
const kind = oneOf<CellText["kind"]>({ cell: true, setup: true, function: true, class: true, unparsable: true });
const config = record<CellConfig>({ disabled: boolean, hideCode: boolean, column: orNull(number) });
const cellText = record<CellText>({ id: text, name: text, code: text, kind, config });
const wireError = record<WireError>({ code: text, problem: text, hint: text });
const analysis = record<CellAnalysis>({
  cell: text,
  defs: texts,
  refs: texts,
  params: texts,
  returns: texts,
  isAsync: boolean,
  kind,
});
const problem = record<Problem>({ code: text, cells: texts, message: text, hint: text, line: orNull(number) });
const traceFrame = record<TraceFrame>({ cell: orNull(text), file: text, line: number, name: text, source: text });
const cellError = record<CellError>({
  code: oneOf<CellError["code"]>({
    exception: true,
    "syntax-error": true,
    interrupted: true,
    "ancestor-failed": true,
    "ancestor-stopped": true,
    problem: true,
    "kernel-stopped": true,
  }),
  problem: text,
  hint: text,
  exception: text,
  traceback: listOf(traceFrame),
  ancestors: texts,
});

// --------------------------------------------------------------- messages

const checkCommand = variants<KernelCommand, "type">("type", {
  "start-notebook": {
    cells: listOf(cellText),
    mode: oneOf({ edit: true, run: true }),
    autorun: boolean,
    lazy: boolean,
    values: mapOf(anything),
    filename: text,
    query: mapOf(texts),
    theme: oneOf({ light: true, dark: true }),
    reactiveTests: boolean,
    strict: boolean,
  },
  "run-cells": { cells: listOf(cellText), order: texts },
  "delete-cells": { cells: texts },
  "move-cells": { order: texts },
  "configure-cells": { configs: mapOf(config), names: mapOf(text) },
  "configure-runtime": { lazy: boolean },
  "set-elements": { values: mapOf(anything) },
  "tell-element": { element: text, message: anything },
  "set-query": { query: mapOf(texts) },
  "set-theme": { theme: oneOf({ light: true, dark: true }) },
  "run-stale": {},
  "run-all": {},
  "run-scratch": { code: text },
  "follow-files": { files: texts, rerun: boolean },
});

const checkEvent = variants<WireEvent, "type">("type", {
  "cells-read": { done: number, total: number },
  "cells-analysed": { cells: listOf(analysis) },
  "problems-changed": { problems: listOf(problem) },
  "run-started": { cells: texts },
  "cell-status": {
    cell: text,
    status: oneOf({ idle: true, queued: true, running: true, stale: true, disabled: true, error: true }),
  },
  "cell-started": { cell: text },
  "cell-printed": { cell: text, stream: oneOf({ stdout: true, stderr: true }), text },
  "cell-output": { cell: text, output: orNull(mapOf(anything)) },
  "cell-finished": { cell: text, milliseconds: number, error: orNull(cellError) },
  "input-requested": { cell: text, request: number, prompt: text, secret: boolean },
  "input-finished": { cell: text, request: number },
  "element-updated": { element: text, value: anything },
  "element-renewed": { element: text },
  "element-said": { element: text, message: anything },
  "console-cleared": { cell: text },
  "notice-given": { title: text, description: text, kind: oneOf({ neutral: true, danger: true }) },
  "query-changed": { query: mapOf(texts) },
  "run-finished": {},
  "boot-progress": {
    phase: oneOf({ download: true, waking: true, python: true, kernel: true, files: true, ready: true }),
    loaded: number,
    total: orNull(number),
  },
  "packages-changed": {
    state: oneOf({ installing: true, installed: true, failed: true }),
    names: texts,
    detail: text,
  },
  "boot-kept": { kept },
  "files-saved": { count: number },
  "files-changed": { paths: texts, by: oneOf({ page: true, python: true }) },
  "files-unsaved": { problem: text, hint: text },
});

const checkEvents = listOf(checkEvent);

const checkFrame = variants<Frame, "kind">("kind", {
  call: { id: number, name: text, args: array, number: maybe(number) },
  answer: { id: number, value: anything, number: maybe(number) },
  failure: { id: number, error: wireError, number: maybe(number) },
  events: {
    generation: number,
    events: (value) => (typeof value === "string" ? "" : checkEvents(value)),
    number: maybe(number),
  },
  gone: { error: wireError, number: maybe(number) },
});

const byteArray: Check = (value) => (value instanceof Uint8Array ? "" : " is not an array of bytes");

const CALLS: { readonly [Name in keyof WorkerCalls]: readonly Check[] } = {
  boot: [
    record<BootOptions>({
      indexURL: text,
      packageBaseUrl: text,
      indexUrls: texts,
      wheelsURL: text,
      folder: orNull(text),
      files: listOf(record<FolderFile>({ name: text, bytes: byteArray })),
      absent: texts,
      interrupt: orNull(buffer),
      modules: texts,
      waits: orNull(text),
      generation: number,
      kept: orNull(kept),
      mayWake: boolean,
      session: orNull(object),
    }),
  ],
  prepare: [
    record<BootSources>({
      indexURL: text,
      packageBaseUrl: text,
      wheelsURL: text,
      kept: orNull(kept),
      mayWake: boolean,
    }),
  ],
  freeze: [],
  send: [checkCommand],
  cancel: [],
  answer: [number, orNull(text)],
  analyse: [listOf(cellText)],
  complete: [text, number],
  convert: [text, text, text],
  listFiles: [],
  readFile: [text, number, number],
  makeFolder: [text],
  moveFile: [text, text],
  removeFile: [text],
  beginUpload: [text, number, boolean],
  appendUpload: [number, byteArray],
  finishUpload: [number],
  abortUpload: [number],
};
