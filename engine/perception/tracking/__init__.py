"""People detected, tracked frame by frame, and their tracklets associated into one person each."""
