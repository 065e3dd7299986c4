"""How common features are where a model is used. Must import nothing: the window reads it first."""

from __future__ import annotations

from typing import Final

DEFAULT_PREVALENCE: Final = 0.02
"""Between the 1 and 3 % that school screening meets (adolescent idiopathic scoliosis, Cobb >= 10 degrees)."""
