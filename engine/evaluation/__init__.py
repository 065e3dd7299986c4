"""Metrics with intervals: of a network on people, of measurements on phantoms."""
