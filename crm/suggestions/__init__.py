"""What sellers wish of the marketplace's app: each wish once, and how many wish it."""
