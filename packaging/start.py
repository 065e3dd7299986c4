"""Start of the frozen program. Processes that the program makes of itself are caught before anything else."""

import multiprocessing
import os
import sys


def give_back_library_path() -> None:
    """Let programs of the system that are started from here (a file manager) find their own libraries.

    The loader of the frozen program has read the variable already; a copy of this program sets it again.
    """
    kept = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if kept is not None:
        os.environ["LD_LIBRARY_PATH"] = kept
    elif sys.platform.startswith("linux"):
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    give_back_library_path()
    from scolioapp.__main__ import main

    sys.exit(main())
