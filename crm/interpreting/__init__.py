"""Sellers' words in staff's language, and voices in words, by services that may be set up."""
