"""Cloche: reactive Python notebooks that live entirely in the browser."""

from __future__ import annotations

__version__ = "0.1.0"
