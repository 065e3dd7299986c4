"""The Scoliosis1K layout: read, write, check, split by person, sample."""
