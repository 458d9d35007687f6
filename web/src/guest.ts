/**
 * The frame's page: a stranger's notebook, the same view as the person's own ones, with the door to the page in place
 * of all that lasts. Everything is in this one script: its origin is opaque, so it could load no other.
 */

import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/top-bar.css";
import "./styles/cell.css";
import "./styles/overlays.css";
import "./styles/share.css";
import "./styles/outputs.css";
import "./styles/elements.css";
import "./styles/slides.css";
import "./styles/columns.css";
import "@fontsource-variable/instrument-sans/wght.css";
import { effect } from "@preact/signals-core";
import type { Query } from "../../worker/src/wire/messages.js";
import { registerElements, tellElement, updateElement } from "./elements/index.js";
import { Kernel } from "./kernel/kernel.js";
import { emptyNotebook } from "./notebook/document.js";
import { NotebookStore } from "./notebook/store.js";
import { ClocheApp } from "./shell/app.js";
import { Desk } from "./shell/desk.js";
import { FilesDoor } from "./shell/files-door.js";
import { registerView } from "./shell/register.js";
import { ThemeChoice } from "./shell/theme.js";
import { Workbench } from "./shell/workbench.js";
import { Door } from "./trust/door.js";
import { bringFiles } from "./trust/guest-files.js";
import type { GuestFirst } from "./trust/guest-first.js";
import { sendLinksOut } from "./trust/guest-links.js";
import { guestOutside } from "./trust/guest-outside.js";
import { guestWorld } from "./trust/guest-world.js";
import { type FromGuest, fromShell, type Opening } from "./trust/messages.js";

/** Letters in a notebook of which the page is told at once how every change left it; of a larger one, when there is a pause. */
const LARGE = 200_000;
const PAUSE = 300;

const first: unknown = Reflect.get(self, "clocheGuest");
Reflect.deleteProperty(self, "clocheGuest"); // what is in the notebook is not to find it
if (first) begin(first as GuestFirst);

function begin(guest: GuestFirst): void {
  let view: View | null = null;
  const door = new Door<typeof fromShell, FromGuest>(guest.port, fromShell, (message) => {
    if (message.type === "open") view ??= open(guest, message, (said, transfer) => door.say(said, transfer));
    else if (message.type === "query") view?.setQuery(message.query);
    else view?.give(message.request);
  });
}

interface View {
  setQuery(query: Query): void;
  give(request: number): void;
}

function open(first: GuestFirst, opening: Opening, say: (message: FromGuest, transfer?: Transferable[]) => void): View {
  let { query }: { query: Query } = opening;
  const root = document.documentElement;
  root.dataset.kernel = "booting";
  root.toggleAttribute("data-sandboxed", true);
  registerElements();
  registerView();
  const theme = new ThemeChoice(opening.theme === "system" ? null : opening.theme);

  let size = opening.text.length;
  const tell = async (request: number | null): Promise<void> => {
    const { store, kernel } = bench;
    const text = store.source(request === null ? store.analyses() : await kernel.analyses());
    size = text.length;
    say({ type: "content", text, filename: bench.filename, request });
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onChange = () => {
    clearTimeout(timer);
    if (size < LARGE) void tell(null);
    else timer = setTimeout(() => void tell(null), PAUSE);
  };

  const store = new NotebookStore(emptyNotebook());
  const desk = new Desk(store, guestOutside(opening, say, onChange));
  const world = guestWorld({
    first,
    opening,
    say,
    query: () => query,
    setQuery: (next) => {
      query = next;
    },
    mode: () => (desk.appView.peek() ? "run" : "edit"),
    showElement: (element, value) => updateElement(document, element, value),
    tellElement: (element, message) => tellElement(document, element, message),
    files: () => desk.files.peek(),
  });
  const kernel = new Kernel(store, world);
  const bench = new Workbench(store, kernel, desk);
  void bench.openRequested(desk.outside.address.current()).then(async () => {
    await new Promise((resolve) => setTimeout(resolve)); // reading and drawing in one go would hold the page up
    document.body.append(Object.assign(new ClocheApp(), { bench, theme, files: new FilesDoor(files) }));
    if (opening.isEdited) bench.say("Your changes from before the reload are here.");
    effect(() => say({ type: "title", title: store.title.value.slice(0, 1000) }));
    effect(() => say({ type: "theme", theme: theme.value }));
  });
  sendLinksOut(document, say);
  const { port1, port2 } = new MessageChannel();
  say({ type: "site" }, [port2]);
  bringFiles(document, port1, new URL("..", location.href).href);
  return {
    setQuery: (next) => {
      query = next;
      void kernel.setQuery(next);
    },
    give: (request) => void tell(request),
  };
}

/** The panel of the notebook's files, which are in memory here. */
async function files(): Promise<void> {
  const { registerFiles } = await import("./files/register.js");
  registerFiles();
}
