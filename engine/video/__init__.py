"""Video files: probe, reader (iterator of upright frames with their seconds), writer."""
