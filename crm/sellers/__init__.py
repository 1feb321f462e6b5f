"""Sellers: who they are, where they are, and how the portal's facts about them come in."""
