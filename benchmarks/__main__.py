"""Run benchmarks from the command line: `script/bench`."""

import argparse
import asyncio
from importlib import import_module
import json
import os
from pathlib import Path
import platform
from random import Random
import sys

from .report import Report

BENCHMARKS = ("refresh", "store", "feed", "audit", "requests", "cards")
"""Modules of this package; importing one takes seconds, for it imports Home Assistant."""

WORLD = "recovery_world"
"""Simulated months have a command line of their own: they measure what is done."""

_ROUNDS = 7
_QUICK_ROUNDS = 3


def parser() -> argparse.ArgumentParser:
    """Return what the command line understands."""
    known = argparse.ArgumentParser(
        prog="script/bench",
        description="Measure what AutoArr costs beside the limit and beside Home "
        "Assistant's own client. Exits 1 when a goal is missed.",
        epilog=f"`script/bench {WORLD}` lives through simulated months instead; "
        "it has options of its own.",
    )
    known.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help=f"which to run: {', '.join(BENCHMARKS)} (default: all)",
    )
    known.add_argument("--json", type=Path, metavar="FILE", help="write all numbers")
    known.add_argument("--quick", action="store_true", help="fewer rounds and items")
    known.add_argument("--rounds", type=int, metavar="N", help="how often to measure")
    known.add_argument("--seed", type=int, default=0, help="seed of the random order")
    return known


async def run(options: argparse.Namespace) -> dict[str, Report]:
    """Run the benchmarks asked for, one after the other, and print each report."""
    rounds = options.rounds or (_QUICK_ROUNDS if options.quick else _ROUNDS)
    reports: dict[str, Report] = {}
    for name in options.names or BENCHMARKS:
        random = Random(options.seed)
        benchmark = import_module(f".{name}", __package__)
        report: Report = await benchmark.run(rounds, random, quick=options.quick)
        reports[name] = report
        print(report.as_text(), end="\n\n", flush=True)
    return reports


def main() -> int:
    """Read the command line, run, and tell whether all goals are met."""
    if sys.argv[1:2] == [WORLD]:
        months = import_module(f".{WORLD}.command", __package__)
        passed: int = months.main(sys.argv[2:])
        return passed
    known = parser()
    options = known.parse_args()
    for name in options.names:
        if name not in BENCHMARKS:
            known.error(f"there is no benchmark {name!r}")
    reports = asyncio.run(run(options))
    if options.json:
        machine = {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "processors": os.cpu_count(),
        }
        found = {name: report.as_json() for name, report in reports.items()}
        options.json.write_text(json.dumps({"machine": machine, **found}, indent=2))
    return 0 if all(report.passed for report in reports.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
