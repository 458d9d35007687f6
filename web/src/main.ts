/**
 * The page: opens what the address asks for. Nothing else starts anything.
 */

import "@fontsource-variable/instrument-sans/wght.css";
import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/top-bar.css";
import "./styles/cell.css";
import "./styles/overlays.css";
import "./styles/share.css";
import "./styles/outputs.css";
import "./styles/elements.css";
import { openOwn } from "./own.js";

void openOwn(new URL(location.href));
