"""What a file is, and how it becomes a table of text."""
