"""The least of lines and branches that tests cover, in percent, of every file in every room of
builder/.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from coverage import Coverage

FLOOR = 90
LOWER = {"builder/cli.py": 85}
"""Files that cannot hold it, with what they hold: `serve` runs until it is stopped, progress needs
a terminal.
"""


def main() -> None:
    low = [
        f"{name}: {percent:.0f} % of lines and branches covered, less than {floor} %"
        for name, percent in measured().items()
        if percent < (floor := LOWER.get(name, FLOOR))
    ]
    gone = [f"{name}: no such file" for name in LOWER if not Path(name).is_file()]
    if low or gone:
        sys.exit("\n".join([*low, *gone]))


def measured() -> dict[str, float]:
    """The percentage of each file."""
    coverage = Coverage()
    coverage.load()
    with TemporaryDirectory() as folder:
        report = Path(folder, "coverage.json")
        coverage.json_report(outfile=str(report))
        files = json.loads(report.read_text("utf-8"))["files"]
    return {name: result["summary"]["percent_covered"] for name, result in sorted(files.items())}


if __name__ == "__main__":
    main()
