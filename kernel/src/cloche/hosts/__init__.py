"""The places a kernel lives in: the browser's worker, and `python notebook.py`."""
