"""Colours, fonts, distances and drawings that the screen and the paper share. Must not know widgets of ours."""
