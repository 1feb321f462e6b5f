"""What people declare in TOML files: read, and refused with the line of the mistake."""
