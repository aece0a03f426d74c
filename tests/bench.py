"""`make bench`: what a build costs on this machine, beside the floor of writing the same bytes in a
bare loop.

Times are of whole processes, start-up included; medians of several runs.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.synthetic import write_city

RUNS = 3
SIZES = (500, 5000)
JOBS = (1, 2)

Cost = tuple[float, float]
"""Seconds, and the greatest resident size of any one process in MiB."""


def main() -> None:
    print(
        f"{'city':>10} {'build':<22} {'jobs':>4} {'seconds':>8} "
        f"{'ms/page':>8} {'ratio':>6} {'peak MiB':>9}"
    )
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="openplan-bench-") as scratch:
            measure(Path(scratch), size)


def measure(scratch: Path, size: int) -> None:
    """Print the costs for a city of `size` indicators."""
    root, output = scratch / "city", scratch / "site"
    write_city(root, size)
    build(root, output, 1)
    pages = sum(1 for _ in output.rglob("*.html"))
    floor = median([bare_loop(output, scratch / "floor") for _ in range(RUNS)])

    def show(name: str, jobs: int | str, cost: Cost, base: float) -> None:
        seconds, peak = cost
        memory = f"{peak:9.0f}" if peak else f"{'':>9}"
        each, ratio = seconds * 1000 / pages, seconds / base
        print(f"{size:>10} {name:<22} {jobs:>4} {seconds:8.2f} {each:8.3f} {ratio:6.2f} {memory}")

    for jobs in JOBS:
        cold = median([cold_build(root, output, jobs) for _ in range(RUNS)])
        show("cold", jobs, cold, cold[0])
        show("unchanged", jobs, median([build(root, output, jobs) for _ in range(RUNS)]), cold[0])
        show(
            "one file changed",
            jobs,
            median([changed_build(root, output, jobs, n) for n in range(RUNS)]),
            cold[0],
        )
    show(f"floor, {pages} pages", "", floor, cold[0])


def cold_build(root: Path, output: Path, jobs: int) -> Cost:
    shutil.rmtree(output)
    return build(root, output, jobs)


def changed_build(root: Path, output: Path, jobs: int, run: int) -> Cost:
    file = next((root / "data" / "indicators").rglob("*.yaml"))
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("definition: {zh: ", f"definition: {{zh: 第{run}次改动，"), "utf-8"
    )
    cost = build(root, output, jobs)
    file.write_text(text, "utf-8")
    build(root, output, jobs)
    return cost


def build(root: Path, output: Path, jobs: int) -> Cost:
    """One build in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "builder",
        "build",
        "--root",
        str(root),
        "--output",
        str(output),
    ]
    start = time.perf_counter()
    process = subprocess.Popen([*command, "--jobs", str(jobs)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build of {root} failed")
    return seconds, usage.ru_maxrss / 1024


def bare_loop(site: Path, copy: Path) -> Cost:
    """Write the files of `site` once more, from memory."""
    files = {
        str(copy / path.relative_to(site)): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    start = time.perf_counter()
    for name, content in files.items():
        os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, "wb") as file:
            file.write(content)
    seconds = time.perf_counter() - start
    shutil.rmtree(copy)
    return seconds, 0.0


def median(costs: list[Cost]) -> Cost:
    return statistics.median(c[0] for c in costs), statistics.median(c[1] for c in costs)


if __name__ == "__main__":
    main()
