"""The command line: the only place that prints.

Must not know Qt: what writes the PDF is handed in by the application.
"""

from engine.cli.main import main

__all__ = ["main"]
