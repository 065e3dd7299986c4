"""The files of training runs, as a trainer writes them."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from engine.runs.run_folder import Places, RunFolder, create
from engine.runs.training_config import TrainConfig
from scolioapp.paths import AppPaths
from tests.engine.training.tiny_run import config_of


def made_run(
    paths: AppPaths, data: Path, name: str, state: str = "done", steps: int = 40, **more: object
) -> RunFolder:
    """Write the files of a run, as a trainer does."""
    content = config_of(name=name, **({"validation": {"every": 10}} | more))
    content["folder"]["root"] = str(data)
    config = TrainConfig.model_validate_json(json.dumps(content), strict=True)
    folder = RunFolder(paths.runs / name)
    create(folder, config, data, Places(cache=paths.data))
    records: list[dict[str, object]] = [
        {"event": "start", "from": 0, "device": "CPU", "torch": "2"}
    ]
    for step in range(1, steps + 1):
        figures = {"cross_entropy": 2 / step, "triplet": 1 / step, "accuracy": step / steps}
        records.append(
            {
                "iteration": step,
                "rate": 0.1,
                **figures,
                "seconds": step * 2.0,
                "data_wait": 0.01,
                "process_memory": 3 * 2**29,
            }
        )
        if step % 10 == 0:
            look = {"loss": 1.0, "accuracy": 0.5, "macro_f1": step / steps / 2, "best": True}
            records.append({"event": "validation", "iteration": step, **look})
    folder.log.write_text("".join(json.dumps(record) + "\n" for record in records))
    status = {"state": state, "iteration": steps, "iterations": 2 * steps, "pid": os.getpid()}
    folder.status.write_text(json.dumps({**status, "updated": time.time()}))
    if state == "done":
        folder.model.mkdir()
    return folder
