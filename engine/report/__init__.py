"""What is said of a screening, as data; exporters."""
