/**
 * The kernel's life as the page leads it: start, run, stop, replace, restart.
 *
 * Owns the worker and its generation number. What happens is told to the store; what the
 * person sees of it is the shell's. Nothing here waits for ever: Stop replaces a worker
 * that does not listen, and a worker that dies leaves a notice and a way back.
 */

import { AnswerBox } from "../../../worker/src/wire/answer-box.js";
import { Client } from "../../../worker/src/wire/client.js";
import { BootStalledError, ClocheError, reasonOf } from "../../../worker/src/wire/errors.js";
import type {
  BootReport,
  CellId,
  Completion,
  Conversion,
  ElementId,
  KernelCommand,
  KernelEvent,
  Query,
  WireEvent,
  WorkerEvent,
} from "../../../worker/src/wire/messages.js";
import { Shared } from "../../../worker/src/wire/shared.js";
import { runtimeOf } from "../notebook/header.js";
import { importedModules } from "../notebook/imports.js";
import type { NotebookStore } from "../notebook/store.js";
import type { Analyses } from "../notebook/write.js";
import type { KeptSession } from "../storage/sessions.js";
import { LOST, wordsForDeath } from "./death.js";
import type { Facts } from "./diagnosis.js";
import { ElementsQueue } from "./elements-queue.js";
import { KernelFiles } from "./files.js";
import { Glance } from "./glance.js";
import { Interrupter } from "./interrupter.js";
import type { KernelWorker, KernelWorld } from "./needs.js";
import { isWorkerEvent, noticed } from "./news.js";
import { NextPython } from "./next-python.js";
import { Resumption } from "./resume.js";
import { Stopping } from "./stopping.js";

/** How long the page waits for answers that only improve what it could do alone. */
const PATIENCE_WITH_ANALYSIS = 1500;

