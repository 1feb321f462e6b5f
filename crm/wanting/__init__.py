"""Stores whose data staff should mend, for no way leads to them, or one leads to somebody else."""
