/** The `props` attribute of an element, read with a fallback for each name: what is missing or odd never throws. */
export class Props {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(json: string | null) {
    this.#values = recordIn(json);
  }

  raw(name: string): unknown {
    return this.#values[name];
  }

  number(name: string, fallback: number): number {
    return this.maybeNumber(name) ?? fallback;
  }

  maybeNumber(name: string): number | null {
    const value = this.#values[name];
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  }

  text(name: string): string {
    const value = this.#values[name];
    return typeof value === "string" ? value : "";
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  texts(name: string): readonly string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** A list as it came, or null when there is none. */
  list(name: string): readonly unknown[] | null {
    const value = this.#values[name];
    return Array.isArray(value) ? value : null;
  }
}

function recordIn(json: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // hand-written HTML with broken JSON: the element shows its defaults
  }
}
