import { expect, test } from "./support/fixtures.ts";

test("a persistent result is not computed again after a reload", async ({ notebook }) => {
  await notebook.openSaved([
    "import cloche as cl",
    "@cl.persistent_cache\ndef slow(x):\n    print('computing')\n    return x * 2",
    "slow(21)",
  ]);
  await expect(notebook.output(2)).toHaveText("42");
  await expect(notebook.part(2, "console")).toContainText("computing");
  await notebook.fileStored(/__cloche__\/cache\/.*\.pickle$/m);

  await notebook.page.reload();
  await notebook.settled();
  await notebook.runAll();

  await expect(notebook.output(2)).toHaveText("42");
  await expect(notebook.part(2, "console")).not.toContainText("computing");
});
