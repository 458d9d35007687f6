/**
 * A stranger's notebook: the page around its sandbox. It alone has the address, the notebooks that are kept, and the
 * buttons; the notebook lives in the frame (`guest.ts`), and the door between them says what may pass.
 */

import { readConfig } from "./kernel/world.js";
import { emptyNotebook } from "./notebook/document.js";
import { NotebookStore } from "./notebook/store.js";
import { VERSION } from "./notebook/write.js";
import { openOwn } from "./own.js";
import { readRequest, readWishes } from "./share/address.js";
import { type Folder, folderOf } from "./share/along.js";
import { LINK_LIMIT } from "./share/link-error.js";
import { Moves } from "./share/moves.js";
import { queryOf } from "./share/query.js";
import { browserTab, QueryAddress } from "./share/query-address.js";
import { readAny } from "./shell/finder.js";
import { giveFile, showEditing, showSlide } from "./shell/outside.js";
import { ThemeChoice } from "./shell/theme.js";
import { keptTheme } from "./storage/kept-theme.js";
import { provenance } from "./trust/address.js";
import { findGiven } from "./trust/find.js";
import type { FirstFrame } from "./trust/first-frame.js";
import { forget, recall, remember } from "./trust/remembered.js";
import { Sandbox } from "./trust/sandbox.js";
import { ClocheSandbox, type Kept, registerSandbox } from "./trust/sandbox-view.js";
import { SITE_FOLDERS } from "./trust/site-files.js";
import { takenAlong } from "./trust/taken-along.js";

/** Where no sandbox comes up, or nothing is found, the page opens as for the person's own, which asks before it runs anything. */
export async function openStrangers(address: URL, first: FirstFrame): Promise<void> {
  const moves = new Moves(window);
  const request = readRequest(address);
  const wishes = readWishes(address);
  const source = request.kind === "link" ? request.payload : request.kind === "source" ? request.url : "";
  const root = document.documentElement;
  const theme = new ThemeChoice(wishes.theme ?? keptTheme());
  root.toggleAttribute("data-embed", wishes.embed);
  root.toggleAttribute("data-around-sandbox", true);
  const query = new QueryAddress(browserTab());
  query.turn();
  const giveUp = async (): Promise<void> => {
    moves.close();
    first.frame.remove();
    first.ahead.drop();
    root.toggleAttribute("data-around-sandbox", false);
    await openOwn(new URL(location.href));
  };

  const connecting = Sandbox.connect(first, foldersOf(), {
    onTitle: (title) => {
      document.title = `${title} · Cloche`;
    },
    onQuery: (next) => query.show(next),
    onSlide: (slide) => showSlide(slide),
    onEdit: () => showEditing(),
    onTheme: (chosen) => theme.show(chosen),
    onKeep: () => isPressed() && view.askToKeep(),
    onLink: (url) => isPressed() && view.askToLeave(url),
    onFile: (name, content) => isPressed() && giveFile(safeName(name), new Blob([content])),
    onContent: (content) => remember(source, content),
  });
  const found = await Promise.all([connecting, findGiven(request, address.href), readConfig()]).catch(() => null);
  if (!found) return giveUp();
  const [sandbox, given, config] = found;
  const packages = new URL(config.packageBaseUrl, document.baseURI);
  const site = new URL(".", document.baseURI).href;
  if (packages.href !== site && packages.href.startsWith(site)) sandbox.allow(packages.href);
  const before = recall(source);
  sandbox.lay({
    type: "open",
    wishes: wishesIn(address),
    text: before?.text ?? given.text,
    filename: before?.filename ?? given.filename,
    elements: before?.elements ?? {},
    files: given.files.map(({ name, bytes }) => ({ name, bytes })),
    absent: [...given.absent],
    theme: theme.value,
    query: queryOf(address) as Record<string, string[]>,
    config: { ...config, indexUrls: [...config.indexUrls] },
    isEdited: before !== null && before.text !== given.text,
  });

  const acts = {
    parcel: async () => {
      const [{ text, filename, elements }, { files, ...rest }] = await Promise.all([
        sandbox.content(),
        takenAlong(sandbox.folder(false), given.files),
      ]);
      const absent = given.absent.filter((name) => !files.some((file) => file.name === name));
      return { parcel: { cloche: VERSION, notebook: { name: filename, text }, files, absent }, elements, ...rest };
    },
    keep: async (kept: Kept) => {
      moves.close();
      sandbox.close();
      view.remove();
      forget();
      root.toggleAttribute("data-around-sandbox", false);
      await openOwn(new URL(location.href), kept);
    },
    download: async () => {
      const { text, filename } = await sandbox.content();
      giveFile(safeName(filename), new Blob([text], { type: "text/x-python" }));
    },
  };
  const store = new NotebookStore(emptyNotebook());
  const sharable = {
    store,
    download: acts.download,
    jumpTo: () => {},
    luggage: {
      folder: () => folderIn(sandbox, folderOf(given.files)),
      came: () => given.files.map(({ name }) => name),
      absent: () => given.absent,
    },
    text: async () => {
      const { text, filename } = await sandbox.content();
      store.open(await readAny(text, filename), {});
      return { name: filename, text };
    },
  };
  registerSandbox();
  const view = Object.assign(new ClocheSandbox(), {
    sandbox,
    acts,
    sharable,
    provenance: provenance(address),
    isEmbedded: wishes.embed,
  });
  first.frame.before(view);
  if (document.activeElement === document.body) first.frame.focus();
  requestAnimationFrame(() => performance.mark("cloche:shell-painted"));

  moves.followedBy(() => {
    const next = new URL(location.href);
    if (query.isSameNotebook()) sandbox.setQuery(queryOf(next));
    else location.reload(); // another notebook, another page: nothing of this one is to meet it
  });

  if (await sandbox.canRun) return;
  sandbox.close();
  view.remove();
  await giveUp();
}

/** What lies beside the notebook, for a link; where the frame does not know, what came with it. */
function folderIn(sandbox: Sandbox, came: Folder): Folder {
  const folder = sandbox.folder(true);
  return {
    list: async () => (await folder.list()) ?? came.list(),
    read: async (name) => {
      const content = await folder.read(name);
      if (!content) return came.read(name);
      return new Uint8Array(await content.slice(0, LINK_LIMIT + 1).arrayBuffer());
    },
  };
}

/** The person has just pressed something, here or in the frame: a notebook cannot ask for things by itself. */
function isPressed(): boolean {
  return navigator.userActivation?.isActive ?? true;
}

/** What the address says of how the notebook is to look. */
function wishesIn(address: URL): string {
  const wishes = new URLSearchParams();
  for (const name of ["mode", "show-code", "slide"]) {
    const value = address.searchParams.get(name);
    if (value !== null) wishes.set(name, value.slice(0, 20));
  }
  return wishes.toString();
}

function foldersOf(): string[] {
  return SITE_FOLDERS.map((folder) => new URL(folder, document.baseURI).href);
}

/** A file's name as it may be saved. */
function safeName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return name.replace(/[\x00-\x1f\x7f\\/:*?"<>|]+/g, "_").slice(-120) || "notebook.py";
}
