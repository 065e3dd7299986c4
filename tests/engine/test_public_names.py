"""Names that programs of others call: they stay where they are, and take what they took."""

from __future__ import annotations

import importlib
import inspect

import pytest

NAMES = {
    "engine.gait.silhouettes.normalize_silhouette": ("mask",),
    "engine.gait.skeleton_maps.skeleton_maps": ("keypoints", "shared_crop"),
    "engine.gait.asymmetry.asymmetry_vector": ("keypoints",),
    "engine.models.opengait.import_checkpoint": ("path", "class_order", "destination"),
    "engine.models.load_model": ("folder",),
    "engine.evaluation.metrics.screening_metrics": ("logits", "labels"),
    "engine.pipeline.screen_video": ("path", "model", "progress", "cancel"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_stays(name: str) -> None:
    module, _, function = name.rpartition(".")
    parameters = inspect.signature(getattr(importlib.import_module(module), function)).parameters
    assert set(NAMES[name]) <= set(parameters)
    asked_for = [one.name for one in parameters.values() if one.default is one.empty]
    assert set(asked_for) <= set(NAMES[name])
