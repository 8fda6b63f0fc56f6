"""The conditions of rules about import lists."""

from collections.abc import Iterable

from ..cases import case, threshold, when
from ..model import Hit, Severity
from ..paths import normal
from ..rows import Missing, Row
from ..views import ArrView, listed
from .edits import of_row, written

_CONFIG = "config/importlist"


def _adds(arr: ArrView, row: Row) -> bool:
    """Return whether a list adds titles by itself."""
    if arr.is_sonarr:
        return row.flag("enableAutomaticAdd")
    return row.flag("enabled") and row.flag("enableAuto")


@case("ARR-034")
def list_leads_nowhere(arr: ArrView) -> Iterable[Hit]:
    """Find lists whose folder or profile is gone."""
    adding = [row for row in arr.list("importlist") if _adds(arr, row)]
    if not adding:
        return
    roots = {normal(path) for path in arr.roots()}
    knows = arr.knows("qualityprofile")
    profiles = {row.number("id") for row in arr.profiles} if knows else set()
    for row in adding:
        folder = row.text("rootFolderPath") if row.has("rootFolderPath") else ""
        wrong = []
        if normal(folder) not in roots:
            wrong.append(f"rootFolderPath = {folder or '-'}")
        if knows and row.number("qualityProfileId") not in profiles:
            wrong.append(f"qualityProfileId = {row.number('qualityProfileId'):g}")
        if wrong:
            yield Hit(subject=row.text("name"), current=listed(wrong))
    if not knows:
        raise Missing(f"{arr.name}: qualityprofile")


@case("ARR-034")
def list_fails(arr: ArrView) -> Iterable[Hit]:
    """Find that lists do not answer."""
    sources = ("ImportListStatusCheck", "ImportListRootFolderCheck")
    told = [source for source in sources if arr.complains(source)]
    return when(bool(told), Hit(current=listed(told)))


@case("ARR-035")
def list_adds_nothing(arr: ArrView) -> Iterable[Hit]:
    """Find lists that do nothing."""
    lists = arr.list("importlist")
    if not lists or arr.object(_CONFIG).text("listSyncLevel") != "disabled":
        return
    for row in lists:
        if not _adds(arr, row):
            yield Hit(subject=row.text("name"), current="-")


def _level(arr: ArrView) -> str:
    return arr.object(_CONFIG).text("listSyncLevel")


def _cleaning(arr: ArrView) -> Hit:
    return Hit(
        current=f"listSyncLevel = {_level(arr)}",
        edits=written(arr, _CONFIG, listSyncLevel="logOnly"),
    )


@case("ARR-036")
def deletes_for_good(arr: ArrView) -> Iterable[Hit]:
    """Find that an empty list deletes the library, past the bin."""
    if _level(arr) == "removeAndDelete":
        settings = arr.object("config/mediamanagement")
        kept = settings.has("recycleBin") and settings.text("recycleBin")
        yield from when(not kept, _cleaning(arr))


@case("ARR-036", Severity.HIGH)
def deletes(arr: ArrView) -> Iterable[Hit]:
    """Find that an empty list deletes the library."""
    return when(_level(arr) == "removeAndDelete", _cleaning(arr))


@case("ARR-036", Severity.MEDIUM)
def forgets(arr: ArrView) -> Iterable[Hit]:
    """Find that an empty list makes the app forget its titles."""
    return when(_level(arr) == "removeAndKeep", _cleaning(arr))


@case("ARR-037")
def searches_for_all(arr: ArrView) -> Iterable[Hit]:
    """Find lists whose every title is searched at once."""
    name = "searchForMissingEpisodes" if arr.is_sonarr else "searchOnAdd"
    for row in arr.list("importlist"):
        if _adds(arr, row) and row.flag(name):
            yield Hit(
                subject=row.text("name"),
                current=f"{name} = true",
                edits=of_row(arr, "importlist", row, **{name: False}),
            )


@case("RAD-001")
def announced_lists(arr: ArrView) -> Iterable[Hit]:
    """Find lists whose films are searched before there can be any."""
    for row in arr.list("importlist"):
        if row.text("minimumAvailability") == "announced":
            yield Hit(
                subject=row.text("name"),
                current="minimumAvailability = announced",
                edits=of_row(arr, "importlist", row, minimumAvailability="released"),
            )


@case("RAD-001")
def announced_films(arr: ArrView) -> Iterable[Hit]:
    """Find that many wanted films are searched before there can be any."""
    wanted = [
        row
        for row in arr.list("movie")
        if row.flag("monitored") and not row.flag("hasFile")
    ]
    early = sum(row.text("minimumAvailability") == "announced" for row in wanted)
    if wanted and early / len(wanted) > threshold("announced_share"):
        yield Hit(current=f"{early} / {len(wanted)}")
