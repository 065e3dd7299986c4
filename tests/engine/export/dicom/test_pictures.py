"""The picture and the video: every pixel, and nothing of what a camera wrote beside them."""

import io

import av
import numpy as np
import pydicom
import pytest
from pydicom.encaps import generate_fragments

from engine.core.errors import OutputError
from engine.export.dicom import Kind, kinds_in
from engine.export.dicom.dicom_object import dicom_bytes
from engine.export.dicom.mp4_video import dicom_video
from tests.engine.export import report_fixtures as fixtures
from tests.engine.export.dicom.validators import dataset, objects


def film(
    codec="libx264",
    *,
    size=(64, 48),
    pixels="yuv420p",
    options=None,
    container="mp4",
    sound=False,
    metadata=None,
):
    """Return a video of nine pictures that grow brighter."""
    width, height = size
    file = io.BytesIO()
    with av.open(file, "w", format=container) as target:
        target.metadata.update(metadata or {})
        stream = target.add_stream(codec, rate=15, options=options or {})
        stream.width, stream.height, stream.pix_fmt = width, height, pixels
        voice = target.add_stream("aac", rate=16_000, layout="mono") if sound else None
        for number in range(9):
            image = np.full((height, width, 3), 20 * number, np.uint8)
            target.mux(stream.encode(av.VideoFrame.from_ndarray(image).reformat(format=pixels)))
        target.mux(stream.encode())
        if voice is not None:
            tone = av.AudioFrame.from_ndarray(
                np.ones((1, 16_000), np.float32), format="fltp", layout="mono"
            )
            tone.sample_rate = 16_000
            target.mux(voice.encode(tone))
            target.mux(voice.encode())
    return file.getvalue()


def pictures(content):
    with av.open(io.BytesIO(content)) as source:
        return [frame.to_ndarray(format="rgb24") for frame in source.decode(video=0)]


def test_every_pixel_of_the_picture_is_there():
    for picture in (fixtures.still_picture(), np.arange(45, dtype=np.uint8).reshape(3, 5, 3)[::-1]):
        one = objects(fixtures.signed_report(still=picture), Kind.STILL)[Kind.STILL]
        back = pydicom.dcmread(io.BytesIO(dicom_bytes(one)))
        assert np.array_equal(back.pixel_array, picture)
        assert back.LossyImageCompression == "01"


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((4, 4), np.uint8),
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((4, 4, 3), np.float32),
        np.zeros((0, 4, 3), np.uint8),
        np.zeros((1, 65_536, 3), np.uint8),
    ],
)
def test_a_picture_of_another_shape_is_refused(picture):
    with pytest.raises(OutputError, match="picture"):
        objects(fixtures.signed_report(still=picture), Kind.STILL)


def test_what_a_report_does_not_hold_is_left_out():
    report = fixtures.signed_report(still=None, video=None)
    assert kinds_in(report) == (Kind.PDF, Kind.SR)
    assert list(objects(report)) == [Kind.PDF, Kind.SR]


@pytest.mark.parametrize("container", ["mp4", "matroska"])
def test_the_pictures_of_the_video_are_those_of_the_recording(container):
    content = film(container=container)
    one = objects(fixtures.signed_report(video=content), Kind.VIDEO)[Kind.VIDEO]
    back = pydicom.dcmread(io.BytesIO(dicom_bytes(one)))
    table, *fragments = generate_fragments(back.PixelData)
    assert table == b""
    (inside,) = fragments
    shown, filmed = pictures(inside), pictures(content)
    assert len(shown) == len(filmed) == back.NumberOfFrames == 9
    assert all(map(np.array_equal, shown, filmed))
    assert (back.Rows, back.Columns, back.CineRate) == (48, 64, 15)
    assert float(back.FrameTime) == pytest.approx(1000 / 15, abs=0.2)
    assert back.file_meta.TransferSyntaxUID == pydicom.uid.MPEG4HP41
    assert back.AnatomicRegionSequence[0].CodeMeaning == "Entire body"
    assert back.ImageLaterality == "U"


@pytest.mark.parametrize("container", ["mp4", "matroska"])
def test_place_and_sound_of_a_recording_are_not_handed_on(container):
    said = {"location": "+31.2304+121.4737/", "comment": "Anna", "title": "Anna walks"}
    content = film(sound=True, metadata=said, container=container)
    assert b"Anna" in content
    handed_on = dicom_video(content).content
    assert b"Anna" not in handed_on
    assert b"31.2304" not in handed_on
    with av.open(io.BytesIO(handed_on)) as source:
        assert [stream.type for stream in source.streams] == ["video"]
    assert len(pictures(handed_on)) == 9


def test_a_higher_level_has_its_own_transfer_syntax():
    content = film(options={"level": "4.2"})
    assert dicom_video(content).level == 42
    one = dataset(fixtures.signed_report(video=content), Kind.VIDEO)
    assert one.file_meta.TransferSyntaxUID == pydicom.uid.MPEG4HP422D


@pytest.mark.parametrize("profile", ["baseline", "main", "high"])
def test_profiles_that_a_high_decoder_reads(profile):
    assert dicom_video(film(options={"profile": profile})).frames == 9


@pytest.mark.parametrize(
    ("why", "content"),
    [
        ("nothing", b""),
        ("words", b"hello"),
        ("zeros", b"\x00" * 4096),
        ("cut off", film()[:900]),
        ("another codec", film("mpeg4")),
        ("another container", film(container="matroska")[4:]),
    ],
)
def test_what_is_no_h264_in_an_mp4_is_refused(why, content):
    with pytest.raises(OutputError, match=r"The video cannot be sent|no video"):
        dataset(fixtures.signed_report(video=content), Kind.VIDEO)


@pytest.mark.parametrize(
    "content",
    [
        film(options={"level": "5.1"}),
        film(pixels="yuv444p"),
        film(pixels="yuv420p10le"),
        film(size=(2048, 1280), options={"level": "4.1", "preset": "ultrafast"}),
    ],
)
def test_what_dicom_cannot_hold_is_refused(content):
    with pytest.raises(OutputError, match=r"up to level 4\.2"):
        dicom_video(content)


def test_a_video_that_lies_on_its_side_is_refused():
    content = bytearray(film())
    # The matrix of the track header (ISO/IEC 14496-12, 8.3.2): a quarter turn instead of none.
    upright = b"".join(
        n.to_bytes(4, "big", signed=True) for n in (65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30)
    )
    turned = b"".join(
        n.to_bytes(4, "big", signed=True) for n in (0, 65536, 0, -65536, 0, 0, 48 << 16, 0, 1 << 30)
    )
    start = content.index(b"tkhd")
    at = content.index(upright, start)
    content[at : at + len(upright)] = turned
    with pytest.raises(OutputError, match="upright"):
        dicom_video(bytes(content))
