"""Upload help: from a shaky photo to a listing that sells."""
