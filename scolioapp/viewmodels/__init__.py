"""State with signals. Must not know QtWidgets."""
