"""What the demonstration shows: invented sellers."""
