"""Cells that hold nothing but tests: found, run where they stand, and told as an output."""
