"""The PDF pages that the program writes."""
