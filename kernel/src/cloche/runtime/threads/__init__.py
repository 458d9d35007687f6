"""Threads: `Thread` prints into the cell that started it; where Python has none, others do their work at once.

`thread.py` is the public class. `serial.py` and what it imports stand in for
threads, executors and pools in the browser, and are installed only there.
"""
