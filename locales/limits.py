"""What every translation of a message keeps to."""

import re

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
TAG = re.compile(r"</?[a-z]+(?: [^<>]*)?>")
COMMAND = re.compile(r"(?<![\w/<])/[A-Za-z_]+")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
LONGEST = {"button": 24, "menu": 20, "toast": 190, "command": 120}
"""Characters that a context allows, a filled placeholder counted as written."""
