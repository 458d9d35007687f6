/**
 * Change what a host shows into something new, and keep every element that is in both.
 *
 * An element is known by its `element-id` (and, when it is shown more than once, by which of them it is). Wherever the
 * new content has it, the node that lives stays: its focus, its caret, a drag under way. Everything else is matched by
 * position and kind. What lies inside a custom element is its own business: one that has `morphFrom` takes over the new
 * one's attributes itself.
 */

/** A custom element that can become what a freshly parsed copy of it says. */
export interface Morphable {
  morphFrom(fresh: Element): void;
}

/** What may be reused: every node that fits, or only elements and what they stand in. */
export type Reuse = "all" | "elements";

export function morph(host: Element, fresh: DocumentFragment | Element, reuse: Reuse = "all"): void {
  new Morph(host, fresh, reuse).children(host, fresh);
}

class Morph {
  readonly #reuse: Reuse;
  /** The living element for each new one. */
  readonly #livingByFresh = new Map<Element, Element>();
  /** New nodes that hold an element that lives, with the first of those. */
  readonly #heldByFresh = new Map<Node, Element>();
  /** Living nodes that hold an element that stays. */
  readonly #carriers = new Set<Node>();
  readonly #used = new Set<Node>();

  constructor(host: Element, fresh: DocumentFragment | Element, reuse: Reuse) {
    this.#reuse = reuse;
    const livingByKey = new Map([...elementsByKey(host)]);
    for (const [key, next] of elementsByKey(fresh)) {
      const living = livingByKey.get(key);
      if (!living || living.localName !== next.localName) continue;
      this.#livingByFresh.set(next, living);
      for (let node: Node | null = next.parentNode; node && node !== fresh; node = node.parentNode) {
        if (!this.#heldByFresh.has(node)) this.#heldByFresh.set(node, living);
      }
      for (let node: Node | null = living; node && node !== host; node = node.parentNode) this.#carriers.add(node);
    }
  }

  children(parent: Node, fresh: Node): void {
    let placed: ChildNode | null = null;
    for (const next of [...fresh.childNodes]) {
      // Asked for anew each time: placing one child may pull later ones into it.
      const cursor: ChildNode | null = placed ? placed.nextSibling : parent.firstChild;
      const match = this.#match(parent, next, cursor);
      if (match) {
        this.#used.add(match);
        if (match !== cursor) this.#bring(parent, match, cursor);
        this.#node(match, next);
        placed = match;
      } else {
        placed = this.#adopt(parent, next, cursor);
      }
    }
    for (let rest = placed ? placed.nextSibling : parent.firstChild; rest; ) {
      const after: ChildNode | null = rest.nextSibling;
      rest.remove();
      rest = after;
    }
  }

  /** The living node that becomes `next`, or null when there is none and `next` itself moves in. */
  #match(parent: Node, next: ChildNode, cursor: ChildNode | null): ChildNode | null {
    const living = this.#livingByFresh.get(next as Element);
    if (living) return living;
    const held = this.#heldByFresh.get(next);
    if (held) {
      const around = childAround(parent, held);
      return around && !this.#used.has(around) && around.nodeName === next.nodeName ? around : null;
    }
    if (this.#reuse === "elements" || !cursor) return null;
    return cursor.nodeName === next.nodeName && !this.#carriers.has(cursor) && !isKeyed(cursor) && !isKeyed(next)
      ? cursor
      : null;
  }

  /** Put `match` where `cursor` is. When nothing that must stay lies between, that is done by removing, not by moving. */
  #bring(parent: Node, match: ChildNode, cursor: ChildNode | null): void {
    let between: ChildNode | null = match.parentNode === parent ? cursor : null;
    while (between && between !== match && !this.#carriers.has(between)) {
      const after: ChildNode | null = between.nextSibling;
      between.remove();
      between = after;
    }
    if (between === match) return;
    move(parent, match, between ?? (cursor?.parentNode === parent ? cursor : null));
  }

  /** Put `next` in before `cursor`; what it holds that lives already comes into it alive. */
  #adopt(parent: Node, next: ChildNode, cursor: ChildNode | null): ChildNode {
    if (!this.#heldByFresh.has(next)) return parent.insertBefore(next, cursor);
    const box = parent.insertBefore(document.importNode(next, false), cursor);
    this.children(box, next);
    return box;
  }

  #node(living: ChildNode, next: ChildNode): void {
    if (!(living instanceof Element) || !(next instanceof Element)) {
      if (living.nodeValue !== next.nodeValue) living.nodeValue = next.nodeValue;
    } else if (isMorphable(living)) {
      living.morphFrom(next);
    } else {
      takeAttributes(living, next);
      this.children(living, next);
    }
  }
}

/** Make `living` carry the attributes of `fresh`. Whether a `<details>` is open stays the person's choice. */
export function takeAttributes(living: Element, fresh: Element): void {
  const isOpenable = living.localName === "details";
  for (const { name } of [...living.attributes]) {
    if (!fresh.hasAttribute(name) && !(isOpenable && name === "open")) living.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (living.getAttribute(name) !== value && !(isOpenable && name === "open")) living.setAttribute(name, value);
  }
}

function* elementsByKey(root: ParentNode): Generator<[string, Element]> {
  const shownById = new Map<string, number>();
  for (const element of root.querySelectorAll("[element-id]")) {
    const id = element.getAttribute("element-id") ?? "";
    const nth = shownById.get(id) ?? 0;
    shownById.set(id, nth + 1);
    yield [`${nth} ${id}`, element];
  }
}

function isKeyed(node: Node): boolean {
  return node instanceof Element && node.hasAttribute("element-id");
}

function isMorphable(element: Element): element is Element & Morphable {
  return "morphFrom" in element && typeof element.morphFrom === "function";
}

/** The child of `parent` that is or holds `node`. */
function childAround(parent: Node, node: Node): ChildNode | null {
  let at: Node | null = node;
  while (at && at.parentNode !== parent) at = at.parentNode;
  return at as ChildNode | null;
}

/** `insertBefore` that keeps focus and state where the browser can. */
function move(parent: Node, node: ChildNode, before: ChildNode | null): void {
  const mover = parent as Node & { moveBefore?: (node: Node, before: Node | null) => void };
  if (mover.moveBefore && parent.isConnected && node.isConnected) mover.moveBefore(node, before);
  else parent.insertBefore(node, before);
}
