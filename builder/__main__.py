"""`python -m builder` and the command `openplan`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line, on systems that it knows how to publish on."""
    if os.name != "posix":
        sys.exit(
            "openplan needs Linux, macOS or another POSIX system; on Windows, run it inside WSL."
        )
    from builder.cli import main as command_line

    command_line(prog_name="openplan")


if __name__ == "__main__":
    main()
