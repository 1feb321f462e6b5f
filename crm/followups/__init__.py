"""Follow-ups: a word to sellers who have gone quiet, at an hour that suits them."""
