/** Whether a notebook of this browser may lie in a folder of the computer: set once there was one, as most visits need not look. */

const TRACE = "cloche:local";

export function mayHaveLinks(): boolean {
  try {
    return localStorage.getItem(TRACE) !== null;
  } catch {
    return false;
  }
}

export function noteLink(): void {
  try {
    localStorage.setItem(TRACE, "1");
  } catch {} // then it is forgotten with the page
}
