"""Tickets: what sellers ask for, who takes it, and all that happens until it is resolved."""
