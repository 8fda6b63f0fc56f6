"""The conditions of rules about how Sonarr and Radarr handle files and names."""

from collections.abc import Iterable, Iterator
import re

from ..cases import case, threshold, when
from ..model import Hit, Severity
from ..paths import last_part, mount, under
from ..rows import Missing, Row
from ..views import ArrView, listed
from .edits import switch, written

_MEDIA = "config/mediamanagement"
_NAMING = "config/naming"
_HANDLING = "config/downloadclient"
_MIB = 1024**2
_GB = 1000**3
_FORMATS = "Custom Formats"
_FACTS = {
    "Quality": r"Quality (Full|Title)",
    "Release Group": r"Release Group",
    _FORMATS: r"Custom Formats?",
}
"""What a name must hold so that the file is judged by it alone as it was before."""
_PROPER = re.compile(r"repack|proper", re.IGNORECASE)


def settings(arr: ArrView) -> Row:
    """Return how files are managed."""
    return arr.object(_MEDIA)


@case("ARR-002")
def nothing_is_imported(arr: ArrView) -> Iterable[Hit]:
    """Find that finished downloads stay where they are, unless there can be none."""
    if not arr.knows("downloadclient") or arr.enabled_clients():
        yield from switch(
            arr, _HANDLING, "enableCompletedDownloadHandling", wanted=True
        )


@case("ARR-004")
def failures_end(arr: ArrView) -> Iterable[Hit]:
    """Find that nothing follows a failure."""
    return switch(arr, _HANDLING, "autoRedownloadFailed", wanted=True)


def _proper_scores(arr: ArrView) -> list[float]:
    return [
        item.number("score")
        for profile in arr.used_profiles()
        for item in profile.rows("formatItems")
        if _PROPER.search(item.text("name"))
    ]


@case("ARR-005")
def propers_beat_scores(arr: ArrView) -> Iterable[Hit]:
    """Find that the word proper counts more than the scores."""
    choice = settings(arr).text("downloadPropersAndRepacks")
    if choice != "doNotPrefer" and any(score > 0 for score in _proper_scores(arr)):
        yield Hit(
            current=f"downloadPropersAndRepacks = {choice}",
            edits=written(arr, _MEDIA, downloadPropersAndRepacks="doNotPrefer"),
        )


@case("ARR-006")
def propers_count_nothing(arr: ArrView) -> Iterable[Hit]:
    """Find that nothing speaks for a mended release."""
    choice = settings(arr).text("downloadPropersAndRepacks")
    return when(
        choice == "doNotPrefer" and not any(score > 0 for score in _proper_scores(arr)),
        Hit(current=f"downloadPropersAndRepacks = {choice}"),
    )


def _bin(arr: ArrView) -> str:
    row = settings(arr)
    if row.has("recycleBin"):
        return row.text("recycleBin")
    # Left out where it never was set; the other half of the page is there all the same.
    row.number("recycleBinCleanupDays")
    return ""


@case("ARR-007")
def no_bin(arr: ArrView) -> Iterable[Hit]:
    """Find that what is deleted is gone."""
    return when(not _bin(arr), Hit(current="recycleBin = -"))


@case("ARR-008")
def bin_unusable(arr: ArrView) -> Iterable[Hit]:
    """Find that the app cannot write to its bin."""
    return when(arr.complains("RecyclingBinCheck"), Hit(current="RecyclingBinCheck"))


@case("ARR-008")
def bin_in_library(arr: ArrView) -> Iterable[Hit]:
    """Find a bin that Plex shows."""
    folder = _bin(arr)
    if not folder or last_part(folder).startswith("."):
        return
    for plex in arr.stack.plexes:
        for section, location in plex.locations():
            if under(folder, location):
                yield Hit(current=f"{folder} ({section.text('title')})")
                return


@case("ARR-008")
def bin_on_other_disk(arr: ArrView) -> Iterable[Hit]:
    """Find a bin that each delete is copied to."""
    if folder := _bin(arr):
        mounts = arr.mounts()
        own = mount(folder, mounts)
        homes = {mount(root, mounts) for root in arr.roots()}
        if own and None not in homes and own not in homes and _shared(mounts):
            yield Hit(current=folder)


