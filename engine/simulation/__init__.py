"""Walkers made of geometry, with a known asymmetry: phantoms for tests, demo data for training."""
