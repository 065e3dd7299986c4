"""The spoken cues as sound: all there in each language, as loud as each other, whole, without a click."""

from __future__ import annotations

import wave
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest

from engine.capture.cues import SENTENCES
from engine.capture.guidance import Cue
from engine.core.resources import resource

NAMES = sorted({*map(str, Cue), "once_more"})
LANGUAGES = sorted(folder.name for folder in resource("sounds").iterdir())
STEP = 0.01
STAYS = 1.5
"""Seconds for which a cue stays at least: what is said "at once" is over soon afterwards."""
FILES = pytest.mark.parametrize(
    ("language", "name"), [(each, name) for each in LANGUAGES for name in NAMES]
)


@dataclass(frozen=True)
class Sound:
    """A sentence: ``samples`` [N] within -1 to 1, and the level of each hundredth of a second, dB [S]."""

    rate: int
    samples: np.ndarray
    levels: np.ndarray

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    @property
    def loudness(self) -> float:
        """Level of what is spoken, dB of full scale; pauses are left out."""
        spoken = self.levels[self.levels > self.levels.max() - 30]
        return float(10 * np.log10(np.mean(10 ** (spoken / 10))))


def sound(language: str, name: str) -> Sound:
    with wave.open(str(resource("sounds", language, f"{name}.wav"))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getcomptype()) == (1, 2, "NONE")
        rate = file.getframerate()
        data = file.readframes(file.getnframes())
    samples = np.frombuffer(data, "<i2") / 32768.0
    step = round(STEP * rate)
    stretches = samples[: len(samples) // step * step].reshape(-1, step)
    return Sound(rate, samples, 10 * np.log10((stretches**2).mean(axis=1) + 1e-12))


def test_every_cue_is_spoken_in_every_language_and_nothing_else_is() -> None:
    assert LANGUAGES == ["en", "zh_CN"]
    for language in LANGUAGES:
        files = sorted(file.name for file in resource("sounds", language).iterdir())
        assert files == [f"{name}.wav" for name in NAMES]


@FILES
def test_a_sentence_is_whole_and_neither_cut_off_nor_distorted(language: str, name: str) -> None:
    said = sound(language, name)
    assert said.rate == 22050
    assert 0.7 < said.seconds < 3.0
    assert 0.5 < np.abs(said.samples).max() < 0.92, "no clipping, and room for none"
    assert abs(said.samples.mean()) < 0.005
    silent = np.abs(said.samples) < 0.003
    first, last = np.flatnonzero(~silent)[[0, -1]]
    for rest in (first, len(said.samples) - 1 - last):
        assert 0.03 < rest / said.rate < 0.12, "a moment of silence at either end"
    jump = np.abs(np.diff(said.samples[[0, *range(first - 1, first + 3)]])).max()
    assert jump < 0.05, "no click"
    pauses = np.split(said.levels < said.levels.max() - 45, np.flatnonzero(said.levels > -60) + 1)
    assert max(map(len, pauses)) * STEP < 0.6, "no hole in the middle"


def test_all_are_equally_loud() -> None:
    levels = {(one, name): sound(one, name).loudness for one in LANGUAGES for name in NAMES}
    assert max(levels.values()) - min(levels.values()) < 1.0
    assert -23.0 < np.median(list(levels.values())) < -17.0


def test_a_sentence_is_heard_before_the_next_one_may_come() -> None:
    for language in LANGUAGES:
        assert sound(language, str(Cue.WALK_NOW)).seconds < STAYS
        assert sound(language, str(Cue.KEEP_WALKING)).seconds < STAYS


def test_no_two_sentences_sound_the_same() -> None:
    for language in LANGUAGES:
        said = {name: sound(language, name) for name in NAMES}
        for one, other in combinations(NAMES, 2):
            a, b = said[one].samples, said[other].samples
            assert len(a) != len(b) or not np.array_equal(a, b), (one, other)


def test_the_words_are_those_that_are_shown() -> None:
    """The English ones at least begin as the sentence in large letters does."""
    spoken = spoken_sentences()
    assert sorted(spoken) == NAMES
    for cue, sentence in SENTENCES.items():
        assert str(sentence).startswith(spoken[str(cue)][0].rstrip(".")), cue


def spoken_sentences() -> dict[str, tuple[str, str]]:
    from importlib.util import module_from_spec, spec_from_file_location

    script = resource("sounds").parents[1] / "packaging" / "spoken_cues.py"
    spec = spec_from_file_location("spoken_cues", script)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    told: dict[str, tuple[str, str]] = module.SENTENCES
    return told
