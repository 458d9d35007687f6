/** As much of BokehJS as is used here, as its bundles export it; the package types its sources, which are other files. */
declare module "@bokeh/bokehjs/build/js/bokeh.esm.min.js" {
  namespace Bokeh {
    interface Model {
      setv(values: Record<string, unknown>): void;
      readonly [attribute: string]: unknown;
    }
    interface BokehDocument {
      get_model_by_id(id: string): Model | null;
      clear(): void;
      on_change(listener: (event: DocumentEvent) => void, takesBatches: true): void;
      create_json_patch(events: readonly DocumentEvent[]): object;
      apply_json_patch(patch: object, buffers: ReadonlyMap<string, ArrayBuffer>): void;
    }
    interface DocumentEvent {
      readonly sync: boolean;
      /** Of a batch. */
      readonly events?: readonly DocumentEvent[];
      /** Of a change of an attribute. */
      readonly kind?: string;
      readonly model?: { readonly properties: Readonly<Record<string, { readonly syncable: boolean }>> };
      readonly attr?: string;
    }
    interface Component {
      static_stylesheets(): unknown[];
    }
    const version: string;
    const logger: { set_level(level: string): void };
    const Models: Readonly<Record<string, unknown>>;
    const embed: {
      add_document_standalone(shown: BokehDocument, host: HTMLElement, roots: readonly HTMLElement[]): Promise<unknown>;
    };
    function require(module: "document"): { readonly Document: { from_json(json: unknown): BokehDocument } };
    function require(module: "core/dom_view"): { readonly DOMComponentView: { readonly prototype: Component } };
  }

  export = Bokeh;
}

declare module "@bokeh/bokehjs/build/js/bokeh-widgets.esm.min.js";
declare module "@bokeh/bokehjs/build/js/bokeh-tables.esm.min.js";
declare module "@holoviz/panel/dist/panel.min.js";
