"""Descriptions of products: what buyers ask, what is answered, what is missing still."""
