"""Saved mappings: which heading of somebody's file is which fact."""

from crm.imports.profiles.loading import Profile, load_profile

__all__ = ["Profile", "load_profile"]
