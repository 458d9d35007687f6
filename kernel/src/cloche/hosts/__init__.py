"""The places a kernel lives in: the browser's worker, and a person's own Python."""
