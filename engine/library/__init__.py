"""The installed models: listed, imported, packed, admitted, calibrated again, in several precisions.

Must not know: videos, and the pipeline that screens them.
"""
