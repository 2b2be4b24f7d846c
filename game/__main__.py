"""`python -m game` is `trotsky`."""

from game.cli import main

main()
