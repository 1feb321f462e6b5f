"""Listings that staff look at: reviewed, changed with the seller's word, put into the store."""
