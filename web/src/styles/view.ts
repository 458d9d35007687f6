/** The style of a notebook's view, in its order: the same in the page and in a stranger's frame. */

import "@fontsource-variable/instrument-sans/wght.css";
import "./tokens.css";
import "./page.css";
import "./buttons.css";
import "./notices.css";
import "./top-bar.css";
import "./cell.css";
import "./menus.css";
import "./dialogs.css";
import "./cards.css";
import "./toasts.css";
import "./share.css";
import "./outputs.css";
import "./elements.css";
import "./slides.css";
import "./speaker.css";
import "./grid.css";
import "./columns.css";
import "./system.css";
import "./print.css";
import "./slides-on-paper.css";
