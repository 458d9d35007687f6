/** As much of Plotly's script as is used here. */
declare module "plotly.js-strict-dist-min" {
  namespace Plotly {
    type Point = Record<string, unknown> & {
      readonly data?: Record<string, unknown>;
      readonly fullData?: Record<string, unknown>;
      readonly pointIndex?: number;
      readonly pointNumber?: number;
    };
    interface Picked {
      readonly points?: readonly Point[];
      readonly range?: Record<string, readonly unknown[]>;
      readonly lassoPoints?: Record<string, readonly unknown[]>;
    }
    interface Stage extends HTMLElement {
      on(event: string, listen: (event: Picked | undefined) => void): void;
    }
    type Traces = readonly Record<string, unknown>[];
    type Options = Record<string, unknown>;
    function newPlot(place: HTMLElement, data: Traces, layout: Options, config: Options): Promise<Stage>;
    function react(place: HTMLElement, data: Traces, layout: Options, config: Options): Promise<Stage>;
    function addFrames(place: HTMLElement, frames: readonly unknown[]): Promise<void>;
    function toImage(place: HTMLElement, options: Options): Promise<string>;
    function purge(place: HTMLElement): void;
    namespace Plots {
      function resize(place: HTMLElement): Promise<void>;
    }
  }

  export = Plotly;
}
