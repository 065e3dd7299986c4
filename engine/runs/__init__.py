"""Training runs as data: their configuration, their folder, their log. Must not know torch."""
