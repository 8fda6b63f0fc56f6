"""Writes the page about failures from the signatures, so that both say the same."""

import argparse
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
import sys
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "failures.md"

_INTRO = """\
# What AutoArr recognises

<!-- Written by script/failure_table from the signatures: change those, not this page. -->

AutoArr decides from states, codes and the shape of answers first: whether SABnzbd paused a
job, in which stage one failed, how much is missing, how much space is left, which health
check complains. Words come last, because apps speak many languages. A full disk or a news
provider in trouble outweighs everything else: what they break looks like a bad release.

What nobody knows becomes `unknown`: the same job is retried once, then another release is
searched. The raw words are kept with the failure, and the diagnostics of AutoArr list them
under `unknown_failures`. Please report them: adding one takes a few lines of data.

| Class | Blames | First step | Examples |
| --- | --- | --- | --- |
"""
_CLASSES = {
    "bad_release": "missing articles, damage, a sample, other content than promised",
    "encrypted": "a password, also while SABnzbd only paused the job",
    "dangerous": "a program or script instead of a video",
    "stalled": "no progress, nobody who shares",
    "environment": "disk, permissions, paths, provider, indexer, client",
    "waiting": "unpacking, propagation, a title that is not settled",
    "redundant": "no upgrade, imported before, a duplicate",
    "importable": "a good file that the app wants confirmed",
    "ambiguous": "several matches, no match, or a finished download that the app does not see; a person has to choose",
    "unowned": "neither Sonarr nor Radarr asked for it",
    "unknown": "nobody has seen it before",
}
_PLACES = {
    "client_message": "Failed jobs of SABnzbd (`fail_message`), and what Sonarr and Radarr repeat of it",
    "client_stage": "Stages of SABnzbd's post-processing (`stage_log`)",
    "client_label": "Labels of paused jobs in SABnzbd's queue",
    "client_warning": "SABnzbd's warnings",
    "app_message": "Blocked imports in Sonarr's and Radarr's queue (`statusMessages`)",
    "app_error": "Errors of download clients in Sonarr's and Radarr's queue (`errorMessage`)",
    "app_failure": "Failures in the history of Sonarr and Radarr",
    "app_health": "Health checks of Sonarr and Radarr",
    "shape": "Told by the shape of an answer alone",
    "rejection": "Why a search took no release",
}
_STEPS = {
    "none": "nothing",
    "wait": "wait",
    "refresh": "read the title's data anew",
    "retry_same": "retry the same job",
    "blocklist_search": "block the release, search another",
    "lower_quality": "take a lower quality, where that is allowed",
    "remove": "remove it without blame",
    "import": "import, if the grab proves what it is; else ask",
    "ask": "ask",
    "alert": "say so once, and try again when it is cleared",
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
    return _INTRO + "\n".join([*_classes(), "", *_tables(), _adding()])


def _adding() -> str:
    return """\
## Adding one

Put one entry into `custom_components/autoarr/downloads/signatures.json`: where the text is
seen (`field`), a pattern that finds it, an example, the sentence for people (`cause`, with
its words in the translations), the class, and where you saw it (`source`). The tests pick
it up by themselves; `script/failure_table` writes it into this page. Of the entries for one
place the first that matches counts. `weak` ones count only when nothing else explains the
trouble, `any_language` ones rest on nothing that is translated.
"""


def _concluded(failure_class: str) -> Any:
    """Return the diagnosis that a class stands for, of a download that was grabbed."""
    model, conclusions = house("downloads.model"), house("downloads.conclusions")
    # Nobody is asked about what was grabbed for certain.
    grabbed = house("servers.models").QueueRow(
        id=1, added=datetime(2026, 1, 1, tzinfo=UTC)
    )
    facts = model.Facts(download_id="", rows=(grabbed,))
    return conclusions.plain(
        facts, model.Message(key=""), (), model.FailureClass(failure_class)
    )


def _classes() -> Iterator[str]:
    for name, examples in _CLASSES.items():
        found = _concluded(name)
        yield _line(f"`{name}`", found.blames, _STEPS[found.first_step], examples)


def _tables() -> Iterator[str]:
    signatures = house("downloads.signatures").SIGNATURES
    for place, title in _PLACES.items():
        yield f"## {title}\n"
        yield "| Example | Means | Class | First step |"
        yield "| --- | --- | --- | --- |"
        for signature in signatures:
            if signature.field == place:
                yield _row(signature)
        yield ""


def _row(signature: Any) -> str:
    found = house("downloads.signatures").find(signature.field, signature.example)
    words = house("phrases").Phrasebook.load("en").words(found.cause)
    step = signature.step or _concluded(signature.failure_class).first_step
    return _line(
        f"`{signature.example.strip() or ' '}`",
        words,
        f"`{signature.failure_class}`",
        _STEPS[step],
    )


def _line(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '\\|') for cell in cells)} |"


def main(arguments: Iterable[str] | None = None) -> int:
    """Write the page, or say whether it is up to date."""
    parser = argparse.ArgumentParser(
        prog="script/failure_table",
        description="Writes docs/failures.md from the signatures of failures.",
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
    sys.stderr.write("docs/failures.md is out of date: run script/failure_table\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
