"""What cadences bring about, and what can be told of it."""
