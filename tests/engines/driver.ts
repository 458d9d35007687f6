/** What the first journey needs from a browser; one implementation for each engine that Playwright does not bring. */
export interface Driver {
  readonly name: string;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** The value of a JavaScript expression in the page; promises are awaited, values are JSON. */
  evaluate<T>(expression: string): Promise<T>;
  /** The same in the sandbox of a stranger's notebook; null where there is none. */
  evaluateInside<T>(expression: string): Promise<T | null>;
  /** A real click in the middle of the first element that `selector` finds. */
  click(selector: string): Promise<void>;
  /** Real key presses into what has the focus; `Enter`, `Control+a` and the like, or text. */
  press(...keys: readonly Key[]): Promise<void>;
  type(text: string): Promise<void>;
  close(): Promise<void>;
}

export type Key = "ArrowRight" | "ArrowLeft" | "Backspace" | "Control" | "Enter" | "Shift" | "Tab" | "a";

/** Ask again until the expression is true; the error tells what it waited for and what the page said instead. */
export async function until(driver: Driver, expression: string, waited: string, seconds = 60): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    if (await driver.evaluate<boolean>(`Boolean(${expression})`)) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  const text = await driver.evaluate<string>("document.body.innerText.slice(0, 2000)");
  throw new Error(`${driver.name}: gave up after ${seconds} s waiting until ${waited}. The page says:\n${text}`);
}
