import type { Workbench } from "./workbench.js";

/** What keys open or shut that is the page's own. */
export interface KeyTargets {
  showShortcuts(): void;
  toggleScratch(): void;
  toggleFiles(): void;
  /** Something on the page has Ctrl+Z for itself: a dialog, a grid that is being arranged. */
  hasOwnUndo(): boolean;
}

/** Keys that work wherever the focus is, but not where someone types. Gives what ends it. */
export function listenForKeys(bench: Workbench, targets: KeyTargets): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || bench.desk.isHome.peek()) return;
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key === "s") {
      event.preventDefault();
      void bench.saveNow();
    } else if (mod && event.key === ".") {
      event.preventDefault();
      bench.desk.setAppView(!bench.desk.appView.peek());
    } else if (mod && event.shiftKey && event.key === "Enter") {
      event.preventDefault();
      bench.runAll();
    } else if (mod && event.key === ";") {
      event.preventDefault();
      targets.toggleScratch();
    } else if (mod && event.shiftKey && event.key.toLowerCase() === "e") {
      event.preventDefault();
      targets.toggleFiles();
    } else if (event.key === "?" && !isTyping(event)) targets.showShortcuts();
    else onCellKey(bench, event, mod);
  };
  const onUndo = (event: KeyboardEvent): void => {
    if (!isUndo(event) || bench.desk.isHome.peek() || targets.hasOwnUndo()) return;
    undoDelete(bench, event);
  };
  addEventListener("keydown", onKey);
  addEventListener("keydown", onUndo, { capture: true });
  return () => {
    removeEventListener("keydown", onKey);
    removeEventListener("keydown", onUndo, { capture: true });
  };
}

function isUndo(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "z";
}

/**
 * Undo brings a deleted cell back where nobody types, and right after the deletion also from the editor that has got
 * the keyboard: before the editor takes it for something typed there.
 */
function undoDelete(bench: Workbench, event: KeyboardEvent): void {
  const target = event.composedPath()[0] as HTMLElement; // inside of an element, too
  const isFree = !target.isContentEditable && !isField(target);
  const isCell = bench.hasJustDeleted && target.closest?.("cloche-cell .cm-editor");
  if ((isFree || isCell) && bench.undoDelete()) {
    event.preventDefault();
    event.stopPropagation();
  }
}

/** With a cell itself focused (after Escape): Enter goes into its code, the arrows to its neighbours. */
function onCellKey(bench: Workbench, event: KeyboardEvent, mod: boolean): void {
  const target = event.target as HTMLElement;
  const id = target.matches?.("cloche-cell")
    ? bench.store.order.peek().find((each) => each === target.dataset.cellId)
    : undefined;
  if (!id) return;
  const isMove = event.altKey && event.shiftKey;
  const acts: Record<string, () => void> = {
    Backspace: () => mod && event.shiftKey && bench.deleteCell(id),
    z: () => !mod && bench.undoDelete(),
    Enter: () => (mod ? bench.run(id) : event.shiftKey ? bench.runAndNext(id) : bench.enter(id)),
    ...(isMove && { ArrowLeft: () => bench.moveBeside(id, -1), ArrowRight: () => bench.moveBeside(id, 1) }),
    ArrowUp: () => (isMove ? bench.moveCell(id, -1) : bench.selectBeside(id, -1)),
    ArrowDown: () => (isMove ? bench.moveCell(id, 1) : bench.selectBeside(id, 1)),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return target.isContentEditable || isField(target) || event.ctrlKey || event.metaKey;
}

function isField(target: HTMLElement): boolean {
  return /^(input|textarea|select)$/i.test(target.tagName);
}
