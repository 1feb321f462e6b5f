"""What the stores offer already, a row for each product."""
