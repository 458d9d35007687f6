/** BokehJS's widgets and tables, which add themselves to its models. */

import "@bokeh/bokehjs/build/js/bokeh-widgets.esm.min.js";
import "@bokeh/bokehjs/build/js/bokeh-tables.esm.min.js";
