"""What goes wrong with cameras, in words: one place, whichever way a camera is opened."""

from __future__ import annotations

from engine.capture.frame_source import CameraProblem, CameraTrouble
from engine.core.text import Text, text


def problem_of(trouble: CameraTrouble, camera: str = "") -> CameraProblem:
    """Say what is wrong with a camera and what to do.

    Args:
        trouble: What kind.
        camera: What the system calls it.
    """
    what, remedy = _words(trouble, camera)
    return CameraProblem(trouble, what, remedy)


def _words(trouble: CameraTrouble, camera: str) -> tuple[Text, Text]:
    match trouble:
        case CameraTrouble.NONE_FOUND:
            return (
                text("No camera was found."),
                text("Plug one in; it appears here by itself."),
            )
        case CameraTrouble.PERMISSION:
            return (
                text("This program may not use the camera."),
                text("Allow it in the privacy settings of this computer, then try again."),
            )
        case CameraTrouble.PRIVACY_SWITCH:
            return (
                text("The camera “{camera}” is there, but sends no picture.", camera=camera),
                text(
                    "Open its cover or privacy switch, and allow desktop programs the camera in the "
                    "privacy settings."
                ),
            )
        case CameraTrouble.IN_USE:
            return (
                text("Another program uses the camera “{camera}”.", camera=camera),
                text("Close video calls and other camera programs, then try again."),
            )
        case CameraTrouble.UNPLUGGED:
            return (
                text("The camera “{camera}” was unplugged.", camera=camera),
                text("Plug it in again; the picture comes back by itself."),
            )
        case CameraTrouble.NO_FRAMES:
            return (
                text("The camera “{camera}” sends no picture.", camera=camera),
                text("Plug it in again, at another socket if need be, or choose another camera."),
            )
        case CameraTrouble.FROZEN:
            return (
                text("The picture of the camera “{camera}” stands still.", camera=camera),
                text("Plug the camera in again."),
            )
        case CameraTrouble.FORMAT:
            return (
                text("The camera “{camera}” sends pictures that cannot be read.", camera=camera),
                text("Choose another format or another camera."),
            )
        case CameraTrouble.OTHER:
            return (
                text("The camera “{camera}” cannot be used.", camera=camera),
                text("Plug it in again, or choose another camera."),
            )
