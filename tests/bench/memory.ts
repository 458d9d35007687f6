import { readdirSync, readFileSync } from "node:fs";

/** Memory of a browser started with `profile` as its user-data folder, all its processes, in MB; null off Linux. */
export function browserMemory(profile: string): number | null {
  const children = new Map<number, number[]>();
  let main: number | undefined;
  for (const pid of numericFolders("/proc")) {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
    const commandLine = read(`/proc/${pid}/cmdline`);
    if (commandLine.includes(profile) && !commandLine.includes("--type=") && !commandLine.includes("crashpad"))
      main ??= pid;
  }
  if (main === undefined) return null;
  const family = [main];
  for (const pid of family) family.push(...(children.get(pid) ?? []));
  const kilobytes = family.map((pid) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

function numericFolders(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Processes come and go while we look. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
