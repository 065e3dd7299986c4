"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PoseNetwork = Annotated[
    Path | None,
    typer.Option(help="Folder of a pose network, or mediapipe. [default: BlazePose]"),
]
Segmenter = Annotated[
    Path | None, typer.Option(help="Folder of a segmentation network. [default: BlazePose]")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ModelName = Annotated[str, typer.Argument(help="Installed model or model folder.")]
DatasetFolder = Annotated[Path, typer.Argument(help="Dataset in the Scoliosis1K layout.")]
