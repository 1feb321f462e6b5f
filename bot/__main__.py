"""`python -m bot` is the `sapa` command."""

from bot.cli import main

main()
