"""What holds for all tests."""

import engine  # noqa: F401  # before numpy, as in the program
