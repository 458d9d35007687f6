/** A cell for a test's notebook: code, or code with a name. */
export type TestCell = string | { readonly name: string; readonly code: string };

/** The text of a notebook file with these cells. Names that cells share are left for the kernel to work out. */
export function notebookFile(cells: readonly TestCell[], app = ""): string {
  const functions = cells.map((cell) => {
    const { name, code } = typeof cell === "string" ? { name: "_", code: cell } : cell;
    const body = code.split("\n").map((line) => (line ? `    ${line}` : ""));
    return `@app.cell\ndef ${name}():\n${body.join("\n")}\n    return\n`;
  });
  const head = `import cloche\n\n__generated_with = "0.1.0"\napp = cloche.App(${app})\n`;
  return [head, ...functions, 'if __name__ == "__main__":\n    app.run()\n'].join("\n\n");
}
