"""When stores look like one, and whose word counts once they are."""

MOST_ALIKE = 10
"""How many stores may have something in common and still be taken for one.

A number that more stores than this share is a partner's or an office's: such stores are counted,
not listed.
"""
