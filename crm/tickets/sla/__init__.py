"""What sellers are promised: when they are answered, and when their report is solved."""
