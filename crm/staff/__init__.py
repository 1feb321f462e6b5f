"""The staff: who they are, what each may do, and the group they work in."""
