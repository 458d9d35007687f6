import type { Query } from "../../../worker/src/wire/messages.js";
import type { Entered } from "./entered.js";
import type { FromView } from "./messages.js";
import type { ListedFile } from "./taken-along.js";

/** A notebook as its view has it. */
export interface Content {
  readonly text: string;
  readonly filename: string;
  /** What was entered into its elements; known once it was asked for. */
  readonly elements: Entered;
}

/** What a shell does when the view that it has the door to asks for something. */
export interface Asks {
  onTitle(title: string): void;
  onQuery(query: Query): void;
  /** Which slide of a talk is shown, from 1. */
  onSlide(slide: number): void;
  /** The app view was left: the address asks for it no longer. */
  onEdit(): void;
  onTheme(theme: "system" | "light" | "dark"): void;
  /** The person pressed Save where nothing is saved by itself. */
  onKeep(): void;
  onLink(url: string): void;
  onFile(name: string, content: Blob): void;
  /** The notebook as it is now: because it changed, or as the answer to the request of this number. */
  onContent(content: Content, request: number | null): void;
  /** Answers about the notebook's folder, to the requests of these numbers. */
  onFiles(files: readonly ListedFile[] | null, request: number): void;
  onFileContent(content: Blob | null, request: number): void;
  /** A way to the site's files is wanted. */
  onSite(port: MessagePort): void;
}

/** Hand a checked message on. */
export function ask(asks: Asks, message: FromView, ports: readonly MessagePort[]): void {
  switch (message.type) {
    case "site":
      for (const port of ports.slice(0, 1)) asks.onSite(port);
      break;
    case "content": {
      const { text, filename, elements, request } = message;
      asks.onContent({ text, filename, elements }, request);
      break;
    }
    case "files":
      asks.onFiles(message.files, message.request);
      break;
    case "file":
      asks.onFileContent(message.content, message.request);
      break;
    case "title":
      asks.onTitle(message.title);
      break;
    case "query":
      asks.onQuery(message.query);
      break;
    case "slide":
      asks.onSlide(message.slide);
      break;
    case "edit":
      asks.onEdit();
      break;
    case "theme":
      asks.onTheme(message.theme);
      break;
    case "keep":
      asks.onKeep();
      break;
    case "open-link":
      asks.onLink(message.url);
      break;
    case "save-file":
      asks.onFile(message.name, message.content);
      break;
  }
}
