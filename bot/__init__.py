"""Wiring, lifecycle and the command line: the only place that knows everything."""
