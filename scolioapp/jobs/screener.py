"""What the window asks of the engine: screen, judge again, save, load, export. Must not know Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.progress import Cancel, Progress
from engine.pipeline.screening import Screener
from engine.runtime.memory import release_memory

if TYPE_CHECKING:
    from engine.pipeline.judgement import Screening as Screening


class PipelineScreener(Screener):
    """The engine's door to screen, with the files of screenings. May be called off the interface's thread."""

    def close(self) -> None:
        """Let go of the networks, and of the memory that they took."""
        super().close()
        release_memory()

    def write_overlay(
        self,
        screening: Screening,
        video: Path,
        path: Path,
        *,
        blur_face: bool = False,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        """Write the video with skeleton and mask drawn in."""
        from engine.pipeline import outputs

        outputs.write_overlay(
            screening, video, path, blur_face=blur_face, progress=progress, cancel=cancel
        )

    def dump(self, screening: Screening) -> Mapping[str, bytes]:
        """Return the files of a screening by name, without its label."""
        from engine.pipeline import screening_files

        return screening_files.dump(screening)

    def load(self, files: Mapping[str, bytes], label: str | None = None) -> Screening:
        """Read a screening that `dump` wrote.

        Args:
            files: Its files by name.
            label: What the recording is called; None: as the files say.

        Raises:
            ScolioError: It cannot be read; says why.
        """
        from engine.pipeline import screening_files

        screening = screening_files.load(files)
        if label is None:
            return screening
        result = screening.result.named(label, screening.result.repeats)
        return replace(screening, result=result)
