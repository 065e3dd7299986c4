"""The children of a screening day: their list read from CSV or XLSX and checked, as data. Knows no videos."""
