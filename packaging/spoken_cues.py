"""Makes the spoken cues of the guide: ``python packaging/spoken_cues.py``, on a computer with eSpeak NG.

    apt-get install espeak-ng
    python packaging/spoken_cues.py

Each sentence becomes ``resources/sounds/<language>/<cue>.wav``: 22,050 Hz, mono, 16 bit, with a moment of
silence at both ends (a loudspeaker that wakes up swallows the first hundredths), as loud as the others while
it is spoken. The sentences are those of `engine.capture.cues` and of the Record page, some shortened; nobody
is named. The same version of eSpeak NG (1.51) makes the same bytes. It is under the GPL; what it speaks is
not (its licence covers the program, not the sound).
"""

from __future__ import annotations

import io
import subprocess
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SOUNDS = Path(__file__).parents[1] / "resources" / "sounds"
RATE = 22050
_STEP, _MARGIN, _FADE = 0.01, 0.05, 0.003
"""Seconds: of a stretch whose level is looked at, of silence at either end, of fading in and out."""
_SILENT, _SPEAKS = 45.0, 30.0
"""How far below the loudest stretch is silence, and how far below it is still speech, dB."""
_LEVEL, _PEAK = 0.1, 0.9
"""Root mean square of what is spoken (-20 dB), and the highest peak, of full scale."""
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
    "turn_back": ("Turn round and walk back.", "请转身走回去。"),
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
    samples = levelled(np.frombuffer(data[: len(data) // 2 * 2], "<i2") / 32768.0)
    written = io.BytesIO()
    with wave.open(written, "wb") as target:
        target.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
        target.writeframes(np.rint(32767 * samples).astype("<i2").tobytes())
    return written.getvalue()


def levelled(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cut silence off, fade, surround with as much silence as everywhere, and make as loud as the others.

    Args:
        samples: float64 ``[N]``, within -1 to 1.

    Raises:
        ValueError: At the level of the others, the peaks would be cut off.
    """
    step = round(_STEP * RATE)
    stretches = samples[: len(samples) // step * step].reshape(-1, step)
    power = (stretches**2).mean(axis=1)
    speaks = power > power.max() * 10 ** (-_SPEAKS / 10)
    heard = np.flatnonzero(power > power.max() * 10 ** (-_SILENT / 10))
    samples = samples[heard[0] * step : (heard[-1] + 1) * step] * (
        _LEVEL / np.sqrt(power[speaks].mean())
    )
    if np.abs(samples).max() > _PEAK:
        raise ValueError(float(np.abs(samples).max()))
    ramp = np.linspace(0.0, 1.0, round(_FADE * RATE))
    samples[: len(ramp)] *= ramp
    samples[-len(ramp) :] *= ramp[::-1]
    silence = np.zeros(round(_MARGIN * RATE))
    return np.concatenate([silence, samples, silence])


def main() -> None:
    """Write every sentence in every language."""
    for place, language in enumerate(_VOICES):
        folder = SOUNDS / language
        folder.mkdir(parents=True, exist_ok=True)
        for cue, sentences in SENTENCES.items():
            (folder / f"{cue}.wav").write_bytes(spoken(sentences[place], language))


if __name__ == "__main__":
    main()
