"""The children of a screening day: a list read from CSV or XLSX, checked, and kept as data; knows no videos."""
