"""Which cell feeds which, what runs in which order, and what stands in the way.

Immutable values. Nothing here parses or runs.
"""

from cloche.graph.graph import Graph, Names

__all__ = ["Graph", "Names"]
