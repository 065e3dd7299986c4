"""A tracked person as arrays: left and right settled, smoothed, the walk found, its playback speed."""
