"""Numbers as people type them: what a product costs, how many there are, what one weighs."""
