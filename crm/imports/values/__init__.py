"""What people write in cells, as values."""
