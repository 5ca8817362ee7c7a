"""`python -m graph` is `guanxi`."""

from graph.cli import main

main()
