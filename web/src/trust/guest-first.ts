/** What the rest of the frame's page finds. */
export interface GuestFirst {
  /** The way to the page around it. */
  readonly port: MessagePort;
  /** A worker of no origin, with its own way to the site's files. */
  newWorker(): Worker;
  /** The worker that was started at once. */
  worker: Worker | null;
}
