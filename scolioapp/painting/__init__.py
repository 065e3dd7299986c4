"""Colours, fonts, distances and drawings that screen and paper share. Must not know widgets of ours."""
