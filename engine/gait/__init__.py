"""One person as numbers: silhouettes, skeleton maps, asymmetry, gait events, measurements.

Shared by training and screening. Must not know: torch, video files, perception.
"""
