"""The files that a result or an evaluation leaves the program as: CSV, HTML, SVG."""
