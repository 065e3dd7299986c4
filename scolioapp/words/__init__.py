"""Labels, helps and sentences of the window. Must not know QtGui or QtWidgets."""
