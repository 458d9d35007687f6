/** Work that was called saved is there again after real mishaps: a renderer that is killed, a disk that is full. */

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { type Browser, chromium, type Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook-page.ts";

/** The system kills every renderer: nothing in them runs to its end. */
async function killRenderers(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  };
  const killed = await renderers();
  for (const id of killed) process.kill(id, "SIGKILL");
  // A browser that has not noticed yet that its spare process is gone may give that to the next page, which then never comes.
  const left = async () => (await renderers()).filter((id) => killed.includes(id));
  await expect.poll(left, { message: "renderers that the browser takes for alive" }).toEqual([]);
  await session.detach();
}

test.describe("a tab that is killed", () => {
  test.use({ expectedMessages: [/crashed|Failed to load resource/] });

  test("at any call of a save leaves the last acknowledged text or the new one, never a mixture", async ({
    browser,
    host,
  }) => {
    test.slow(); // a page for each call
    let reached: () => void = () => {};
    // A page that asks for this waits in the middle of what it does, and never gets an answer.
    const site = await host({ answers: { "/the-end": () => reached() } });
    const context = await browser.newContext();
    const start = new NotebookPage(await context.newPage(), site);
    await start.openSaved(["saved = 0"], "kept.py");
    const address = start.page.url();
    await start.page.close();
    await context.addInitScript(stopAtCall);
    await context.addInitScript(() => {
      Object.assign(window, {
        Worker: class extends EventTarget {
          postMessage() {}
          terminate() {}
        },
      }); // Python is not needed
    });

    let acknowledged = "saved = 0";
    let calls = 0;
    let notebook = new NotebookPage(await context.newPage(), site);
    await notebook.page.goto(address);
    for (let at = 1; calls === 0; at++) {
      expect(at, "calls of one save").toBeLessThan(20);
      await notebook.focus(0);
      await notebook.page.keyboard.press("ControlOrMeta+a");
      const dead = notebook.page.waitForEvent("crash");
      const stuck = new Promise<string>((resolve) => {
        reached = () => resolve("stuck");
      });
      await notebook.page.evaluate((left) => Object.assign(window, { callsLeft: left }), at);

      const typed = `typed = ${at}`;
      const typing = notebook.page.keyboard.insertText(typed).catch(() => {});
      const saved = typing.then(() => notebook.saved()).then(() => "saved");
      if ((await Promise.race([stuck, saved.catch(() => "neither")])) === "saved") {
        acknowledged = typed;
        calls = at - 1;
      }
      await killRenderers(browser);
      await dead;
      await notebook.page.close();

      notebook = new NotebookPage(await context.newPage(), site);
      await notebook.page.goto(address);
      const editor = notebook.part(0, "editor").locator(".cm-content");
      await expect(editor).toHaveText(/^(saved|typed) = \d+$/);
      const found = (await editor.textContent()) ?? "";
      expect([acknowledged, typed], `killed at call ${at}`).toContain(found);
      expect(await notebook.page.evaluate(previewOfCard), `killed at call ${at}`).toBe(found);
      acknowledged = found;
    }
    expect(calls).toBeGreaterThan(3);
    await context.close();
  });

  test("while somebody types has all that it called saved", async ({ notebook, page, context }) => {
    await notebook.openSaved(["word = 0"]);
    const address = page.url();
    await notebook.focus(0);
    let acknowledged = 0;
    await page.exposeFunction("heard", (code: string) => {
      acknowledged = Number(/\d+/.exec(code)?.[0]);
    });
    await page.evaluate(() => {
      const banner = document.querySelector("header");
      const tell = () => {
        const code = document.querySelector(".cm-content")?.textContent ?? "";
        if (banner?.textContent.includes("Saved")) (window as unknown as { heard(code: string): void }).heard(code);
      };
      new MutationObserver(tell).observe(banner as Node, { subtree: true, childList: true, characterData: true });
    });

    for (let word = 1; word <= 40; word++) {
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(`word = ${word}`);
      if (word === 20) await expect.poll(() => acknowledged).toBeGreaterThan(0);
    }
    const crashed = page.waitForEvent("crash");
    const session = await context.newCDPSession(page);
    void session.send("Page.crash").catch(() => {});
    await crashed;

    const next = new NotebookPage(await context.newPage(), notebook.site);
    await next.page.goto(address);
    await expect(next.part(0, "editor").locator(".cm-content")).toHaveText(/^word = \d+$/);
    expect(Number(/\d+/.exec(await next.code(0))?.[0])).toBeGreaterThanOrEqual(acknowledged);
  });
});

/** In the page: what the list of notebooks would show of the only one. */
function previewOfCard(): Promise<string> {
  return new Promise((done, fail) => {
    const opening = indexedDB.open("cloche");
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const reading = opening.result.transaction("cards").objectStore("cards").getAll();
      reading.onsuccess = () => {
        opening.result.close();
        done(reading.result[0].preview);
      };
    };
  });
}

