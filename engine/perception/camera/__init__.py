"""How the camera stands, moves and bends what it sees."""
