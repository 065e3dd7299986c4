"""Translation of every sentence, the engine's included."""
