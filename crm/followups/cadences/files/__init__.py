"""Cadence files: read, checked, and refused with the line of the mistake."""
