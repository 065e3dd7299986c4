"""The known questions are answered rightly by what computes today, and by OpenVINO where it is installed."""

from __future__ import annotations

import pickle  # noqa: TID251  # a question goes to another process as it is

import numpy as np
import pytest

from engine.core.errors import PerceptionError
from engine.core.resources import resource
from engine.inference import gait_question as gait
from engine.perception.networks import pose_question as pose
from engine.runtime import openvino
from engine.runtime.providers import OPENVINO, PROCESSOR, TORCH
from engine.runtime.race import State, race

NAMES = [PROCESSOR, *([OPENVINO] if openvino.is_installed() else [])]
DEMO = resource("models", "sconet_mt_demo")


@pytest.mark.parametrize("question", [pose.known_question(), gait.known_question(DEMO)])
def test_right_answers(question):
    names = NAMES if question.network == "pose" else [*NAMES, TORCH]
    for trial in race([question], names):
        assert trial.state is State.RIGHT, trial
        assert trial.difference < 0.3
        assert trial.milliseconds > 0


def test_half_floats_would_be_wrong():
    """A provider that computes in fewer bits than asked is crossed out."""
    question = pose.known_question()
    right = question.open(question, PROCESSOR)(question.feeds)
    halved = right["points"].astype(np.float16).astype(np.float32)
    worst = np.abs(halved - question.answers["points"]).max()
    assert worst > question.tolerances["points"]


def test_a_question_goes_to_another_process():
    question = pickle.loads(pickle.dumps(pose.known_question()))  # noqa: S301  # written here
    assert question.network == "pose"


def test_a_bundle_without_its_answer_says_so(tmp_path):
    for file in resource("models", "blazepose").iterdir():
        if file.name != pose.FILE:
            (tmp_path / file.name).symlink_to(file)
    with pytest.raises(PerceptionError, match="known answer"):
        pose.known_question(tmp_path)
