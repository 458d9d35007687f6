import { expect, test } from "./support/fixtures.ts";

test("threads and executors do their work in the browser, and Stop reaches them", async ({ notebook }) => {
  await notebook.open([
    "import cloche as cl, threading, time\nfrom concurrent.futures import ThreadPoolExecutor",
    "with ThreadPoolExecutor() as pool:\n    squares = list(pool.map(lambda n: n * n, range(4)))\nsquares",
    "t = cl.Thread(target=lambda: print('from a thread'))\nt.start()\nt.join()",
    "threading.Lock().acquire() and threading.Event().wait()",
  ]);

  await expect(notebook.output(1)).toContainText("9");
  await expect(notebook.part(2, "console")).toHaveText("from a thread");
  await expect(notebook.part(3, "error")).toContainText("wait for ever");

  await notebook.editAndRun(3, "threading.Thread(target=lambda: time.sleep(600)).start()");
  await notebook.expectStatus(3, "running");
  await notebook.stop();
  await notebook.expectStatus(3, "error");
  await expect(notebook.part(3, "error")).toContainText("stopped");
});
