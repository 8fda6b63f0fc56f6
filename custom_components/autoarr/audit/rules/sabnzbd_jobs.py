"""The conditions of rules about what a SABnzbd does with its jobs."""

from collections.abc import Iterable, Iterator

from ..cases import case, threshold, when
from ..model import Edit, Hit, Severity
from ..rows import Missing
from ..views import SabnzbdView, listed
from .sabnzbd import misc, news_servers, switch

_ENDLESS_VIDEO = frozenset(
    {"mkv", "mp4", "avi", "m4v", "ts", "m2ts", "iso", "vob", "wmv"}
)


@case("SAB-011")
def hopeless_go_on(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that jobs which cannot succeed go on."""
    return switch(sab, "fail_hopeless_jobs", wanted=True)


@case("SAB-012")
def checked_before(sab: SabnzbdView) -> Iterable[Hit]:
    """Find a slow check before each job; with quotas it has a point."""
    metered = any(row.has("quota") and row.text("quota") for row in news_servers(sab))
    if sab.misc.flag("fail_hopeless_jobs") and not metered:
        yield from switch(sab, "pre_check", wanted=False)


@case("SAB-013")
def damaged_counts_as_done(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that damaged jobs end as completed."""
    return switch(sab, "safe_postproc", wanted=True)


@case("SAB-014")
def packed(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that archives stay packed."""
    off = [
        name
        for name in ("enable_unrar", "enable_7zip", "enable_filejoin")
        if sab.misc.has(name) and not sab.misc.flag(name)
    ]
    if off:
        yield Hit(
            current=listed(f"{name} = 0" for name in off),
            edits=misc(sab, **dict.fromkeys(off, 1)),
        )


@case("SAB-014", Severity.MEDIUM)
def packed_within(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that archives within archives stay packed."""
    return switch(sab, "enable_recursive", wanted=True)


@case("SAB-015")
def drops_samples(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that SABnzbd judges samples itself."""
    return switch(sab, "ignore_samples", wanted=False)


@case("SAB-016")
def obfuscated(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that random names stay."""
    return switch(sab, "deobfuscate_final_filenames", wanted=True)


@case("SAB-017")
def altered_names(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that names of job folders are rewritten."""
    names = ("replace_spaces", "replace_dots", "replace_underscores")
    on = [name for name in names if sab.misc.has(name) and sab.misc.flag(name)]
    if not any(sab.misc.has(name) for name in names):
        raise Missing("replace_spaces")
    return when(
        bool(on),
        Hit(
            current=listed(f"{name} = 1" for name in on),
            edits=misc(sab, **dict.fromkeys(on, 0)),
        ),
    )


@case("SAB-018")
def half_processed(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that the default category leaves archives."""
    default = sab.category("*")
    if default is None:
        raise Missing("the category *")
    depth = default.text("pp")
    if depth and default.number("pp") < 3:
        yield Hit(
            subject="*",
            current=f"pp = {depth}",
            edits=(
                Edit(server=sab.id, resource="categories/*", field="pp", value="3"),
            ),
        )


@case("SAB-019")
def unwanted_extensions(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that programs in a release fail no job."""
    if sab.misc.number("unwanted_extensions_mode") != 0:
        return
    words = sab.misc.words("unwanted_extensions")
    action = sab.misc.number("action_on_unwanted_extensions")
    if not words or action == 0:
        wanted = list(words) or threshold("unwanted_extensions")
        changes: dict[str, object] = (
            {"unwanted_extensions": wanted} if not words else {}
        )
        yield Hit(
            current=f"{len(words)} extensions, action {action:g}",
            edits=misc(sab, **changes, action_on_unwanted_extensions=2),
        )


@case("SAB-020")
def encrypted_waits(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that encrypted jobs wait for a person."""
    action = sab.misc.number("pause_on_pwrar")
    return when(
        action != 2,
        Hit(current=f"pause_on_pwrar = {action:g}", edits=misc(sab, pause_on_pwrar=2)),
    )


def _smart(sab: SabnzbdView) -> str:
    """Return the name of the setting for smart duplicates in this version."""
    return "no_smart_dupes" if sab.misc.has("no_smart_dupes") else "no_series_dupes"


def _duplicates(sab: SabnzbdView, actions: frozenset[int]) -> Iterator[Hit]:
    # The action Tag came with smart duplicates; before, only off leaves jobs alone.
    harmless = 4 if sab.misc.has("no_smart_dupes") else 0
    names = ("no_dupes", _smart(sab))
    wrong = {
        name: sab.misc.number(name)
        for name in names
        if sab.misc.number(name) in actions
    }
    if wrong:
        yield Hit(
            current=listed(f"{name} = {value:g}" for name, value in wrong.items()),
            edits=misc(sab, **dict.fromkeys(wrong, harmless)),
        )


@case("SAB-021")
def duplicates_vanish(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that duplicates are thrown away without a word."""
    return _duplicates(sab, frozenset({1}))


@case("SAB-021", Severity.MEDIUM)
def duplicates_stop(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that duplicates are paused or failed."""
    return _duplicates(sab, frozenset({2, 3}))


@case("SAB-022")
def propers_are_duplicates(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that a mended release counts as a duplicate."""
    if sab.misc.has("dupes_propercheck") and sab.misc.number(_smart(sab)) > 0:
        yield from switch(sab, "dupes_propercheck", wanted=True)


def _cleaned(sab: SabnzbdView, wrong: set[str]) -> Iterator[Hit]:
    words = sab.misc.words("cleanup_list")
    named = [word for word in words if word.lower().lstrip("*.") in wrong]
    if named:
        left = [word for word in words if word not in named]
        yield Hit(
            current=f"cleanup_list = {listed(named)}",
            edits=misc(sab, cleanup_list=left),
        )


@case("SAB-023")
def deletes_media(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that SABnzbd deletes what should be imported."""
    return _cleaned(sab, set(_ENDLESS_VIDEO))


@case("SAB-023", Severity.LOW)
def deletes_extras(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that SABnzbd deletes subtitles that an app wants."""
    wanted: set[str] = set()
    if not sab.misc.words("cleanup_list"):
        return
    for arr in sab.stack.arrs:
        settings = arr.object("config/mediamanagement")
        if settings.flag("importExtraFiles"):
            extras = settings.words("extraFileExtensions")
            wanted |= {word.lower().lstrip(".") for word in extras}
    yield from _cleaned(sab, wanted)
