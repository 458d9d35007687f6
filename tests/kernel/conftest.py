"""Kernel tests may drive a kernel as the scenarios do; random examples are the same on every machine."""

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parents[1] / "scenarios"))

# Whoever asks for more examples wants others too.
settings.register_profile(
    "cloche",
    derandomize="CLOCHE_EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("cloche")
