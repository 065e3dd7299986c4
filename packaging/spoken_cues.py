"""Makes the spoken cues of the guide: ``python packaging/spoken_cues.py``, on a computer with eSpeak NG.

    apt-get install espeak-ng
    python packaging/spoken_cues.py

Each sentence becomes ``resources/sounds/<language>/<cue>.wav``: 22,050 Hz, mono, 16 bit, silence cut off, as
loud as the others. The sentences are those of `engine.capture.cues` and of the Record page; nobody's name is
among them. eSpeak NG is under the GPL; what it speaks is not (its licence covers the program, not the sound).
"""

from __future__ import annotations

import io
import subprocess
import wave
from pathlib import Path

import numpy as np

SOUNDS = Path(__file__).parents[1] / "resources" / "sounds"
RATE = 22050
_QUIET, _MARGIN, _PEAK = 300, 0.04, 0.7
_VOICES = {"en": ("en-gb", "140"), "zh_CN": ("cmn", "210")}

SENTENCES = {
    "nobody": ("Step into the picture.", "请走进画面。"),
    "too_many": ("Only one person, please.", "请只留一个人。"),
    "cut_off": ("Step back.", "请往后退。"),
    "too_far": ("Come closer.", "请走近一些。"),
    "too_dark": ("More light, please.", "请再亮一些。"),
    "backlight": ("Too bright behind.", "背景太亮了。"),
    "tilted": ("Set the camera upright.", "请把摄像头放正。"),
    "moving": ("Keep the camera still.", "请不要移动摄像头。"),
    "side_on": ("Face the camera.", "请面向摄像头。"),
    "stand_still": ("Stand still.", "请站好别动。"),
    "walk_now": ("Walk now.", "请开始走。"),
    "keep_walking": ("Keep walking.", "请继续走。"),
    "turn_back": ("Now walk away.", "请转身走回去。"),
    "done": ("Done. Thank you.", "好了。谢谢。"),
    "once_more": ("Once more, please.", "请再走一次。"),
}
"""What is said for each cue: in English and in Chinese."""


def spoken(sentence: str, language: str) -> bytes:
    """Return a sentence as the content of a WAV file."""
    voice, speed = _VOICES[language]
    told = ["espeak-ng", "-v", voice, "-s", speed, "--stdout", sentence]
    raw = subprocess.run(told, check=True, capture_output=True).stdout
    with wave.open(io.BytesIO(raw)) as source:
        if source.getframerate() != RATE or source.getnchannels() != 1:
            raise ValueError(source.getparams())
        # The length in a header that was written to a pipe is not the true one.
        data = source.readframes(source.getnframes())
    samples = np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.float64)
    loud = np.flatnonzero(np.abs(samples) > _QUIET)
    margin = round(_MARGIN * RATE)
    samples = samples[max(loud[0] - margin, 0) : loud[-1] + margin]
    samples *= _PEAK * 32767 / np.abs(samples).max()
    written = io.BytesIO()
    with wave.open(written, "wb") as target:
        target.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
        target.writeframes(samples.astype("<i2").tobytes())
    return written.getvalue()


def main() -> None:
    """Write every sentence in every language."""
    for place, language in enumerate(_VOICES):
        folder = SOUNDS / language
        folder.mkdir(parents=True, exist_ok=True)
        for cue, sentences in SENTENCES.items():
            (folder / f"{cue}.wav").write_bytes(spoken(sentences[place], language))


if __name__ == "__main__":
    main()
