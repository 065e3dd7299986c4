"""Colours, fonts and drawings that the screen and the paper share. Must not know widgets."""
