"""Plain types that every part of the engine shares.

Must not know: torch, OpenCV, PyAV, Qt, or any other engine package.
"""
