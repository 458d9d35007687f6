/** Panel's bundle looks for BokehJS among the globals; here it is given the page's. */

const BOKEH = "@bokeh/bokehjs/build/js/bokeh.esm.min.js";
const GLOBAL = "})(this, function(Bokeh, version) {";

export const panelBundle = {
  name: "cloche-panel-bundle",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("@holoviz/panel/dist/panel.min.js")) return null;
    if (!code.includes(GLOBAL)) throw new Error("Panel's bundle takes BokehJS in another way now: see what begins it.");
    const given = code.replace(GLOBAL, () => "})({ Bokeh: BokehJS }, function(Bokeh, version) {");
    return { code: `import BokehJS from ${JSON.stringify(BOKEH)};\n${given}`, map: null };
  },
};
