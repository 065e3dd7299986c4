"""The children of a screening day: a list read from CSV or XLSX and checked. It must not know videos."""
