"""Start the simulated world from the command line: `python -m simulator`."""

import argparse
import asyncio
import json
from pathlib import Path
import shutil
import signal
import sys

from simulator.world import RealSabnzbd, Simulation, temporary_library


def parser() -> argparse.ArgumentParser:
    """Return what the command line understands."""
    known = argparse.ArgumentParser(
        prog="python -m simulator",
        description="Sonarr, Radarr, SABnzbd, Plex and a model as one small world on "
        "loopback. Prints one JSON line with all addresses, then runs until SIGINT or SIGTERM.",
    )
    known.add_argument(
        "--base-port", type=int, default=0, help="first of six ports; 0: any free ones"
    )
    known.add_argument(
        "--speed", type=float, default=1.0, help="world seconds in a real second"
    )
    known.add_argument("--seed", type=int, default=0, help="makes the world repeatable")
    known.add_argument(
        "--scenario",
        action="append",
        default=[],
        metavar="NAME",
        help="play this scenario at the start; may be repeated",
    )
    known.add_argument("--movies", type=int, default=25, help="films in the library")
    known.add_argument("--series", type=int, default=12, help="series in the library")
    known.add_argument("--sabnzbd-url", help="a real SABnzbd instead of the simulated")
    known.add_argument("--sabnzbd-key", help="its API key")
    known.add_argument(
        "--nzb-folder",
        type=Path,
        help="NZB files for a real SABnzbd, named after their kind: good.nzb, bad.nzb",
    )
    known.add_argument(
        "--library-folder",
        type=Path,
        help="where imports from a real SABnzbd go; default: a temporary folder",
    )
    return known


async def run(options: argparse.Namespace) -> None:
    """Run the world until somebody ends it.

    Args:
        options: What the command line said.
    """
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    real: RealSabnzbd | None = None
    if options.sabnzbd_url:
        folder = options.library_folder or temporary_library()
        real = RealSabnzbd(
            options.sabnzbd_url.rstrip("/"),
            options.sabnzbd_key,
            folder,
            options.nzb_folder,
        )
    sim = Simulation(
        speed=options.speed,
        seed=options.seed,
        base_port=options.base_port,
        movies=options.movies,
        series=options.series,
        real=real,
    )
    try:
        async with sim:
            print(json.dumps(sim.connections()), flush=True)
            for name in options.scenario:
                await sim.scenario(name)
            await ended.wait()
    finally:
        if real is not None and options.library_folder is None:
            shutil.rmtree(real.library, ignore_errors=True)


def main() -> int:
    """Read the command line and run."""
    known = parser()
    options = known.parse_args()
    if bool(options.sabnzbd_url) != bool(options.sabnzbd_key):
        known.error("--sabnzbd-url and --sabnzbd-key belong together")
    if options.speed <= 0:
        known.error("--speed must be greater than zero")
    try:
        asyncio.run(run(options))
    except (OSError, ValueError) as err:
        print(err, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
