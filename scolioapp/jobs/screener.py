"""What the window asks of the engine: screen, judge again, save, load, export. Must not know Qt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.progress import Cancel, Progress
from engine.pipeline.screening import Screener
from scolioapp.jobs.memory_release import give_back

if TYPE_CHECKING:
    from engine.pipeline.judgement import Screening as Screening


class PipelineScreener(Screener):
    """The engine's door to screen, with the files of screenings. May be called off the interface's thread."""

    def close(self) -> None:
        """Let go of the networks, and of the memory that they took."""
        super().close()
        give_back()

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

    def save(self, screening: Screening, folder: Path) -> None:
        """Make a folder and write a screening into it.

        Raises:
            OutputError: The folder exists, or cannot be written.
        """
        from engine.pipeline import screening_files

        screening_files.save(screening, folder)

    def relabel(self, folder: Path, label: str) -> None:
        """Put another label into the result in a folder, whole or not at all.

        Raises:
            ScolioError: The result cannot be read or written; says why.
        """
        from engine.pipeline import screening_files

        screening_files.relabel(folder, label)

    def load(self, folder: Path) -> Screening:
        """Read a screening from its folder.

        Raises:
            ScolioError: The folder cannot be read; says why.
        """
        from engine.pipeline import screening_files

        return screening_files.load(folder)
