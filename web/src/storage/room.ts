/** How much room this site has in the browser, and whether the browser may clear it. */

export interface Room {
  /** Bytes in use by the whole site, and what it may use; null where the browser does not say. */
  readonly used: number | null;
  readonly quota: number | null;
  /** True when the browser keeps it until the person deletes it; null where nobody can ask. */
  readonly isPersistent: boolean | null;
}

export async function measureRoom(storage: StorageManager | undefined = navigator.storage): Promise<Room> {
  const [estimate, isPersistent] = await Promise.all([
    storage?.estimate?.().catch(() => null),
    storage?.persisted?.().catch(() => null),
  ]);
  return {
    used: estimate?.usage ?? null,
    quota: estimate?.quota ?? null,
    isPersistent: isPersistent ?? null,
  };
}

/** Ask the browser to keep it. False when it says no, as some do until a site is used more. */
export async function askToPersist(storage: StorageManager | undefined = navigator.storage): Promise<boolean> {
  return (await storage?.persist?.().catch(() => false)) ?? false;
}
