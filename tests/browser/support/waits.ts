/** Cells of plain code that wait, and the host that they ask. */

import type { Answer } from "./site-server.ts";

/** What the test's host answers. */
export const ANSWERS: Readonly<Record<string, Answer>> = {
  "/hang": () => {},
  "/text": { type: "text/plain; charset=utf-8", body: "grüße" },
  "/missing": { type: "text/plain", body: "not here", status: 404 },
  "/echo": (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const said = { method: request.method, mine: request.headers["x-mine"], body: Buffer.concat(parts).toString() };
      response.writeHead(200, { "content-type": "application/json", "cross-origin-resource-policy": "same-origin" });
      response.end(JSON.stringify(said));
    });
  },
};

/** A cell that asks three questions, one after the other; the last one may be left without an answer. */
export const ASKING = `from getpass import getpass
print("Welcome.")
name = input("Name: ")
word = getpass()
try:
    more = input("More? ")
except EOFError:
    more = "nothing"
f"{name}, {word}, {more}"`;

/** What the error says where a browser cannot suspend Python. */
const LACKS = /lacks.*JSPI.*await/s;

/** A cell, what it gives on every tier, and where that takes JSPI, the error without. */
export const WAITS: Readonly<Record<string, readonly [code: string, output: string | RegExp, unsuspended?: RegExp]>> = {
  setup: [
    "import asyncio\nfrom js import location\nsite = location.origin\nasync def soon(n):\n    await asyncio.sleep(0.01)\n    return n\nsite and 'there'",
    "there",
  ],
  "time.sleep": ["import time\nfirst = time.monotonic()\ntime.sleep(0.3)\n0.29 < time.monotonic() - first < 3", "True"],
  "asyncio.run": ["asyncio.run(soon(7))", "7", LACKS],
  run_until_complete: ["asyncio.get_event_loop().run_until_complete(soon(8))", "8", LACKS],
  run_sync: ["from pyodide.ffi import run_sync\nrun_sync(soon(9))", "9", LACKS],
  urlopen: ["from urllib.request import urlopen, Request\nurlopen(site + '/text').read().decode()", "grüße"],
  "a status that is an error": [
    "from urllib.error import HTTPError, URLError\ntry:\n    urlopen(site + '/missing')\nexcept HTTPError as e:\n    got = (e.code, e.read())\ngot",
    /404.*not here/s,
  ],
  "a body and headers": [
    "import json\njson.load(urlopen(Request(site + '/echo', b'a=1', {'X-Mine': 'yes', 'User-Agent': 'x'})))['body'] + json.load(urlopen(Request(site + '/echo', headers={'X-Mine': 'yes'})))['mine']",
    "a=1yes",
  ],
  "http.client": [
    "import http.client\n_c = http.client.HTTPConnection(location.host)\n_c.request('PUT', '/echo', 'b')\njson.loads(_c.getresponse().read())['method']",
    "PUT",
  ],
  "a server that is silent": [
    "try:\n    urlopen(site + '/hang', timeout=0.2)\nexcept TimeoutError as e:\n    late = str(e)\nlate",
    /did not answer in time/,
  ],
  "a host that is not there": [
    "try:\n    urlopen('http://127.0.0.1:9/')\nexcept URLError as e:\n    gone = str(e)\ngone",
    /could not be reached, or it does not allow/,
  ],
  open_url: ["from pyodide.http import open_url\nopen_url(site + '/text').read()", "grüße"],
  requests: [
    "import requests\n_r = requests.post(site + '/echo', json={'n': 1}, headers={'X-Mine': 'r'}, timeout=5)\n(_r.status_code, _r.json()['mine'], _r.json()['body'])",
    /200.*r.*"n": ?1/s,
  ],
  "requests, too late": [
    "try:\n    requests.get(site + '/hang', timeout=(5, 0.2))\nexcept requests.ReadTimeout as e:\n    slow = str(e)\nslow",
    /read timeout=0.2/,
  ],
  "requests, nobody there": [
    "try:\n    requests.get('http://127.0.0.1:9/')\nexcept requests.ConnectionError as e:\n    refused = str(e)\nrefused",
    /could not be reached, or it does not allow/,
  ],
  "requests, a missing page": [
    "_m = requests.get(site + '/missing', stream=True)\n(_m.status_code, _m.reason, list(_m.iter_content(4)))",
    /404.*Not Found.*'not '.*'here'/s,
  ],
  urllib3: ["import urllib3\nurllib3.request('GET', site + '/text').data.decode()", "grüße"],
  "an event that nobody sets": [
    "import threading\n_e = threading.Event()\ntry:\n    _e.wait()\nexcept RuntimeError as e:\n    forever = str(e)\n(_e.wait(0.05), forever)",
    /False.*for ever/s,
  ],
  "a queue that nobody fills": [
    "import queue\ntry:\n    queue.Queue().get(timeout=0.05)\nexcept queue.Empty:\n    empty = 'empty'\nempty",
    "empty",
  ],
};
