"""The only place that joins the stages."""

from engine.pipeline.screening import screen_video

__all__ = ["screen_video"]
