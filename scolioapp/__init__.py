"""ScolioApp's window. The engine does the work; here it is shown, stored and saved."""
