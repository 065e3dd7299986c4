"""Files and lists that outlive the window. Must not know Qt."""
