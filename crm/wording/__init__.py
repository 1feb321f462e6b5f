"""What texts of sellers are about, and which are about the same."""
