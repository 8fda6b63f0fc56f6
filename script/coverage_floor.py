#!/usr/bin/env python3
"""Fail when the tests cover any one module less than they should.

A total hides the module that nobody tests; this looks at each.

    script/coverage_floor.py coverage.json --floor 95
"""

import argparse
import json
from pathlib import Path
import sys


def below(report: Path, floor: float) -> dict[str, float]:
    """Return the share covered, in per cent, of each module below the floor."""
    files = json.loads(report.read_text())["files"]
    shares = {
        name: float(file["summary"]["percent_covered"]) for name, file in files.items()
    }
    if not shares:
        raise SystemExit(f"{report} names no module: nothing was measured")
    return {name: share for name, share in sorted(shares.items()) if share < floor}


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("report", type=Path, help="what coverage's json report wrote")
    parser.add_argument("--floor", type=float, default=95, help="in per cent")
    options = parser.parse_args()
    if found := below(options.report, options.floor):
        for name, share in found.items():
            print(f"{share:6.1f} %  {name}")
        sys.exit(f"{len(found)} modules are covered below {options.floor:g} %")


if __name__ == "__main__":
    main()
