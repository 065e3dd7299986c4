"""One family of errors. Each is a sentence saying what happened, with the value, and what to do.

The command line turns an error into its exit code, the window into a banner. Anything that is not
a `ScolioError` is a bug and takes the one crash path.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import ClassVar

from engine.core.text import Text


class ScolioError(Exception):
    """An expected failure, told to the person in front of the screen.

    Args:
        what: What happened, with the value that was received.
        remedy: What the person can do now.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 2

    def __init__(self, what: Text, remedy: Text) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[ScolioError], tuple[Text, Text]]:
        """Go between processes whole."""
        return type(self), (self.what, self.remedy)


class VideoError(ScolioError):
    """A video that cannot be opened, decoded or written."""

    code = "video"


class PerceptionError(ScolioError):
    """A pose network that cannot be loaded or run."""

    code = "perception"


class SequenceError(ScolioError):
    """A gait sequence file, or its arrays, that cannot be used."""

    code = "sequence"


class ModelError(ScolioError):
    """A model folder or checkpoint that cannot be used."""

    code = "model"


class DatasetError(ScolioError):
    """A dataset whose layout or content cannot be used."""

    code = "dataset"


class RosterError(ScolioError):
    """A list of children, or the day made of it, that cannot be used."""

    code = "roster"


class ConfigError(ScolioError):
    """A configuration file with an unknown key or a wrong value."""

    code = "config"


class TrainingError(ScolioError):
    """A step of training that could not be computed, or that led nowhere."""

    code = "training"


class MissingExtraError(ScolioError):
    """An optional package that the request needs is not installed."""

    code = "missing_extra"


class OutputError(ScolioError):
    """A result that cannot be written (disk full, no right to write, folder gone)."""

    code = "output"


class ProcessEndedError(ScolioError):
    """A process that did work for this one ended by itself, without an answer."""

    code = "process"


class CaptureError(ScolioError):
    """A camera, or a recording of one, that cannot be used."""

    code = "capture"


class PeerError(ScolioError):
    """Another computer, of a hospital or a clinic, that cannot be reached or does not take what is sent.

    Its words may repeat what the other computer said, and that may name a person: they are for whoever sends,
    not for logs.
    """

    code = "peer"


class NotTakenError(PeerError):
    """Another computer that was reached and does not take what was sent: sending it again changes nothing."""

    code = "not_taken"


class CancelledError(Exception):
    """The person cancelled. Not a failure: the work ended cleanly and left nothing half-written."""


@dataclass(frozen=True, slots=True)
class ProcessBug:
    """A bug in another process, on its way to the one that asked: the exception itself may not travel.

    Attributes:
        words: Its kind, and what it says.
        trace: Where it came about.
    """

    words: str
    trace: str

    @classmethod
    def of(cls, bug: BaseException) -> ProcessBug:
        """Return what is told of an exception."""
        return cls(f"{type(bug).__name__}: {bug}", "".join(traceback.format_exception(bug)))

    def exception(self) -> RuntimeError:
        """Return what to raise in the process that asked; the place stands in its notes."""
        raised = RuntimeError(self.words)
        raised.add_note(self.trace)
        return raised
