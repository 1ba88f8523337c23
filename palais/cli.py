"""The command line: thin, each command a few lines over the parts."""

from palais.commands import app


def main() -> None:
    """Run ``palais``."""
    app()


if __name__ == "__main__":
    main()
