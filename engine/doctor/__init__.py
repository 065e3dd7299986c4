"""Examines this computer: one check for each thing that the program needs, with a remedy for what fails.

Every check imports what it looks at by itself, and late: whatever is broken is one line of the
examination, never the end of it. (That is why it lies beside the pipeline, and not within: importing that
package takes the decoder and the networks.) Must not know windows or the command line.
"""

from engine.doctor.examination_steps import Request, examine

__all__ = ["Request", "examine"]
