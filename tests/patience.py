"""How long tests wait for what must come: far longer than it takes, so that a busy machine fails none.

A wait ends as soon as what it waits for is there; only a test that fails anyway takes this long.
"""

from __future__ import annotations

SECONDS = 600.0
"""For a process, a thread or a file."""

MILLISECONDS = 600_000
"""For a signal or a condition of the window."""
