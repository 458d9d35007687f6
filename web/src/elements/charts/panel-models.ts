/** Panel's models, which add themselves to BokehJS's; they are made of its widgets and tables. */

import "./bokeh-widgets.js";
import "@holoviz/panel/dist/panel.min.js";
