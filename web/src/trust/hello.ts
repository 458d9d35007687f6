/** The one thing that the frame says without a port, and with it: here is mine. */
export const HELLO_WORD = "cloche:hello";
