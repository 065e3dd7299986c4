"""The children of a screening day: their list read from CSV or XLSX, checked, and as data; knows no videos."""
