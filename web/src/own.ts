/** The person's own notebooks, in the page itself: makes the parts, joins them, opens what the address asks for. */

import { effect } from "@preact/signals-core";
import { registerElements, tellElement, updateElement } from "./elements/index.js";
import { Kernel } from "./kernel/kernel.js";
import { browserWorld } from "./kernel/world.js";
import { emptyNotebook } from "./notebook/document.js";
import { NotebookStore } from "./notebook/store.js";
import { readWishes } from "./share/address.js";
import type { Parcel } from "./share/parcel.js";
import { queryOf } from "./share/query.js";
import { browserTab, QueryAddress } from "./share/query-address.js";
import { ClocheApp } from "./shell/app.js";
import { Desk } from "./shell/desk.js";
import { FilesDoor } from "./shell/files-door.js";
import { LocalDoor, type LocalFolders } from "./shell/local-door.js";
import { browserOutside } from "./shell/outside.js";
import { registerShell } from "./shell/register.js";
import { ThemeChoice } from "./shell/theme.js";
import { Workbench } from "./shell/workbench.js";
import { mayHaveLinks } from "./storage/local-trace.js";
import { openShelf } from "./storage/open-shelf.js";
import { isStrangers } from "./trust/address.js";

/** `kept` is a stranger's notebook that the person has just made their own. */
export async function openOwn(address: URL, kept: Parcel | null = null): Promise<void> {
  const wishes = readWishes(address);
  const theme = new ThemeChoice(wishes.theme);
  document.documentElement.dataset.kernel = "booting";
  document.documentElement.toggleAttribute("data-embed", wishes.embed);
  registerElements();
  registerShell();

  const query = new QueryAddress(browserTab());
  const store = new NotebookStore(emptyNotebook());
  const world = browserWorld({
    address: query,
    mode: () => (desk.appView.peek() ? "run" : "edit"),
    showElement: (element, value) => updateElement(document, element, value),
    tellElement: (element, message) => tellElement(document, element, message),
    folder: () => (desk.isMine.peek() ? desk.id : null),
    files: () => desk.files.peek(),
    lasting: () => (desk.isMine.peek() && desk.saveState.peek() === "saved" ? desk.id : null),
    onResumed: (how) => bench.noteResumed(how),
  });
  const desk = new Desk(store, browserOutside(await openShelf()));
  const kernel = new Kernel(store, world);
  const bench = new Workbench(store, kernel, desk);
  desk.ends = {
    onLost: () => bench.begin(),
    onFree: () => void bench.openRequested(new URL(location.href)),
  };
  if (kept) await bench.keep(kept);
  else await bench.openRequested(address);
  await new Promise((resolve) => setTimeout(resolve)); // reading and drawing in one go would hold the page up

  const local = localDoor(bench);
  const app = Object.assign(new ClocheApp(), { bench, theme, library, files: new FilesDoor(files), local });
  document.body.append(app);
  await app.updateComplete;
  if (address.searchParams.has("trace")) app.showDiagnostics();
  requestAnimationFrame(() => performance.mark("cloche:shell-painted"));

  addEventListener("pagehide", () => desk.leave());
  effect(() => {
    desk.opened.value; // another notebook
    query.turn();
    query.claim();
  });
  addEventListener("popstate", () => {
    const request = new URL(location.href);
    if (query.isSameNotebook() || request.hash === `#nb/${desk.id}`) void kernel.setQuery(queryOf(request));
    else if (isStrangers(request))
      location.reload(); // it gets a page and a sandbox of its own
    else void bench.openRequested(request);
  });
}

/** The parts that list notebooks and look back: most visits do not need them. */
async function library(): Promise<void> {
  const { registerLibrary } = await import("./library/register.js");
  registerLibrary();
}

/** The panel of the notebook's files. */
async function files(): Promise<void> {
  const { registerFiles } = await import("./files/register.js");
  registerFiles();
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
