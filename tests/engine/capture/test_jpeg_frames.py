"""Buffers of cameras, sound and hostile: a JPEG is cut at its end, and half of one is none."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.capture.jpeg_frames import size_in, to_jpeg, whole_jpeg
from engine.core.errors import CaptureError
from tests.engine.capture.made_frames import HEIGHT, WIDTH, jpeg

WHOLE = jpeg(77)
NOISE = np.random.default_rng(0).integers(0, 255, (96, 160, 3), np.uint8)


def with_thumbnail(outer: bytes, inner: bytes) -> bytes:
    """A JPEG that carries a whole other one, with an end marker of its own, in its header."""
    body = b"Exif\0\0" + inner
    return outer[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + outer[2:]


@pytest.mark.parametrize("padding", [b"", b"\0" * 4096, b"\xff\xd9" + b"\0" * 9, bytes(range(256))])
def test_the_padding_of_a_camera_buffer_is_cut_off(padding):
    assert whole_jpeg(WHOLE + padding) == WHOLE


def test_the_end_of_a_thumbnail_is_not_taken_for_the_end():
    nested = with_thumbnail(WHOLE, jpeg(3, 32, 24))
    assert whole_jpeg(nested + b"\0\0") == nested
    assert size_in(nested) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("progressive", [0, 1])
@pytest.mark.parametrize("restart", [0, 2])
def test_every_kind_of_jpeg_is_followed_to_its_end(progressive, restart):
    options = [cv2.IMWRITE_JPEG_PROGRESSIVE, progressive, cv2.IMWRITE_JPEG_RST_INTERVAL, restart]
    data = cv2.imencode(".jpg", NOISE, options)[1].tobytes()
    assert whole_jpeg(data + b"\0" * 100) == data


def test_half_a_picture_is_none():
    assert whole_jpeg(WHOLE[:-2]) is None
    assert all(whole_jpeg(WHOLE[:length]) is None for length in range(len(WHOLE)))


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"\xff\xd8", b"\0" * 5000, b"\xff\xd8\xff\xe0\xff\xff"]
)
def test_what_is_no_picture_is_none(data):
    assert whole_jpeg(data) is None


@given(st.binary(max_size=300), st.integers(0, len(WHOLE)))
def test_no_bytes_whatever_are_an_error(noise, at):
    mixed = WHOLE[:at] + noise + WHOLE[at:]
    found = whole_jpeg(mixed)
    assert found is None or mixed.startswith(found)
    size_in(mixed)


def test_a_raw_picture_is_compressed_as_it_looks():
    coded = to_jpeg(np.full((48, 64, 3), (200, 30, 30), np.uint8))
    assert size_in(coded) == (64, 48)
    shown = cv2.cvtColor(cv2.imdecode(np.frombuffer(coded, np.uint8), 1), cv2.COLOR_BGR2RGB)
    assert np.abs(shown.astype(int) - (200, 30, 30)).max() <= 3


def test_what_is_no_picture_is_refused_in_a_sentence():
    with pytest.raises(CaptureError, match="cannot be recorded"):
        to_jpeg(np.zeros((4, 4), np.uint8))
