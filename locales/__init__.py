"""The catalogs, and the tools that keep them in step with the code.

`python -m locales update` brings every catalog up to date; `python -m locales check` fails where
one is not, or where a translation does not fit its message.
"""