/** In the page: when `callsLeft` calls of the database have been made, wait for an answer that never comes. */
function stopAtCall(): void {
  const count = (name: string) => {
    const left = Reflect.get(window, "callsLeft") as number | undefined;
    if (left === undefined || name !== "cloche") return;
    Reflect.set(window, "callsLeft", left - 1);
    if (left !== 1) return;
    const request = new XMLHttpRequest();
    request.open("GET", "/the-end", false);
    request.send();
  };
  const { get, getAll, put } = IDBObjectStore.prototype;
  Object.assign(IDBObjectStore.prototype, {
    get(this: IDBObjectStore, key: IDBValidKey) {
      count(this.transaction.db.name);
      return get.call(this, key);
    },
    getAll(this: IDBObjectStore, key?: IDBKeyRange) {
      count(this.transaction.db.name);
      return getAll.call(this, key);
    },
    put(this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
      count(this.transaction.db.name);
      return key === undefined ? put.call(this, value) : put.call(this, value, key);
    },
  });
  const { commit } = IDBTransaction.prototype;
  IDBTransaction.prototype.commit = function () {
    count(this.db.name);
    commit.call(this);
    count(this.db.name); // committed, and nobody has heard of it
  };
}

/**
 * A browser whose profile lies on a disk of its own: a file system in memory that only its processes see, and that is
 * gone with them.
 */
async function browserOnSmallDisk(folder: string, executablePath: string, megabytes: number) {
  const profile = `${folder}/profile`;
  mkdirSync(profile, { recursive: true });
  const root = process.getuid?.() === 0;
  const asRoot = root ? ["-m"] : ["-Urm"];
  const mount = `mount -t tmpfs -o size=${megabytes}m tmpfs '${profile}'`;
  try {
    execFileSync("unshare", [...asRoot, "sh", "-c", mount], { stdio: "pipe" });
  } catch (error) {
    throw new Error(
      "This test fills a real disk: a file system of its own, mounted for the browser. The system refused it " +
        `(${(error as Error).message.trim()}). Run the tests as root, or where user namespaces are allowed (unshare -Urm).`,
    );
  }
  const program = `${folder}/browser`;
  const run = `${mount}; echo $$ > '${folder}/pid'; exec '${executablePath}' "$@"`;
  writeFileSync(
    program,
    `#!/bin/sh\nexec unshare ${asRoot.join(" ")} sh -c '${run.replaceAll("'", "'\\''")}' sh "$@"\n`,
  );
  chmodSync(program, 0o755);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: program,
    args: ["--no-sandbox", "--disk-cache-size=1"],
  });
  const filler = `/proc/${readFileSync(`${folder}/pid`, "utf8").trim()}/root${profile}/filler`;
  const piece = new Uint8Array(65_536);
  return {
    context,
    /** Leave so many bytes. */
    fill: (left: number) => {
      const file = openSync(filler, "w");
      try {
        for (;;) writeSync(file, piece);
      } catch {
        // every byte is taken
      }
      ftruncateSync(file, Math.max(0, fstatSync(file).size - left));
      closeSync(file);
    },
    free: () => rmSync(filler),
  };
}

test("a disk that is full is told in words that stay, loses nothing, and saving goes on when there is room", async ({
  site,
}, testInfo) => {
  const { executablePath = "" } = testInfo.project.use.launchOptions ?? {};
  const disk = await browserOnSmallDisk(testInfo.outputPath("disk"), executablePath, 300);
  const page: Page = disk.context.pages()[0] ?? (await disk.context.newPage());
  const notebook = new NotebookPage(page, site);
  await notebook.openSaved(["kept = 'before'"], "kept.py");

  let tries = 0;
  await expect(async () => {
    disk.fill(0); // again if the browser threw away something of its own to make room
    tries += 1; // a text that was saved is not saved again
    await notebook.edit(0, `lost_${tries} = '${"there is no room for this ".repeat(20_000)}'`);
    await expect(page.getByRole("banner").getByText("Not saved")).toBeVisible({ timeout: 3000 });
  }).toPass();
  await expect(page.getByRole("alert")).toContainText("no room left");
  await expect(page.getByRole("alert").getByRole("button", { name: "Download" })).toBeVisible();

  // Opened with so little room, the browser may take the database for damaged and delete it.
  const second = await disk.context.newPage();
  for (const kilobytes of [40, 200, 700, 2000]) {
    disk.fill(kilobytes * 1024);
    await second.goto("about:blank");
    await second.goto(`${site.origin}/#home`);
    await expect(second.getByRole("alert")).toContainText("could not be opened");
  }

  disk.free();
  await second.reload();
  // Chromium repairs its database, or gives it up: a write that found no room may have torn it. Then the page says so, and
  // what is open is still there to be saved.
  const kept = second.getByRole("listitem").filter({ hasText: "kept" });
  await expect(kept.or(second.getByText("this browser deleted what the site kept"))).toBeVisible();
  await second.close();
  await notebook.edit(0, "kept = 'after'");
  await notebook.saved();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.reload();
  await expect(notebook.part(0, "editor").locator(".cm-content")).toHaveText("kept = 'after'");
  await disk.context.close();
});
