"""Losses and one readable loop. Must not know: video, windows."""
