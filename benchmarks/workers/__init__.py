"""Programs that a benchmark starts, each to be measured in a process of its own."""
