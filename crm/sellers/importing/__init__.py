"""The weekly pull: a file of the partner portal becomes sellers, wholly or not at all."""
