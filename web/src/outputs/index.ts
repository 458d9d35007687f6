/**
 * What a cell gives back, as DOM: its output, what it printed, why it failed.
 *
 * Each function brings one host element up to date in place. Not here: the cells around them (`shell/`), and the
 * elements inside outputs (`elements/`).
 */

export { type ConsoleChunk, renderConsole } from "./console.js";
export { renderError } from "./error.js";
export { type OutputContext, renderOutput } from "./output.js";
export { renderQuestions } from "./prompt.js";
