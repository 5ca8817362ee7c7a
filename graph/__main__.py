"""`python -m graph` is `guanxi`."""

from graph.cli import main

if __name__ == "__main__":
    main()
