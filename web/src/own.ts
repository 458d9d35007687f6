/** The person's own notebooks, in the page itself: the shell around a view of them, which has all that lasts. */

import { effect } from "@preact/signals-core";
import { browserWorld } from "./kernel/world.js";
import { readRequest, readWishes } from "./share/address.js";
import { Moves } from "./share/moves.js";
import { queryOf } from "./share/query.js";
import { browserTab, QueryAddress } from "./share/query-address.js";
import { beginToFind } from "./shell/finder.js";
import { LocalDoor, type LocalFolders } from "./shell/local-door.js";
import { browserKeeping, giveFile, showEditing, showSlide } from "./shell/outside.js";
import { registerShell } from "./shell/register.js";
import type { Workbench } from "./shell/workbench.js";
import { keepTheme, keptTheme } from "./storage/kept-theme.js";
import { mayHaveLinks } from "./storage/local-trace.js";
import { openShelf } from "./storage/open-shelf.js";
import { Sessions } from "./storage/sessions.js";
import { hasTrace } from "./storage/traces.js";
import { isStrangers } from "./trust/address.js";
import { type Asks, ask } from "./trust/asks.js";
import { Door, portsInOneRealm } from "./trust/door.js";
import { type FromShell, type FromView, fromShell, fromView } from "./trust/messages.js";
import type { Kept } from "./trust/sandbox-view.js";
import { makeView, type View } from "./view.js";

/** `kept` is a stranger's notebook that the person has just made their own. */
export async function openOwn(address: URL, kept: Pick<Kept, "parcel" | "elements"> | null = null): Promise<void> {
  const moves = new Moves(window);
  const wishes = readWishes(address);
  const begun = kept ? null : beginToFind(readRequest(address), !hasTrace(() => localStorage));
  document.documentElement.toggleAttribute("data-embed", wishes.embed);
  registerShell();

  const query = new QueryAddress(browserTab());
  const doors = doorsAround({
    onTitle: (title) => {
      document.title = `${title} · Cloche`;
    },
    onQuery: (next) => query.show(next),
    onSlide: showSlide,
    onEdit: showEditing,
    onTheme: keepTheme,
    onFile: giveFile,
    // Its notebook is saved by itself, its links are the browser's, its folder is at hand, and it lies in the site.
    onKeep: () => {},
    onLink: () => {},
    onContent: () => {},
    onFiles: () => {},
    onFileContent: () => {},
    onSite: () => {},
  });
  const view = await makeView({
    say: (message, transfer) => doors.inside.say(message, transfer),
    theme: wishes.theme ?? keptTheme(),
    keeping: async () => browserKeeping(await openShelf(), begun),
    world: ({ desk, bench, ...world }) =>
      browserWorld({
        ...world,
        query: () => query.current(),
        folder: () => (desk().isMine.peek() ? desk().id : null),
        files: () => desk().files.peek(),
        absent: () => desk().absent.peek(),
        lasting: () => (desk().isMine.peek() && desk().saveState.peek() === "saved" ? desk().id : null),
        sessions: new Sessions(),
        onResumed: (how) => bench().noteResumed(how),
      }),
  });
  doors.view = view;
  const { bench } = view;
  const { desk } = bench;
  desk.ends = {
    onLost: () => bench.opener.begin(),
    onFree: () => void bench.opener.openRequested(new URL(location.href)),
  };
  if (kept) await bench.opener.keep(kept.parcel, kept.elements);
  else await bench.opener.openRequested(address);
  const app = await view.show({ library, local: localDoor(bench) });
  await app.updateComplete;
  if (address.searchParams.has("trace")) app.showDiagnostics();
  requestAnimationFrame(() => performance.mark("cloche:shell-painted"));

  addEventListener("pagehide", () => desk.leave());
  effect(() => {
    desk.opened.value; // another notebook
    query.turn();
    query.claim();
  });
  moves.followedBy((isLate) => {
    const request = new URL(location.href);
    // What was opened meanwhile has claimed an address that asks for something else.
    if (!isLate && (query.isSameNotebook() || request.hash === `#nb/${desk.id}`))
      doors.shell.say({ type: "query", query: queryOf(request) as Record<string, string[]> });
    else if (isStrangers(request))
      location.reload(); // it gets a page and a sandbox of its own
    else void bench.opener.openRequested(request);
  });
}

/** The parts that list notebooks and look back: most visits do not need them. */
async function library(): Promise<void> {
  const { registerLibrary } = await import("./library/register.js");
  registerLibrary();
}

/** Both ends of the door between the page and the view of one's own notebook: the messages, and the checks, of a stranger's. */
function doorsAround(asks: Asks) {
  const [toView, toShell] = portsInOneRealm();
  const doors = {
    shell: new Door<typeof fromView, FromShell>(toView, fromView, (message, ports) => ask(asks, message, ports)),
    inside: new Door<typeof fromShell, FromView>(toShell, fromShell, (message) => {
      if (message.type === "query") doors.view?.setQuery(message.query);
    }),
    view: null as View | null,
  };
  return doors;
}

/** Folders of the computer: their code comes with the wish for one, or with a notebook that may lie in one. */
function localDoor(bench: Workbench): LocalDoor {
  let folders: Promise<LocalFolders> | null = null;
  const bring = async () => {
    const { BrowserLocalFolders } = await import("./local/local-folders.js");
    return new BrowserLocalFolders(bench, door);
  };
  const once = () => {
    folders ??= bring();
    return folders;
  };
  const door = new LocalDoor(once);
  if (mayHaveLinks()) void once();
  return door;
}
