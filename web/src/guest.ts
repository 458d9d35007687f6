/**
 * The frame's page: the view of a stranger's notebook, with the door to the page around it in place of all that lasts.
 * Everything is in this one script: its origin is opaque, so it could load no other.
 */

import "./styles/view.js";
import { effect } from "@preact/signals-core";
import type { Query } from "../../worker/src/wire/messages.js";
import type { NotebookStore } from "./notebook/store.js";
import { readAny } from "./shell/finder.js";
import { Door } from "./trust/door.js";
import { type Entered, enteredIn } from "./trust/entered.js";
import { bringFiles } from "./trust/guest-files.js";
import type { GuestFirst } from "./trust/guest-first.js";
import { tellFile, tellFiles } from "./trust/guest-folder.js";
import { sendLinksOut } from "./trust/guest-links.js";
import { guestKeeping } from "./trust/guest-outside.js";
import { guestWorld } from "./trust/guest-world.js";
import { type FromShell, type FromView, fromShell, type Opening, type Say } from "./trust/messages.js";
import { makeView } from "./view.js";

/** Letters in a notebook of which the page is told at once how every change left it; of a larger one, when there is a pause. */
const LARGE = 200_000;
const PAUSE = 300;

const first: unknown = Reflect.get(self, "clocheGuest");
Reflect.deleteProperty(self, "clocheGuest"); // what is in the notebook is not to find it
if (first) begin(first as GuestFirst);

function begin(guest: GuestFirst): void {
  let notebook: Guest | null = null;
  const door = new Door<typeof fromShell, FromView>(guest.port, fromShell, (message) => {
    if (message.type === "open") notebook ??= open(guest, message, (said, transfer) => door.say(said, transfer));
    else if (message.type === "query") notebook?.setQuery(message.query);
    else notebook?.answer(message);
  });
}

/** What the person entered, as a copy made of this text takes it. */
async function entered(store: NotebookStore, text: string): Promise<Entered> {
  const answers = store.answers.lasting;
  if (answers.size === 0) return {};
  const { cells } = await readAny(text, store.document.peek().filename);
  return enteredIn(answers, store.document.peek().cells, cells);
}

/** What the page wants to know. */
type Asked = Extract<FromShell, { request: number }>;

interface Guest {
  setQuery(query: Query): void;
  answer(asked: Asked): void;
}

function open(first: GuestFirst, opening: Opening, say: Say): Guest {
  let { query }: { query: Query } = opening;
  document.documentElement.toggleAttribute("data-sandboxed", true);

  let size = opening.text.length;
  let asked = 0;
  const tell = async (request: number | null): Promise<void> => {
    const { bench } = await making;
    const { store, kernel } = bench;
    const text = store.source(request === null ? store.analyses() : await kernel.analyses());
    size = text.length;
    const turn = ++asked;
    const elements = await entered(store, text);
    if (request === null && turn !== asked) return; // something newer is told
    say({ type: "content", text, filename: bench.filename, elements, request });
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onChange = () => {
    clearTimeout(timer);
    if (size < LARGE) void tell(null);
    else onEntered();
  };
  const onEntered = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(null), PAUSE);
  };

  const making = makeView({
    say,
    theme: opening.theme,
    keeping: () => guestKeeping(opening, onChange),
    world: ({ desk, bench: _, showQuery, ...world }) =>
      guestWorld({
        ...world,
        first,
        opening,
        query: () => query,
        showQuery: (next) => {
          query = next;
          showQuery(next);
        },
        files: () => desk().files.peek(),
        absent: () => desk().absent.peek(),
      }),
  });
  void making.then(async ({ bench, show }) => {
    await bench.opener.openRequested(bench.desk.outside.address.current());
    const { changes } = bench.store.answers;
    const opened = changes.peek();
    effect(() => {
      if (changes.value !== opened) onEntered();
    });
    await show();
    if (opening.isEdited) bench.say("Your changes from before the reload are here.");
  });
  sendLinksOut(document, say);
  const { port1, port2 } = new MessageChannel();
  say({ type: "site" }, [port2]);
  bringFiles(document, port1, new URL("..", location.href).href);
  return {
    setQuery: (next) => {
      query = next;
      void making.then((view) => view.setQuery(next));
    },
    answer: (asked) => {
      if (asked.type === "give") void tell(asked.request);
      else if (asked.type === "list-files") void making.then(({ bench }) => tellFiles(asked.request, bench, say));
      else void making.then(({ bench }) => tellFile(asked.request, asked.name, bench, say));
    },
  };
}