def _shared(mounts: list[str]) -> bool:
    """Return whether the app tells mounts apart at all: in containers it may not."""
    return any(path not in {"/", "/config"} for path in mounts)


@case("ARR-008", Severity.LOW)
def bin_never_emptied(arr: ArrView) -> Iterable[Hit]:
    """Find a bin that only grows."""
    days = settings(arr).number("recycleBinCleanupDays")
    return when(bool(_bin(arr)) and days == 0, Hit(current="recycleBinCleanupDays = 0"))


@case("ARR-009")
def not_analysed(arr: ArrView) -> Iterable[Hit]:
    """Find that nobody looks into the files."""
    return switch(arr, _MEDIA, "enableMediaInfo", wanted=True)


def _rename(arr: ArrView) -> str:
    return "renameEpisodes" if arr.is_sonarr else "renameMovies"


@case("ARR-010")
def not_renamed(arr: ArrView) -> Iterable[Hit]:
    """Find that files keep the names of releases."""
    return switch(arr, _NAMING, _rename(arr), wanted=True)


@case("ARR-011")
def names_lose_facts(arr: ArrView) -> Iterable[Hit]:
    """Find names from which a file's quality cannot be read again."""
    naming = arr.object(_NAMING)
    if not naming.flag(_rename(arr)):
        return
    scheme = naming.text(
        "standardEpisodeFormat" if arr.is_sonarr else "standardMovieFormat"
    )
    if re.search(r"Original (Title|Filename)", scheme, re.IGNORECASE):
        return
    lost = [
        name
        for name, pattern in _FACTS.items()
        if not re.search(pattern, scheme, re.IGNORECASE)
    ]
    # Without formats that are scored their names are of no use.
    if lost == [_FORMATS] and not _has_scores(arr):
        return
    yield from when(bool(lost), Hit(current=f"{scheme} (- {listed(lost)})"))


def _has_scores(arr: ArrView) -> bool:
    return any(
        item.number("score") != 0
        for profile in arr.used_profiles()
        for item in profile.rows("formatItems")
    )


@case("ARR-012")
def no_hardlinks(arr: ArrView) -> Iterable[Hit]:
    """Find that seeding files are copied."""
    torrents = any(
        row.text("protocol").lower() == "torrent" for row in arr.enabled_clients()
    )
    if torrents:
        yield from switch(arr, _MEDIA, "copyUsingHardlinks", wanted=True)


def _disk_of(arr: ArrView, path: str) -> Row | None:
    best = mount(path, arr.mounts())
    return next(
        (row for row in arr.list("diskspace") if row.text("path") == best), None
    )


def _kept_free(arr: ArrView) -> int:
    """Return the MiB that imports shall leave: one in a hundred, within bounds."""
    wanted, most = threshold("import_free_mib"), threshold("import_free_most_mib")
    disks = [disk for root in arr.roots() if (disk := _disk_of(arr, root))]
    totals = [disk.number("totalSpace") / _MIB for disk in disks]
    frees = [disk.number("freeSpace") / _MIB for disk in disks]
    share = max((total / 100 for total in totals), default=0)
    bound = min((free / 2 for free in frees), default=most)
    return int(max(100, min(max(wanted, share), most, bound)))


@case("ARR-013")
def space_unchecked(arr: ArrView) -> Iterable[Hit]:
    """Find that nobody asks whether there is room."""
    return switch(arr, _MEDIA, "skipFreeSpaceCheckWhenImporting", wanted=False)


@case("ARR-013", Severity.LOW)
def space_too_small(arr: ArrView) -> Iterable[Hit]:
    """Find that a big disk is filled to the brim."""
    row = settings(arr)
    least = row.number("minimumFreeSpaceWhenImporting")
    if row.flag("skipFreeSpaceCheckWhenImporting") or least > 100:
        return
    disks = [disk for root in arr.roots() if (disk := _disk_of(arr, root))]
    big = threshold("big_disk_gb") * _GB
    if any(disk.number("totalSpace") > big for disk in disks):
        wanted = _kept_free(arr)
        yield Hit(
            current=f"minimumFreeSpaceWhenImporting = {least:g} MB",
            recommended=f"{wanted} MB",
            edits=written(arr, _MEDIA, minimumFreeSpaceWhenImporting=wanted),
        )


