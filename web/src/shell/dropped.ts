/** What is dropped on the page: files, and files in folders. */

export interface Dropped {
  /** `photos/cat.png` for a file in a folder that was dropped. */
  readonly path: string;
  readonly file: File;
}

/** Call it at once in the event: afterwards the browser shows nothing of it any more. */
export function droppedFiles(transfer: DataTransfer): Promise<Dropped[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const files = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory))
    return Promise.resolve(files.map((file) => ({ path: file.name, file })));
  return Promise.all(entries.filter((entry) => entry !== null).map(filesIn)).then((found) => found.flat());
}

async function filesIn(entry: FileSystemEntry): Promise<Dropped[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ""), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Dropped[] = [];
  for (;;) {
    // The browser gives a hundred at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const each of some) found.push(...(await filesIn(each)));
  }
}
