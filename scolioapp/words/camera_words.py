"""Words about cameras, live pictures and recordings. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from engine.core.findings import Verdict
from engine.core.text import by_number
from scolioapp.i18n import date_pattern

if TYPE_CHECKING:
    from engine.capture.captured_recording import CapturedRecording
    from engine.capture.frame_source import CameraFormat
    from engine.capture.guidance import LiveVerdict
    from scolioapp.jobs.camera_session import Flow


def format_words(form: CameraFormat) -> str:
    """Return a format of a camera in one line."""
    translate = QCoreApplication.translate
    words = (
        translate("Camera", "{width} x {height}, {rate} a second, MJPEG")
        if form.compressed
        else translate("Camera", "{width} x {height}, {rate} a second, raw")
    )
    return words.format(width=form.width, height=form.height, rate=f"{form.rate:.3g}")


def flow_words(flow: Flow) -> str:
    """Return how a camera sends, in one line: size, measured rate, and what it lost."""
    translate = QCoreApplication.translate
    size = f"{flow.format.width} x {flow.format.height}"
    if not flow.rate:
        return size
    measured = translate("Camera", "{size}, {rate} frames a second").format(
        size=size, rate=QLocale().toString(flow.rate, "f", 1)
    )
    if not flow.dropped:
        return measured
    lost = by_number(
        flow.dropped,
        translate("Camera", "{count} frame missing"),
        translate("Camera", "{count} frames missing"),
    ).format(count=flow.dropped)
    return f"{measured}, {lost}"


def distance_words(metres: float) -> str:
    """Return a distance, rounded as roughly as it is known."""
    words = QCoreApplication.translate("Camera", "about {metres} m away")
    return words.format(metres=QLocale().toString(round(2 * metres) / 2, "f", 1))


def level_words(roll: float) -> str:
    """Return how the camera stands."""
    translate = QCoreApplication.translate
    if abs(roll) < 1.0:
        return translate("Camera", "camera level")
    words = translate("Camera", "camera tilted by {degrees}°")
    return words.format(degrees=QLocale().toString(abs(roll), "f", 0))


def walked_words(verdict: LiveVerdict) -> str:
    """Return how long the walk was."""
    words = QCoreApplication.translate("Camera", "Walked {seconds} s, about {steps} steps.")
    seconds = QLocale().toString(verdict.walked_seconds, "f", 1)
    return words.format(seconds=seconds, steps=verdict.steps)


def recording_words(recording: CapturedRecording) -> str:
    """Return what a recording is called in lists: the child's number, or when it was made."""
    if recording.subject:
        return recording.subject
    return time_words(recording)


def time_words(recording: CapturedRecording) -> str:
    """Return what a recording without a child is called: when it was made, local time."""
    moment = QDateTime.fromSecsSinceEpoch(round(recording.started.timestamp()))
    when = QLocale().toString(moment, f"{date_pattern()} HH:mm:ss")
    if recording.about.get("simulated"):
        return QCoreApplication.translate("Camera", "Demonstration (simulated), {when}").format(
            when=when
        )
    return QCoreApplication.translate("Camera", "Recording of {when}").format(when=when)


def exact_words(verdict: str) -> str:
    """Return what the exact analysis says of a recording, without its outcome."""
    translate = QCoreApplication.translate
    match verdict:
        case Verdict.USABLE:
            return translate("Camera", "exact analysis: usable")
        case Verdict.USABLE_WITH_CARE:
            return translate("Camera", "exact analysis: usable with care")
    return translate("Camera", "exact analysis: please repeat this recording")
