"""Writes the page about the audit from its rules, so that both say the same."""

import argparse
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
import sys
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "audit.md"

_INTRO = """\
# What the audit looks at

<!-- Written by script/audit_table from the rules: change those, not this page. -->

The audit reads the settings of Sonarr, Radarr, SABnzbd and Plex, compares them with good
practice and with each other, and says what should be otherwise, why, and who says so. It
only reads. What it can mend it mends on request: it shows every value before and after,
writes, reads again whether the value arrived and nothing else changed, and takes the fix
back as long as nobody has set a third value since.

- **Nothing is assumed.** What an app did not answer is *unknown*, never passed: it lowers
  the *coverage*, not the score. Below 70 % coverage the score means little.
- **Score.** 100 minus what open findings cost: 40 for a critical one, 15 high, 5 medium,
  1.5 low, nothing for info; less where a rule is derived (0.7) or a matter of taste (0.3).
  Findings of one kind cost 35 at most, unless critical. An open critical finding keeps the
  score below 50, an open high one below 85. Only rules of the pack `core` count.
- **Packs.** `core` is about what breaks things, `trash` about the finer points of the TRaSH
  guides, `tuning` about speed.
- **One click.** Fixes marked so need no choice, carry little risk and restart nothing: they
  may be made together. Riskier ones, such as need a restart, and any on a version of an app
  that fixes were not tried with want an explicit yes.
- **Around a fix.** Before several fixes Sonarr and Radarr back themselves up, and SABnzbd if
  it has a folder for that; where it fails nothing is changed. A connection to a download
  client, indexer, list or Plex is tried by the app itself afterwards, and put back if it worked
  before and does not now. While an app backs itself up or updates, or misses a library folder,
  nothing is changed there. Undoing is tried on real SABnzbd servers: every byte comes back.
- **Repairs.** Critical and high findings are also among Home Assistant's repairs, one entry
  for each server: it shows what would change, and changes what you choose.
- **Others' settings.** Where Prowlarr, Recyclarr or a similar tool seems to write a setting,
  a finding is advice only: a fix would not last.
- **Secrets** are taken out of answers before anything looks at them.

`script/audit --answers FILE` judges answers that you saved; `script/audit --help` says how.
Nobody has to send them anywhere: it works without a network.

"""
_ADDING = """\
## Adding a rule

One entry in `custom_components/autoarr/audit/rules/*.json` (what it is about, how bad, what
it rests on), its words in `audit/words/en.json`, one small function with `@case("ID")` in
the module of the same name, and a line in `tests/audit/broken.py` that breaks it. The tests
pick it up: found when broken, silent when not, unknown when not read, and, if it can be
mended, mended and taken back on the simulator. Limits and lists that age are data in
`audit/tables/`, with the day on which they were true. `script/audit_table` writes this page.
"""
_TITLES = {
    "sabnzbd": "SABnzbd",
    "arr": "Sonarr and Radarr",
    "sonarr": "Sonarr alone",
    "radarr": "Radarr alone",
    "plex": "Plex",
    "cross": "Between the apps",
}


def house(name: str) -> Any:
    """Return a module of the integration, without Home Assistant: it is not needed."""
    package = "custom_components.autoarr"
    if package not in sys.modules:
        # The package itself loads Home Assistant, for seconds; its rooms do not.
        sys.path.insert(0, str(ROOT))
        module = ModuleType(package)
        module.__path__ = [str(ROOT / "custom_components" / "autoarr")]
        sys.modules[package] = module
    return import_module(f"{package}.{name}")


def page() -> str:
    """Return the page."""
    return _INTRO + "\n".join(_tables()) + "\n" + _ADDING


def _chapter(rule: Any) -> str:
    return "cross" if rule.id.startswith("XAP") else str(rule.scope)


def _tables() -> Iterator[str]:
    rules = house("audit.cases").rules().values()
    words = house("audit.words").Words.load()
    for chapter, title in _TITLES.items():
        yield f"## {title}\n"
        yield "| Rule | Finds | At worst | Mended by AutoArr | Tested |"
        yield "| --- | --- | --- | --- | --- |"
        for rule in rules:
            if _chapter(rule) == chapter:
                yield _line(
                    f"`{rule.id}`",
                    words.of(rule.id).title,
                    rule.severity + ("" if rule.pack == "core" else f" ({rule.pack})"),
                    _mended(rule),
                    _tested(rule),
                )
        yield ""


def _mended(rule: Any) -> str:
    if not rule.fixable:
        return "by people"
    how = "one click" if rule.one_click else f"on request, {rule.risk} risk"
    return f"{how}, restart" if rule.restarts else how


def _tested(rule: Any) -> str:
    """Return what the tests do with a rule; they hold each to the same."""
    return "found, mended, undone" if rule.fixable else "found"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '\\|') for cell in cells)} |"


def main(arguments: Iterable[str] | None = None) -> int:
    """Write the page, or say whether it is up to date."""
    parser = argparse.ArgumentParser(
        prog="script/audit_table",
        description="Writes docs/audit.md from the rules of the audit.",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if it is out of date"
    )
    options = parser.parse_args(None if arguments is None else list(arguments))
    text = page()
    if not options.check:
        PAGE.write_text(text)
        return 0
    if PAGE.is_file() and PAGE.read_text() == text:
        return 0
    sys.stderr.write("docs/audit.md is out of date: run script/audit_table\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
