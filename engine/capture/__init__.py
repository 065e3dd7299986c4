"""Recording with a camera: frames with their real times, files that survive a crash, and the guide.

Must not know Qt: the window brings its own camera behind `engine.capture.frame_source.FrameSource`.
"""
