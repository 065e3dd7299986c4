"""Runs engine work off the interface's thread."""
