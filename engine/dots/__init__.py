"""Round adhesive dots on a body: coloured spots in pictures, followed, named by landmark, correctable.

Pictures and keypoints go in, dots come out. Must not know networks, files, or what is measured with them.
"""