export class Kernel {
  readonly files = new KernelFiles(() => this.#client);
  readonly #store: NotebookStore;
  readonly #world: KernelWorld;
  readonly #elements = new ElementsQueue((values) => this.#send({ type: "set-elements", values }));
  #generation = 0;
  #worker: KernelWorker | null = null;
  #client: Client | null = null;
  /** Who waits for a worker to ask. */
  readonly #askers: { resolve(client: Client): void; reject(error: unknown): void }[] = [];
  #interrupter = new Interrupter(null, null);
  #glance: Glance | null = null;
  readonly #next: NextPython;
  #report: BootReport | null = null;
  #isStarted = false;
  #inFlight = 0;
  #wanted: CellId[] = [];
  readonly #stopping = new Stopping();
  readonly #resumption: Resumption;

  constructor(store: NotebookStore, world: KernelWorld) {
    this.#store = store;
    this.#world = world;
    this.#next = new NextPython(world.spare);
    this.#resumption = new Resumption(store, world.sessions, () => [
      world.build,
      world.query(),
      world.theme(),
      world.mode(),
    ]);
  }

  /** A notebook was laid open: go on with its session where one fits, else as `start`. */
  async open(autorun: boolean): Promise<void> {
    await this.start(autorun, { mayResume: autorun });
  }

  /** Take a new worker, and with `autorun` run the whole notebook as soon as Python is up. */
  async start(
    autorun: boolean,
    { notice = "", noticeHint = "", mayResume = false, replaces = false } = {},
  ): Promise<void> {
    const generation = this.#letGo();
    this.#store.beginGeneration(generation, autorun);
    this.#store.setKernel({ phase: "booting", boot: { step: "download", loaded: 0, total: null }, notice, noticeHint });
    try {
      await this.#boot(generation, autorun, mayResume, replaces);
    } catch (error) {
      if (generation !== this.#generation) return;
      if (error instanceof BootStalledError && this.#next.mayWake)
        await this.#startFromFiles(autorun, notice, noticeHint);
      else this.#die(error);
    }
  }

  /** Run these cells as they are written now, and all that depends on them. */
  async run(ids: readonly CellId[]): Promise<void> {
    const cells = this.#store.texts(ids);
    if (cells.length === 0) return;
    if (!this.#isStarted) {
      this.#wanted = [...new Set([...this.#wanted, ...ids])];
      if (this.#store.kernel.peek().phase === "dead") await this.start(false);
      return;
    }
    const running = this.#send({ type: "run-cells", cells, order: this.#store.order.peek() });
    this.#store.sent(cells); // Python has begun; whoever draws this knows that there is more to come
    await running;
  }

  /** Run a cell that was deleted and is back: what it makes is to have the values that it had. */
  async bringBack(id: CellId): Promise<void> {
    const had = [...this.#store.answers.all].filter(([element]) => /^[^.-]+/.exec(element)?.[0] === id);
    if (this.#isStarted && had.length > 0) void this.#send({ type: "set-elements", values: Object.fromEntries(had) });
    await this.run([id]);
  }

  /** Run code beside the notebook; false when Python is not there to take it. */
  async runScratch(code: string): Promise<boolean> {
    if (!this.#isStarted) {
      if (this.#store.kernel.peek().phase === "dead") void this.start(false);
      return false;
    }
    await this.#send({ type: "run-scratch", code });
    return true;
  }

  runStale(): Promise<void> {
    return this.run(this.#store.stale.peek());
  }

  runAll(): Promise<void> {
    return this.run(this.#store.order.peek().filter((id) => this.#store.cell(id)?.code.trim()));
  }

  async deleteCells(cells: readonly CellId[]): Promise<void> {
    if (this.#isStarted) await this.#send({ type: "delete-cells", cells });
  }

  async moveCells(): Promise<void> {
    if (this.#isStarted) await this.#send({ type: "move-cells", order: this.#store.order.peek() });
  }

  /** Tell the kernel how this cell is configured and called now. */
  async configure(id: CellId): Promise<void> {
    const cell = this.#store.cell(id);
    if (!cell || !this.#isStarted) return;
    await this.#send({ type: "configure-cells", configs: { [id]: cell.config }, names: { [id]: cell.name } });
  }

  /** Tell the kernel whether what follows from a change runs or becomes stale. */
  async setLazy(lazy: boolean): Promise<void> {
    if (this.#isStarted) await this.#send({ type: "configure-runtime", lazy });
  }

  /** The person moved an element. Kept even while Python is away. */
  setElement(element: ElementId, value: unknown, isSecret?: boolean): void {
    this.#store.answers.set(element, value, isSecret);
    if (this.#isStarted) this.#elements.put(element, value);
  }

  /** The page's part of an element says something to Python's; not heard while Python is away. */
  async tellElement(element: ElementId, message: unknown): Promise<void> {
    if (this.#isStarted) await this.#send({ type: "tell-element", element, message });
  }

  /** The person went back or forward: the address says something else now. */
  async setQuery(query: Query): Promise<void> {
    if (this.#isStarted) await this.#send({ type: "set-query", query });
  }

  /** The page looks different: what cells draw from now on is to fit. */
  async setTheme(theme: "light" | "dark"): Promise<void> {
    if (this.#isStarted) await this.#send({ type: "set-theme", theme });
  }

  /** Answer the `input()` of a cell that waits; null is the end of the input. */
  answer(id: CellId, request: number, line: string | null): void {
    this.#store.answered(id, request);
    if (this.#interrupter.answer(request, line)) return;
    this.#client?.call("answer", request, line).catch(() => {}); // the worker died: its end is told by #onGone
  }

  /** Interrupt what runs. When Python does not listen, a new worker takes over: within a second all is quiet. */
  stop(): void {
    const client = this.#client;
    if (this.#stopping.isOn || this.#inFlight === 0 || !client) return;
    this.#store.setKernel({ stopping: true, notice: "", noticeHint: "" });
    this.#elements.clear();
    this.#stopping.begin(
      this.#interrupter,
      () => client.call("cancel"),
      () => this.#next.hurry(),
      () => this.#replace(),
    );
  }

  #replace(): void {
    const why = "Python did not stop in time, so it was replaced by a new one.";
    this.#store.stopRunning({ ...LOST, problem: why });
    void this.start(false, { notice: why, noticeHint: LOST.hint, replaces: true });
  }

  /** A fresh Python with the same notebook and the same inputs. */
  restart(): Promise<void> {
    const { autorun } = runtimeOf(this.#store.document.peek().header);
    return this.start(autorun && this.#store.kernel.peek().phase !== "dead");
  }

  /** Completions at `offset`; none while Python is busy or away. */
  async complete(code: string, offset: number): Promise<readonly Completion[]> {
    if (!this.#client || this.#store.kernel.peek().phase !== "ready") return [];
    return this.#client.call("complete", code, offset).catch(() => []);
  }

  /** Another document as the text of a notebook. Takes a worker if there is none; fails as the kernel says. */
  async convert(text: string, filename: string): Promise<Conversion> {
    const suffix = /\.([^.]*)$/.exec(filename)?.[1] ?? "";
    if (this.#generation === 0 || this.#store.kernel.peek().phase === "dead") void this.start(false);
    const client =
      this.#client ?? (await new Promise<Client>((resolve, reject) => this.#askers.push({ resolve, reject })));
    return client.call("convert", text, suffix, filename);
  }

  /** What is known about every cell as written now; asks Python for edited ones if it has time. */
  async analyses(): Promise<Analyses> {
    const known = new Map(this.#store.analyses());
    const texts = this.#store.texts();
    if (!this.#client || this.#store.kernel.peek().phase !== "ready") return known;
    const patience = new Promise<never[]>((resolve) => setTimeout(() => resolve([]), PATIENCE_WITH_ANALYSIS));
    const found = await Promise.race([this.#client.call("analyse", texts).catch(() => []), patience]);
    for (const analysis of found) known.set(analysis.cell, analysis);
    return known;
  }

  /** How Python started here, for whoever wants to know. */
  facts(): Facts {
    return {
      report: this.#report,
      starts: this.#generation,
      canInterrupt: this.#interrupter.shared !== null,
      session: this.#resumption.state,
      spare: this.#world.spare.state,
    };
  }

  /** Let the worker go. The notebook stays. */
  close(): void {
    this.#letGo();
  }

  // ------------------------------------------------------------- inside

  /** Python was silent for longer than any start takes: whatever memory it woke from is not tried again by this page. */
  #startFromFiles(autorun: boolean, notice: string, noticeHint: string): Promise<void> {
    this.#next.useFiles();
    this.#resumption.disturb(); // a session that does not wake is none
    return this.start(autorun, { notice, noticeHint });
  }

  async #boot(generation: number, autorun: boolean, mayResume: boolean, replaces: boolean): Promise<void> {
    const [options, found] = await Promise.all([this.#world.bootOptions(), mayResume ? this.#resumption.find() : null]);
    if (generation !== this.#generation) return;
    const session = found === "other" ? null : found;
    if (session) this.#store.resume(session.runs, session.problems, true);
    const values = new Map(this.#store.answers.all);
    const worker = this.#world.spawn();
    this.#worker = worker;
    const memory = this.#world.sharedMemory();
    const waits = this.#world.waits();
    this.#interrupter = new Interrupter(memory && new Shared(memory), waits);
    this.#glance = memory && new Glance(new AnswerBox(memory, Shared.BYTES), this.#world.pictures);
    const client = new Client(worker, {
      generation,
      onEvents: (events) => this.#hear(generation, events),
      onGone: (error) => generation === this.#generation && this.#lose(error),
      onMalformed: (error) => this.#store.setKernel({ notice: error.problem, noticeHint: error.hint }),
    });
    this.#client = client;
    this.files.begin();
    for (const asker of this.#askers.splice(0)) asker.resolve(client);
    const report = await client.call("boot", {
      ...options,
      interrupt: memory,
      waits: waits?.key ?? null,
      generation,
      ...this.#next.hints,
      session: session?.image ?? null,
      modules: autorun ? importedModules(this.#store.texts()) : [],
    });
    if (generation !== this.#generation) return;
    this.#world.note(report);
    this.#report = report;
    this.#next.startsFrom(options);
    if (replaces) this.#next.hurry(); // who stops once stops again, perhaps what this one is about to run
    this.#world.mark("cloche:kernel-ready");
    this.#store.setKernel({ boot: null });
    if (found) this.#world.resumed(report.isResumed ? "resumed" : "ran-again");
    if (session && report.isResumed) await this.#goOn(session, values);
    else await this.#begin(autorun);
  }

  /** Python is in the middle of the session: nothing runs but what the person did meanwhile. */
  async #goOn(session: KeptSession, values: ReadonlyMap<ElementId, unknown>): Promise<void> {
    this.#isStarted = true;
    this.#resumption.goesOn(session);
    this.#store.resume(session.runs, session.problems, false);
    this.#store.setKernel({ phase: "ready", activity: "" });
    this.#world.mark("cloche:idle");
    for (const [element, value] of this.#store.answers.all)
      if (values.get(element) !== value) this.#elements.put(element, value);
    const wanted = this.#wanted;
    this.#wanted = [];
    if (wanted.length > 0) await this.run(wanted);
  }

  async #begin(autorun: boolean): Promise<void> {
    const cells = this.#store.texts();
    const { lazy, reactiveTests, strict } = runtimeOf(this.#store.document.peek().header);
    const mode = this.#world.mode();
    const wanted = autorun ? [] : this.#wanted;
    this.#wanted = [];
    this.#isStarted = true;
    this.#store.sent(cells);
    await this.#send({
      type: "start-notebook",
      cells,
      mode,
      autorun,
      lazy: lazy && mode === "edit", // an app has no buttons for what is stale
      values: Object.fromEntries(this.#store.answers.all),
      filename: this.#store.document.peek().filename,
      query: this.#world.query(),
      theme: this.#world.theme(),
      reactiveTests,
      strict,
    });
    if (wanted.length > 0) await this.run(wanted);
  }

  async #send(command: KernelCommand): Promise<void> {
    const client = this.#client;
    if (!client) return;
    const answer = client.call("send", command); // Python begins while the rest of this is done
    // A thumb has a picture at once; a key that runs a cell may have none before the output's, and is not to make one.
    if (command.type === "set-elements")
      void this.#glance?.follow(Object.keys(command.values).join(" "), client, answer);
    else if (command.type.startsWith("run-")) void this.#glance?.listen(client, answer);
    this.#inFlight += 1;
    this.#resumption.disturb();
    if (this.#inFlight === 1) this.#next.busy(this.#interrupter.shared !== null);
    this.#store.setKernel({ phase: "busy" });
    try {
      await answer;
    } catch (error) {
      if (client === this.#client && !client.gone)
        this.#store.setKernel({ notice: reasonOf(error), noticeHint: error instanceof ClocheError ? error.hint : "" });
    } finally {
      if (client === this.#client) this.#settle();
    }
  }

  #settle(): void {
    this.#inFlight -= 1;
    if (this.#inFlight > 0) return;
    this.#endStop();
    if (this.#client && !this.#client.gone) {
      this.#store.setKernel({ phase: "ready", activity: "" });
      this.#world.mark("cloche:idle");
      this.#rest();
    }
  }

  /** Nothing is asked of Python: time for what may be of use later. Again when the library came: sessions need it. */
  #rest(): void {
    const client = this.#client;
    if (!client || client.gone) return;
    this.#resumption.rest(() => client.call("freeze"));
    this.#next.rest();
  }

  #endStop(): void {
    this.#stopping.end();
    this.#interrupter.hush();
    this.#store.setKernel({ stopping: false });
  }

  #hear(generation: number, events: readonly WireEvent[]): void {
    const told: KernelEvent[] = [];
    for (const event of events) {
      if (isWorkerEvent(event)) this.#hearWorker(event);
      else told.push(event);
      if (event.type === "run-started") this.#world.mark("cloche:run-started");
      if (event.type === "run-finished") this.#world.mark("cloche:run", "cloche:run-started");
    }
    this.#store.apply(generation, told);
    for (const event of told) {
      if (event.type === "element-updated") this.#world.showElement(event.element, event.value);
      else if (event.type === "element-said") this.#world.tellElement(event.element, event.message);
      else if (event.type === "notice-given") this.#world.showToast(event);
      else if (event.type === "query-changed" && generation === this.#generation) this.#world.showQuery(event.query);
    }
  }

  #hearWorker(event: WorkerEvent): void {
    this.files.hear(event, this.#isStarted);
    if (event.type === "files-changed") this.#follow(event.paths, event.by === "page");
    if (event.type === "boot-kept") {
      this.#next.keep(event.kept);
      if (this.#isStarted && this.#inFlight === 0) this.#rest();
    } else {
      const changes = noticed(event, this.#isStarted);
      if (changes) this.#store.setKernel(changes);
    }
  }

  /** What cells imported from these files is out of date, and cells may watch them. */
  #follow(files: readonly string[], rerun: boolean): void {
    if (files.length > 0 && this.#isStarted) void this.#send({ type: "follow-files", files, rerun });
  }

  /** The worker died by itself. A Python that had been of use is replaced; one that never was would only die again. */
  #lose(error: unknown): void {
    if (!this.#isStarted) {
      this.#die(error);
      return;
    }
    const { problem, hint: cause } = wordsForDeath(error);
    const hint = `${cause} ${LOST.hint}`.trim();
    this.#store.stopRunning({ ...LOST, problem, hint });
    void this.start(false, { notice: problem, noticeHint: hint });
  }

  #die(error: unknown): void {
    const hint = error instanceof ClocheError ? error.hint : "Your cells are safe in this page. Restart to try again.";
    for (const asker of this.#askers.splice(0)) asker.reject(error);
    this.#letGo();
    this.#store.interruptAll();
    this.#store.setKernel({
      phase: "dead",
      boot: null,
      notice: reasonOf(error) || "Python stopped.",
      noticeHint: hint,
    });
  }

  /** End the present life, if any; the number of the next. */
  #letGo(): number {
    this.#generation += 1;
    this.#endStop();
    this.#elements.clear();
    this.#resumption.pause();
    const client = this.#client;
    this.#client = null;
    this.#inFlight = 0;
    this.#isStarted = false;
    this.#worker?.terminate();
    this.#worker = null;
    client?.close("it was replaced");
    return this.#generation;
  }
}
