"""What Sapa is measured against."""
