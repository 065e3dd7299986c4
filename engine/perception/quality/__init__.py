"""What is noticed about a recording and each person in it, as typed findings."""
