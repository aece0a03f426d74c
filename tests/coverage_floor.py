"""Branch coverage is held for each file of the rooms where a slip would publish something false."""

from __future__ import annotations

import io
import json
import sys

from coverage import Coverage

FLOOR = 90
ROOMS = ("builder/read/", "builder/model/", "builder/write/")


def main() -> None:
    coverage = Coverage()
    coverage.load()
    coverage.json_report(outfile=".coverage.json")
    with open(".coverage.json", encoding="utf-8") as report:
        files = json.load(report)["files"]
    low = io.StringIO()
    for name, result in sorted(files.items()):
        percent = result["summary"]["percent_covered"]
        if name.startswith(ROOMS) and percent < FLOOR:
            low.write(f"{name}: {percent:.0f} % of lines and branches covered, less than {FLOOR} %\n")
    if low.getvalue():
        sys.exit(low.getvalue())
