import { spawn } from "node:child_process";
import { createServer } from "node:net";
import type { Driver, Key } from "./driver.ts";

export interface WebKitPaths {
  readonly driver: string;
  readonly browser: string;
  readonly xvfb: string;
}

/** Keys as the WebDriver standard numbers them (section "Keyboard actions"). */
const KEY_CODES: Readonly<Record<Key, string>> = {
  a: "a",
  ArrowLeft: "\uE012",
  ArrowRight: "\uE014",
  Backspace: "\uE003",
  Control: "\uE009",
  Enter: "\uE007",
  Shift: "\uE008",
  Tab: "\uE004",
};

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Asks a WebDriver server; its errors become ours with its own words. */
async function ask(method: string, url: string, body?: unknown): Promise<unknown> {
  const init = method === "POST" ? { method, body: JSON.stringify(body ?? {}) } : { method };
  const response = await fetch(url, init);
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`WebDriver ${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}

async function whenUp(server: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      await ask("GET", `${server}/status`);
      return;
    } catch {
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
  throw new Error("WebKitWebDriver did not start within 10 s");
}

/** WebKitGTK's MiniBrowser under Xvfb, by plain WebDriver requests: it has no BiDi yet, and the protocol is small. */
export async function startWebKit(paths: WebKitPaths): Promise<Driver> {
  const port = await freePort();
  const server = `http://127.0.0.1:${port}`;
  // A group of its own: xvfb-run is a script, and ending it alone would leave the driver and the display behind.
  const child = spawn(paths.xvfb, ["-a", paths.driver, `--port=${port}`], {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, WEBKIT_DISABLE_COMPOSITING_MODE: "1" },
  });
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
  };
  try {
    await whenUp(server);
    const options = { binary: paths.browser, args: ["--automation"] };
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
    const { sessionId } = (await ask("POST", `${server}/session`, { capabilities })) as { sessionId: string };
    return driverOf(`${server}/session/${sessionId}`, end);
  } catch (error) {
    end();
    throw error;
  }
}

async function driverOf(session: string, end: () => void): Promise<Driver> {
  await ask("POST", `${session}/timeouts`, { script: 60_000, pageLoad: 60_000 });
  const keyActions = (actions: readonly unknown[]) =>
    ask("POST", `${session}/actions`, { actions: [{ type: "key", id: "keyboard", actions }] });
  const evaluate = async <T>(expression: string): Promise<T> => {
    const script = `const done = arguments[0]; (async () => JSON.stringify((await (${expression})) ?? null))().then(done, (e) => done("!" + e));`;
    const text = String(await ask("POST", `${session}/execute/async`, { script, args: [] }));
    if (text.startsWith("!")) throw new Error(text.slice(1));
    return JSON.parse(text) as T;
  };
  return {
    name: "WebKit",
    goto: async (url) => void (await ask("POST", `${session}/url`, { url })),
    reload: async () => void (await ask("POST", `${session}/refresh`)),
    evaluate,
    evaluateInside: async (expression) => {
      const using = { using: "css selector", value: "iframe.sandbox" };
      const [frame] = (await ask("POST", `${session}/elements`, using)) as readonly unknown[];
      if (!frame) return null;
      try {
        await ask("POST", `${session}/frame`, { id: frame });
        return await evaluate(expression);
      } catch (error) {
        if (/no such (frame|element|window)|stale element/.test(String(error))) return null; // it went away meanwhile
        throw error;
      } finally {
        await ask("POST", `${session}/frame`, { id: null });
      }
    },
    click: async (selector) => {
      const found = (await ask("POST", `${session}/element`, { using: "css selector", value: selector })) as Record<
        string,
        string
      >;
      await ask("POST", `${session}/element/${found[ELEMENT]}/click`);
    },
    press: async (...keys) => {
      const down = keys.map((key) => ({ type: "keyDown", value: KEY_CODES[key] }));
      const up = keys.toReversed().map((key) => ({ type: "keyUp", value: KEY_CODES[key] }));
      await keyActions([...down, ...up]);
    },
    type: async (text) => {
      await keyActions(
        [...text].flatMap((value) => [
          { type: "keyDown", value },
          { type: "keyUp", value },
        ]),
      );
    },
    close: async () => {
      await ask("DELETE", session).catch(() => undefined);
      end();
    },
  };
}
