"""The command line: `script/bench recovery_world`."""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
import json
from multiprocessing import get_context
import os
from pathlib import Path
from random import SystemRandom

from .agenda import promised
from .life import Account, Outcome, live

_MONTHS = 0.1
_SEEDS = 3
_GOAL = 0.95
_COMPLAINTS = 40


def parser() -> argparse.ArgumentParser:
    """Return what the command line understands."""
    known = argparse.ArgumentParser(
        prog="script/bench recovery_world",
        description="Let every cause of failure happen for months of simulated time, "
        "with restarts of everything, and compare what AutoArr did with what was really "
        "wrong. Exits 1 when a goal is missed.",
    )
    known.add_argument(
        "--months",
        type=float,
        default=_MONTHS,
        metavar="N",
        help=f"months of 30 days to live through (default: {_MONTHS})",
    )
    known.add_argument(
        "--seed",
        type=int,
        metavar="S",
        help="live through one world (default: three, drawn now and printed)",
    )
    known.add_argument("--json", type=Path, metavar="FILE", help="write the numbers")
    return known


def main(arguments: Sequence[str]) -> int:
    """Live through worlds, print what became of them, and tell whether all goals are met."""
    known = parser()
    options = known.parse_args(arguments)
    if options.months <= 0:
        known.error("--months must be greater than zero")
    seeds = [options.seed]
    if options.seed is None:
        seeds = [SystemRandom().randrange(1_000_000) for _ in range(_SEEDS)]
    print("seeds:", *seeds, flush=True)
    passed = True
    outcomes: list[Outcome] = []
    for account in _live_all(seeds, options.months):
        outcomes.append(account.outcome)
        passed &= report(account)
    if options.json:
        rows = [asdict(outcome) for outcome in outcomes]
        told = rows[0] if len(rows) == 1 else rows
        options.json.write_text(json.dumps(told, indent=2) + "\n")
    return 0 if passed else 1


def _live_all(seeds: Sequence[int], months: float) -> list[Account]:
    if len(seeds) == 1:
        return [live(seeds[0], months)]
    workers = min(len(seeds), os.cpu_count() or 1)
    # A fresh process for each world: what one patches must not reach another.
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), max_tasks_per_child=1
    ) as pool:
        return list(pool.map(live, seeds, [months] * len(seeds)))


def goals(account: Account) -> list[tuple[str, bool]]:
    """Return each goal in words with its number, and whether it is met."""
    outcome = account.outcome
    share = outcome.recovered / max(1, outcome.recoverable)
    least = min(outcome.failures_by_class.values(), default=0)
    wanted = promised(outcome.months)
    return [
        (f"{outcome.false_removals} false removals", not outcome.false_removals),
        (f"{outcome.wrong_blame} wrongly blamed", not outcome.wrong_blame),
        (
            f"{outcome.duplicate_searches} duplicate searches",
            not outcome.duplicate_searches,
        ),
        (
            f"{share:.1%} of {outcome.recoverable} recoverable failures recovered",
            share >= _GOAL,
        ),
        (f"at least {least} failures of each class (of {wanted})", least >= wanted),
        (f"{sum(account.broken.values())} laws broken", not account.broken),
    ]


def report(account: Account) -> bool:
    """Print what became of a world; return whether all goals are met."""
    outcome = account.outcome
    print(f"\nseed {outcome.seed}, {outcome.months:g} months")
    print("  injected:", _listed(outcome.failures_by_class))
    ended = {name: f"{good}/{number}" for name, (good, number) in account.kinds.items()}
    print("  ended well:", _listed(ended))
    print("  AutoArr asked for:", _listed(account.writes))
    print(f"  given up: {outcome.given_up}")
    for law, times in account.broken.items():
        print(f"  broken: {law} ({times} times)")
    found = goals(account)
    for text, met in found:
        print(f"  {'met   ' if met else 'MISSED'} {text}")
    for line in account.complaints[:_COMPLAINTS]:
        print(f"    {line}")
    if (more := len(account.complaints) - _COMPLAINTS) > 0:
        print(f"    and {more} more")
    return all(met for _, met in found)


def _listed(what: dict[str, object] | dict[str, int] | dict[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in what.items()) or "nothing"
