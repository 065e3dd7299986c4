"""The bundled walks, as a data set; see `engine.gait.sample_walks`, where networks' checks read them too."""

from __future__ import annotations

from engine.gait.sample_walks import SampleWalk, read

__all__ = ["SampleWalk", "read"]
