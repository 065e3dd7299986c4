"""One file for each schema of the records: how to reach it from the one before, and the way back.

A file is never changed once a version with it was published.
"""
