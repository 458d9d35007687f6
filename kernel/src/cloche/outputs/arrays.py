"""An array of numbers as a picture: PNG, written with nothing but zlib."""

from __future__ import annotations

import struct
import zlib
from typing import Any

_COLOURS = {1: 0, 2: 4, 3: 2, 4: 6}
"""PNG's number for grey, grey with opacity, colour, colour with opacity."""


def array_png(array: Any, vmin: float | None = None, vmax: float | None = None) -> bytes:
    """Rows and columns, and at most four channels. Bytes are kept unless `vmin` or `vmax` is given."""
    import numpy as np

    pixels = np.asarray(array)
    if 0 in pixels.shape:
        raise ValueError(f"A picture needs rows and columns; this array has the shape {pixels.shape}.")
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if pixels.ndim != 3 or pixels.shape[2] not in _COLOURS:
        shape = " × ".join(map(str, np.shape(array)))
        raise ValueError(f"A picture has rows, columns and at most 4 channels; this array is {shape}.")
    if pixels.dtype != np.uint8 or vmin is not None or vmax is not None:
        values = pixels.astype(float)
        finite = values[np.isfinite(values)]
        low = float(finite.min() if finite.size else 0) if vmin is None else vmin
        high = float(finite.max() if finite.size else 1) if vmax is None else vmax
        scaled = (np.nan_to_num(values, nan=low, posinf=high, neginf=low) - low) / ((high - low) or 1)
        pixels = (np.clip(scaled, 0, 1) * 255).round().astype(np.uint8)
    rows, columns, channels = pixels.shape
    # Each row begins with the number of its filter: none.
    lines = np.concatenate([np.zeros((rows, 1), np.uint8), pixels.reshape(rows, columns * channels)], axis=1)
    head = struct.pack(">IIBBBBB", columns, rows, 8, _COLOURS[channels], 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(lines.tobytes(), 6)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
