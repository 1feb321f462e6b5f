"""Segments: which part of its life each store is in, what it is worth, and what moved."""
