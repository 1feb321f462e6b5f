"""Names of products: built of parts, checked, and put right."""
