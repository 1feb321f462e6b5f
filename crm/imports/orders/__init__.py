"""Files that Sapa was asked to take in, from the asking to the summary."""
