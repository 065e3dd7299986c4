"""Stands in for Qt's OpenGL in the frozen program: pyqtgraph imports it whether it draws with it or not.

Ten megabytes that no chart here uses: they are drawn by the processor. Run by PyInstaller before the program
starts; nothing is imported before somebody asks for one of the two modules.
"""

import importlib.abc
import importlib.machinery
import sys
import types

NAMES = ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets")


class NoOpenGL(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the two modules, empty but for the widget that pyqtgraph makes a subclass of."""

    def find_spec(self, fullname, path=None, target=None):  # noqa: ANN001, ANN201, D102 - as in the protocol
        if fullname not in NAMES:
            return None
        return importlib.machinery.ModuleSpec(fullname, self)

    def create_module(self, spec):  # noqa: ANN001, ANN201, D102 - as in the protocol
        return types.ModuleType(spec.name)

    def exec_module(self, module):  # noqa: ANN001, ANN201, D102 - as in the protocol
        if module.__name__ == "PySide6.QtOpenGLWidgets":
            from PySide6.QtWidgets import QWidget  # noqa: TID251 - what the stand-in is made of

            module.QOpenGLWidget = QWidget


sys.meta_path.insert(0, NoOpenGL())
