"""Pose, segmentation and detection networks behind the protocols of `engine.perception.types`."""
