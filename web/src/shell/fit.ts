/**
 * How large a slide is drawn. All are written for one size and enlarged to the screen, so that they look the same on all; one
 * that would not fit is drawn smaller, until all of it is seen. What would become too small to read scrolls instead.
 */

/** The size of a slide that is shown as large as it is written, and how far it is enlarged at most. */
const SLIDE = { width: 860, height: 480 };
const LARGEST = 3;
/** How small a slide is drawn at most, for the sake of the rest of it. */
const LEAST = 0.6;
/** How often a slide is measured at most. */
const MOST_LOOKS = 60;
/** Narrower than this is a phone: slides are as wide as it is, and scroll. */
const PHONE = 640;
/** In the overview: how wide a slide is there at least, and what lies between two. */
const TILE = 300;
const GAP = 16;

/** Tell the styles how large the stage is. */
export function measureStage(cells: HTMLElement, { width, height }: DOMRectReadOnly): void {
  const zoom = width < PHONE ? 1 : Math.min(Math.max(Math.min(width / SLIDE.width, height / SLIDE.height), 1), LARGEST);
  const tiles = Math.max(2, Math.floor(width / TILE));
  const tile = (width - GAP * (tiles + 1.5)) / tiles;
  const said = { zoom, tiles, share: tile / width, aspect: width / height };
  for (const [name, value] of Object.entries(said))
    cells.style.setProperty(`--stage-${name}`, String(Number(value.toFixed(4))));
  cells.style.setProperty("--stage-tile", `${tile.toFixed(1)}px`);
}

/** Draw the slide on the stage as large as all of it can be seen. */
export function fitCurrent(cells: HTMLElement): void {
  const slide = cells.querySelector<HTMLElement>(":scope > .slide[data-current]");
  if (slide && !cells.hasAttribute("data-overview")) shrinkToFit(slide);
}

/** The same for all of them: before they are seen side by side. */
export function fitAll(cells: HTMLElement): void {
  cells.setAttribute("data-measuring", ""); // each stands on the stage for that moment, unseen
  for (const slide of cells.querySelectorAll<HTMLElement>(":scope > .slide")) shrinkToFit(slide);
  cells.removeAttribute("data-measuring");
}

/**
 * Give each slide the page that it is printed on (`styles/slides-on-paper.css`), and draw it as small as it takes until all of it is
 * seen there: paper does not scroll. Gives what puts the slides back on the stage.
 */
export function fitPaper(cells: HTMLElement): () => void {
  const letGo = holdWidths(cells.querySelectorAll<HTMLElement>(PICTURES));
  cells.setAttribute("data-paper", "");
  for (const slide of cells.querySelectorAll<HTMLElement>(":scope > .slide")) shrinkToFit(slide, 0);
  return () => {
    letGo();
    cells.removeAttribute("data-paper");
  };
}

/** What may be as wide as a share of the window, which on paper is another. */
const PICTURES = ".slide :is(canvas, iframe, img, svg, video)";

function holdWidths(pictures: Iterable<HTMLElement>): () => void {
  const before = Array.from(
    pictures,
    (picture) => [picture, picture.style.width, getComputedStyle(picture).width] as const,
  );
  for (const [picture, , width] of before) picture.style.width = width;
  return () => {
    for (const [picture, width] of before) picture.style.width = width;
  };
}

function shrinkToFit(slide: HTMLElement, least = LEAST): void {
  slide.style.removeProperty("--slide-fit");
  if (slide.clientWidth < PHONE) return;
  for (let share = 1, left = MOST_LOOKS; left > 0 && needed(slide) > 1; left -= 1) {
    share *= Math.min(0.98, 1 / needed(slide)); // smaller text breaks elsewhere: look again
    if (share < least) {
      slide.style.removeProperty("--slide-fit");
      return;
    }
    slide.style.setProperty("--slide-fit", share.toFixed(4));
  }
}

/** How much of itself a slide would need to show all that is on it. */
function needed({ scrollHeight, clientHeight, scrollWidth, clientWidth }: HTMLElement): number {
  const [down, across] = [scrollHeight - 1, scrollWidth - 1];
  return Math.max(down / clientHeight, across / clientWidth);
}
