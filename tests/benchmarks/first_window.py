"""Opens the real window, tells when it first takes input, and ends. Run by the benchmarks.

Takes the monotonic time at which its process was started (the clock is that of the machine, the same in
every process) and prints ``seconds|heavy modules``: the start of the interpreter is included.
"""

import os
import sys
import tempfile
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HEAVY = ("torch", "cv2", "av", "pyqtgraph", "onnxruntime", "scipy", "numpy")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ[f"XDG_{kind}_HOME"] = os.path.join(folder, kind)
        _measure()


def _measure() -> None:
    from PySide6.QtCore import QEvent, QTimer

    from scolioapp import bootstrap
    from scolioapp.views.main_window import MainWindow

    class Measured(MainWindow):
        def showEvent(self, event: QEvent) -> None:
            super().showEvent(event)
            # The queue is worked off in order: this comes after the first painting.
            QTimer.singleShot(0, self, self._tell)

        def _tell(self) -> None:
            seconds = time.monotonic() - float(sys.argv[1])
            heavy = [name for name in _HEAVY if name in sys.modules]
            sys.stdout.write(f"{seconds:.2f}|{', '.join(heavy) or 'none'}\n")
            sys.stdout.flush()
            self.close()

    bootstrap.program.MainWindow = Measured
    bootstrap.run()


if __name__ == "__main__":
    main()
