"""Who is in the picture: people with box, keypoints and mask; each followed; the recording judged.

Must not know: gait, networks that judge gait, files of results.
"""
