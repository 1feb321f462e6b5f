"""Words between staff and sellers: a phrasebook, and what sellers' words mean in Indonesian."""
