"""The conditions of rules about quality profiles, sizes and custom formats."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..cases import case, table, threshold
from ..model import Edit, Hit, Severity
from ..rows import Missing, Row
from ..views import ArrView, listed
from .edits import of_row

_BELOW_720P = "HDTV-1080p"
"""Sonarr itself ranks it below better sources of 720p."""
_SIZES_IN_PROFILES = 5
"""The version of Sonarr that keeps sizes in profiles, and no longer by quality."""


def _items(profile: Row) -> list[Row]:
    """Return the allowed qualities and groups, the lowest first."""
    return [row for row in profile.rows("items") if row.flag("allowed")]


def _leaves(item: Row) -> list[Row]:
    """Return the qualities of an item, which may be a group."""
    inner = item.rows("items") if item.has("items") else ()
    rows = inner or (item,)
    return [row.row("quality") for row in rows if row.has("quality")]


def _id(item: Row) -> float:
    """Return the id by which a cutoff means an item."""
    if item.has("id") and item.number("id"):
        return item.number("id")
    return item.row("quality").number("id")


def _scores(profile: Row) -> list[tuple[str, float]]:
    return [
        (row.text("name"), row.number("score"))
        for row in profile.rows("formatItems")
        if row.has("name")
    ]


def _formats(arr: ArrView) -> Any:
    return table("trash_formats")["apps"][arr.type.value]


@case("ARR-021")
def never_upgrades(arr: ArrView) -> Iterable[Hit]:
    """Find profiles with which the first file stays."""
    for profile in arr.used_profiles():
        choices = sum(len(_leaves(item)) for item in _items(profile))
        if choices > 1 and not profile.flag("upgradeAllowed"):
            yield Hit(
                subject=profile.text("name"),
                current="upgradeAllowed = false",
                edits=of_row(arr, "qualityprofile", profile, upgradeAllowed=True),
            )


@case("ARR-022")
def worst_is_enough(arr: ArrView) -> Iterable[Hit]:
    """Find profiles that are content with the worst."""
    for profile in arr.used_profiles():
        allowed = _items(profile)
        if len(allowed) < 2 or not profile.flag("upgradeAllowed"):
            continue
        if profile.number("cutoff") == _id(allowed[0]):
            names = [leaf.text("name") for leaf in _leaves(allowed[0])]
            yield Hit(subject=profile.text("name"), current=f"cutoff = {listed(names)}")


@case("ARR-023")
def scores_upgrade_nothing(arr: ArrView) -> Iterable[Hit]:
    """Find profiles whose scores never lead to a better file."""
    for profile in arr.used_profiles():
        if not profile.flag("upgradeAllowed"):
            continue
        cutoff = profile.number("cutoffFormatScore")
        scored = any(score > 0 for _, score in _scores(profile))
        if scored and cutoff <= max(0, profile.number("minFormatScore")):
            wanted = threshold("cutoff_score")
            yield Hit(
                subject=profile.text("name"),
                current=f"cutoffFormatScore = {cutoff:g}",
                edits=of_row(arr, "qualityprofile", profile, cutoffFormatScore=wanted),
            )


def _most(arr: ArrView, scores: list[tuple[str, float]]) -> float:
    """Return what a release can be worth: of some formats it has one only."""
    kinds = {
        name.casefold(): kind
        for kind, names in _formats(arr)["once"].items()
        for name in names
    }
    best: dict[str, float] = {}
    for name, score in scores:
        kind = kinds.get(name.casefold(), f"format {name}")
        best[kind] = max(best.get(kind, 0), score)
    return sum(best.values())


@case("ARR-024")
def unwanted_pass(arr: ArrView) -> Iterable[Hit]:
    """Find profiles in which good marks make up for what nobody wants."""
    unwanted = {name.casefold() for name in _formats(arr)["unwanted"]}
    for profile in arr.used_profiles():
        scores = _scores(profile)
        most, least = _most(arr, scores), profile.number("minFormatScore")
        passing = {
            name: score
            for name, score in scores
            if score < 0 and name.casefold() in unwanted and score + most >= least
        }
        if passing:
            enough = min(threshold("unwanted_score"), -int(most) - 1)
            changes = {f"formatItems.{name}.score": enough for name in passing}
            yield Hit(
                subject=profile.text("name"),
                current=listed(f"{name} {score:g}" for name, score in passing.items()),
                edits=of_row(
                    arr,
                    "qualityprofile",
                    profile,
                    **changes,
                    minFormatScore=max(0, int(least)),
                ),
            )


@case("ARR-025")
def unwanted_unknown(arr: ArrView) -> Iterable[Hit]:
    """Find that formats which nobody wants are not known to the app."""
    known = {row.text("name").casefold() for row in arr.list("customformat")}
    if not known:
        return
    core = _formats(arr)["core_unwanted"]
    lost = [name for name in core if name.casefold() not in known]
    for profile in arr.used_profiles():
        scored = {name.casefold() for name, score in _scores(profile) if score != 0}
        if scored:
            lost += [name for name in core if name.casefold() not in scored]
    if lost:
        yield Hit(current=listed(dict.fromkeys(lost)))


def _sizes(arr: ArrView) -> Iterator[tuple[Row, str, list[float]]]:
    """Yield the sizes of each quality in use that the guides know."""
    dated = arr.is_sonarr and arr.knows("system/status")
    if dated and arr.version >= (_SIZES_IN_PROFILES,):
        raise Missing(f"{arr.name}: sizes in profiles")
    kind = "series" if arr.is_sonarr else "movie"
    advised = table("trash_sizes")["sets"][arr.type.value][kind]
    used = {
        leaf.text("name")
        for profile in arr.used_profiles()
        for item in _items(profile)
        for leaf in _leaves(item)
    }
    for row in arr.list("qualitydefinition"):
        name = row.row("quality").text("name")
        if name in used and name in advised:
            yield row, name, advised[name]


def _limit(row: Row, name: str) -> float | None:
    return row.number(name) if row.has(name) else None


def _resized(arr: ArrView, row: Row, **sizes: object) -> tuple[Edit, ...]:
    return of_row(arr, "qualitydefinition", row, **sizes)


@case("ARR-026")
def nothing_fits(arr: ArrView) -> Iterable[Hit]:
    """Find sizes that no release has."""
    for row, name, (least, _, _) in _sizes(arr):
        most, own = _limit(row, "maxSize"), _limit(row, "minSize") or 0
        if most is not None and (most < least or own > most):
            changes: dict[str, object] = {"preferredSize": None, "maxSize": None}
            if own > most:
                changes["minSize"] = least
            yield Hit(
                subject=name,
                current=f"{own:g} - {most:g} MB/min",
                recommended=f"{least:g} MB/min -",
                edits=_resized(arr, row, **changes),
            )


@case("ARR-026", Severity.MEDIUM)
def little_fits(arr: ArrView) -> Iterable[Hit]:
    """Find sizes that only poor releases have."""
    for row, name, (least, _, _) in _sizes(arr):
        most = _limit(row, "maxSize")
        if most is not None and least <= most < 2 * least:
            yield Hit(
                subject=name,
                current=f"- {most:g} MB/min",
                recommended=f"{least:g} MB/min -",
                edits=_resized(arr, row, preferredSize=None, maxSize=None),
            )


@case("ARR-027")
def anything_fits(arr: ArrView) -> Iterable[Hit]:
    """Find that fakes are big enough."""
    low = [
        (row, name, least)
        for row, name, (least, _, _) in _sizes(arr)
        if (_limit(row, "minSize") or 0) < 0.5 * least
    ]
    if len(low) >= 3:
        edits = [_resized(arr, row, minSize=least) for row, _, least in low]
        yield Hit(
            current=listed(name for _, name, _ in low),
            edits=tuple(edit for part in edits for edit in part),
        )


@case("ARR-028")
def bad_sources(arr: ArrView) -> Iterable[Hit]:
    """Find profiles that allow what no one can enjoy."""
    bad = set(threshold("bad_sources"))
    for profile in arr.used_profiles():
        items = _items(profile)
        wrong = [item for item in items if bad & set(_names(item))]
        if not wrong:
            continue
        # The app refuses a cutoff that is not allowed: which one else, a person says.
        # So with groups: they hold what is wanted too, or were made for a purpose.
        cut = profile.number("cutoff") in {_id(item) for item in wrong}
        grouped = any(item.has("items") and item.rows("items") for item in wrong)
        named = [name for item in wrong for name in _names(item) if name in bad]
        changes = {f"items.{name}.allowed": False for name in named}
        yield Hit(
            subject=profile.text("name"),
            current=listed(named),
            edits=()
            if cut or grouped or len(wrong) == len(items)
            else of_row(arr, "qualityprofile", profile, **changes),
        )


def _names(item: Row) -> list[str]:
    return [leaf.text("name") for leaf in _leaves(item)]


@case("ARR-029")
def upside_down(arr: ArrView) -> Iterable[Hit]:
    """Find profiles that rank the smaller picture higher."""
    bad = set(threshold("bad_sources"))
    for profile in arr.used_profiles():
        if not profile.flag("upgradeAllowed"):
            continue
        highest, below = 0.0, ""
        for item in _items(profile):
            leaves = [
                leaf
                for leaf in _leaves(item)
                if leaf.text("name") not in bad and leaf.number("resolution") > 0
            ]
            if not leaves:
                continue
            best = max(leaf.number("resolution") for leaf in leaves)
            if best < highest:
                yield Hit(
                    subject=profile.text("name"),
                    current=f"{below} < {leaves[0].text('name')}",
                )
                break
            name = leaves[0].text("name")
            if arr.is_sonarr and name == _BELOW_720P:
                best = min(best, 720)
            if best >= highest:
                highest, below = best, name


@case("RAD-003")
def any_language(arr: ArrView) -> Iterable[Hit]:
    """Find profiles for which every dub is as good."""
    for profile in arr.used_profiles():
        if profile.row("language").number("id") != -1:
            continue
        scored = {name for name, score in _scores(profile) if score != 0}
        if not scored & _language_formats(arr):
            yield Hit(
                subject=profile.text("name"),
                current="Any",
                edits=of_row(
                    arr,
                    "qualityprofile",
                    profile,
                    language={"id": -2, "name": "Original"},
                ),
            )


def _language_formats(arr: ArrView) -> set[str]:
    return {
        row.text("name")
        for row in arr.list("customformat")
        if any(
            part.text("implementation") == "LanguageSpecification"
            for part in row.rows("specifications")
        )
    }
