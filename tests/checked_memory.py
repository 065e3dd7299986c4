"""An environment in which glibc notices writes outside a block of memory, and ends the process for it."""

import os
import subprocess
import sys

CHECKS = {"MALLOC_CHECK_": "3", "MALLOC_PERTURB_": "165"}
"""Ended at the first damaged block; freed and fresh memory is filled with what no program wants."""

LIBRARY = "libc_malloc_debug.so.0"
"""Since glibc 2.34 the checks lie in a library of their own, which must be asked for."""


def checked_environment(**more):
    """Return the environment of a process whose memory is checked; without glibc, an ordinary one."""
    environment = {**os.environ, **CHECKS, **more}
    if _can_be_loaded():
        before = environment.get("LD_PRELOAD", "")
        environment["LD_PRELOAD"] = f"{LIBRARY}:{before}" if before else LIBRARY
    return environment


def _can_be_loaded():
    if not sys.platform.startswith("linux"):
        return False
    tried = subprocess.run(
        [sys.executable, "-c", ""],
        env={**os.environ, "LD_PRELOAD": LIBRARY},
        capture_output=True,
        text=True,
        check=False,
    )
    return tried.returncode == 0 and "cannot be preloaded" not in tried.stderr


def notices():
    """Say whether one byte behind a block ends a process in this environment."""
    ended = subprocess.run(
        [sys.executable, "-c", _DAMAGE], env=checked_environment(), capture_output=True, check=False
    )
    return ended.returncode != 0


_DAMAGE = """
import ctypes
python = ctypes.pythonapi
python.PyMem_RawMalloc.restype = ctypes.c_void_p
python.PyMem_RawFree.argtypes = [ctypes.c_void_p]
block = python.PyMem_RawMalloc(24)
ctypes.memset(block, 65, 25)
python.PyMem_RawFree(block)
"""
