"""ScolioApp's engine: from the pixels of a walking video to a screening result.

Qt-free; works headless and from the command line. Nothing here may import PySide6.
"""

import os

__version__ = "0.1.0"

# Before numpy is imported. Its linear algebra rounds by how many threads share a product, and a result must
# not depend on how many cores a computer has; the matrices here are small, and one thread is the faster.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