@case("ARR-014")
def never_rescans(arr: ArrView) -> Iterable[Hit]:
    """Find that changes on the disk stay unseen."""
    choice = settings(arr).text("rescanAfterRefresh")
    return when(
        choice == "never",
        Hit(
            current="rescanAfterRefresh = never",
            edits=written(arr, _MEDIA, rescanAfterRefresh="always"),
        ),
    )


@case("SON-001")
def waits_for_titles(arr: ArrView) -> Iterable[Hit]:
    """Find that new episodes wait for their titles, where names hold these."""
    choice = settings(arr).text("episodeTitleRequired")
    naming = arr.object(_NAMING)
    used = naming.flag("renameEpisodes") and re.search(
        r"Episode.?(Clean)?Title", naming.text("standardEpisodeFormat"), re.IGNORECASE
    )
    return when(
        choice == "always" and bool(used),
        Hit(
            current="episodeTitleRequired = always",
            edits=written(arr, _MEDIA, episodeTitleRequired="bulkSeasonReleases"),
        ),
    )


def _folder(arr: ArrView, name: str, pattern: str) -> Iterator[Hit]:
    scheme = arr.object(_NAMING).text(name)
    if not re.search(pattern, scheme, re.IGNORECASE):
        yield Hit(current=scheme)


@case("SON-002")
def series_folder(arr: ArrView) -> Iterable[Hit]:
    """Find folders that shows of one name would share."""
    return _folder(arr, "seriesFolderFormat", r"TvdbId|ImdbId|TmdbId|Year")


@case("RAD-002")
def movie_folder(arr: ArrView) -> Iterable[Hit]:
    """Find folders that films of one name would share."""
    return _folder(arr, "movieFolderFormat", r"Release Year|(Imdb|Tmdb)Id")


@case("ARR-046")
def root_missing(arr: ArrView) -> Iterable[Hit]:
    """Find that a library is out of reach; one without titles is only left over."""
    for row in arr.list("rootfolder"):
        if not row.flag("accessible"):
            path = row.text("path")
            severity = None if path in used_roots(arr) else Severity.LOW
            yield Hit(subject=path, current=path, severity=severity)


def used_roots(arr: ArrView) -> list[str]:
    """Return the root folders with titles in them; all where the titles are unknown."""
    roots = arr.roots()
    try:
        titles = [row.text("path") for row in arr.list(arr.media) if row.has("path")]
    except Missing:
        return roots
    return [root for root in roots if any(under(title, root) for title in titles)]


@case("ARR-046")
def root_complained_of(arr: ArrView) -> Iterable[Hit]:
    """Find that the app itself misses a library."""
    used = used_roots(arr)
    gone = any(
        row.has("accessible") and not row.flag("accessible")
        for row in arr.list("rootfolder")
        if row.text("path") in used
    )
    complains = arr.complains("RootFolderCheck", "MountCheck")
    return when(complains and not gone, Hit(current="RootFolderCheck"))


@case("ARR-047")
def disk_nearly_full(arr: ArrView) -> Iterable[Hit]:
    """Find that there is hardly room for more."""
    least = settings(arr).number("minimumFreeSpaceWhenImporting") * _MIB
    for row in arr.list("rootfolder"):
        if not (row.has("freeSpace") and row.flag("accessible")):
            continue
        free, line = row.number("freeSpace"), 50.0 * _GB
        if (disk := _disk_of(arr, row.text("path"))) and disk.number("totalSpace"):
            line = min(line, 0.05 * disk.number("totalSpace"))
        if free < max(2 * least, line):
            yield Hit(
                subject=row.text("path"),
                current=f"{row.text('path')}: {free / _GB:.1f} GB",
            )


@case("ARR-048")
def outside_roots(arr: ArrView) -> Iterable[Hit]:
    """Find titles that no check watches."""
    roots = arr.roots()
    lost = [
        row.text("path")
        for row in arr.list(arr.media)
        if row.has("path") and not any(under(row.text("path"), root) for root in roots)
    ]
    if not roots:
        raise Missing("root folders")
    return when(bool(lost), Hit(current=f"{len(lost)}: {listed(lost[:3])}"))
