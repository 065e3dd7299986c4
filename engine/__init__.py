"""ScolioApp's engine: from the pixels of a walking video to a screening result.

Qt-free; works headless and from the command line. Nothing here may import PySide6.
"""

__version__ = "0.1.0"
