"""Networks (torch only), the table of their builders, model folders with cards, OpenGait import.

Must not know: files of video, cameras, devices, labels.
"""
