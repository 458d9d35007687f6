"""Notebooks as programs use them: `App` and `Cell`, run in order, imported from, embedded, tested."""
