"""The conditions of rules about download clients, indexers, delays and tags."""

from collections.abc import Callable, Iterable, Iterator

from ..cases import case, threshold, when
from ..model import Edit, Hit, Owner, Severity
from ..owners import owners
from ..rows import Row
from ..times import age_in_days, moment
from ..views import ArrView, form, has_form, listed
from .edits import in_form, of_row, written

_INDEXER = "config/indexer"
_PROTOCOLS = ("usenet", "torrent")


def _protocol(row: Row) -> str:
    return row.text("protocol").lower()


@case("ARR-001")
def no_client(arr: ArrView) -> Iterable[Hit]:
    """Find that nothing can be downloaded."""
    known = len(arr.list("downloadclient"))
    return when(not arr.enabled_clients(), Hit(current=f"0 of {known} enabled"))


@case("ARR-001", Severity.HIGH)
def client_unreachable(arr: ArrView) -> Iterable[Hit]:
    """Find that the app cannot reach its client."""
    sources = ("DownloadClientCheck", "DownloadClientStatusCheck")
    told = [source for source in sources if arr.complains(source)]
    return when(bool(told), Hit(current=listed(told)))


@case("ARR-003")
def never_removed(arr: ArrView) -> Iterable[Hit]:
    """Find that finished jobs pile up in the client."""
    for row in arr.enabled_clients():
        wrong = {}
        if _protocol(row) == "usenet" and not row.flag("removeCompletedDownloads"):
            wrong["removeCompletedDownloads"] = True
        if not row.flag("removeFailedDownloads"):
            wrong["removeFailedDownloads"] = True
        if wrong:
            yield Hit(
                subject=row.text("name"),
                current=listed(f"{name} = false" for name in wrong),
                edits=of_row(arr, "downloadclient", row, **wrong),
            )


@case("ARR-015")
def nothing_is_found(arr: ArrView) -> Iterable[Hit]:
    """Find that no indexer is asked by itself."""
    indexers = arr.list("indexer")
    off = [
        name
        for name in ("enableRss", "enableAutomaticSearch")
        if not any(row.flag(name) for row in indexers)
    ]
    return when(bool(off), Hit(current=f"{listed(off)}: 0 of {len(indexers)}"))


@case("ARR-015")
def indexers_complained_of(arr: ArrView) -> Iterable[Hit]:
    """Find that the app itself misses indexers."""
    sources = ("IndexerRssCheck", "IndexerSearchCheck")
    told = [source for source in sources if arr.complains(source)]
    return when(bool(told), Hit(current=listed(told)))


@case("ARR-016")
def indexer_unused(arr: ArrView) -> Iterable[Hit]:
    """Find indexers that do less than they could; with Prowlarr that may be wanted."""
    severity = Severity.INFO if Owner.INDEXER_SYNC in owners(arr) else None
    for row in arr.list("indexer"):
        could = {
            name: True
            for name, able in (
                ("enableRss", "supportsRss"),
                ("enableAutomaticSearch", "supportsSearch"),
            )
            if row.has(able) and row.flag(able) and not row.flag(name)
        }
        names = ("enableRss", "enableAutomaticSearch", "enableInteractiveSearch")
        if could or not any(row.flag(name) for name in names):
            yield Hit(
                subject=row.text("name"),
                current=listed(f"{name} = false" for name in could or names),
                edits=of_row(arr, "indexer", row, **could),
                severity=severity,
            )


def _is_used(row: Row) -> bool:
    return row.flag("enableRss") or row.flag("enableAutomaticSearch")


@case("ARR-017")
def equal_priorities(arr: ArrView) -> Iterable[Hit]:
    """Find that no indexer comes before another."""
    for protocol in _PROTOCOLS:
        used = [
            row.number("priority")
            for row in arr.list("indexer")
            if _is_used(row) and _protocol(row) == protocol
        ]
        if len(used) >= 3 and len(set(used)) == 1:
            yield Hit(subject=protocol, current=f"{len(used)} x {used[0]:g}")


def _rss(arr: ArrView, wrong: Callable[[float], bool]) -> Iterator[Hit]:
    minutes = arr.object(_INDEXER).number("rssSyncInterval")
    wanted = threshold("rss_minutes")[arr.type.value]
    if wrong(minutes):
        yield Hit(
            current=f"rssSyncInterval = {minutes:g}",
            recommended=str(wanted),
            edits=written(arr, _INDEXER, rssSyncInterval=wanted),
        )


@case("ARR-018")
def rss_off(arr: ArrView) -> Iterable[Hit]:
    """Find that new releases are not looked for."""
    return _rss(arr, lambda minutes: minutes == 0)


@case("ARR-018", Severity.MEDIUM)
def rss_rare(arr: ArrView) -> Iterable[Hit]:
    """Find that new releases are looked for too seldom."""
    return _rss(arr, lambda minutes: minutes > threshold("rss_most_minutes"))


@case("ARR-019")
def releases_blocked(arr: ArrView) -> Iterable[Hit]:
    """Find limits that keep releases out without a word."""
    row = arr.object(_INDEXER)
    wrong = {}
    if row.number("minimumAge") > threshold("minimum_age_minutes"):
        wrong["minimumAge"] = 0
    if 0 < row.number("maximumSize") < threshold("maximum_size_mib"):
        wrong["maximumSize"] = 0
    if 0 < row.number("retention") < threshold("retention_days"):
        wrong["retention"] = 0
    return when(
        bool(wrong),
        Hit(
            current=listed(f"{name} = {row.number(name):g}" for name in wrong),
            edits=written(arr, _INDEXER, **wrong),
        ),
    )


@case("ARR-020")
def dangerous_files(arr: ArrView) -> Iterable[Hit]:
    """Find indexers whose programs and links fail no download."""
    for row in arr.list("indexer"):
        if not (_is_used(row) and has_form(row, "failDownloads")):
            continue
        given = form(row, "failDownloads")
        listed_types = given if isinstance(given, list) else []
        chosen = {item for item in listed_types if isinstance(item, int)}
        if not {0, 1} <= chosen:
            yield Hit(
                subject=row.text("name"),
                current=f"failDownloads = {sorted(chosen)}",
                edits=in_form(
                    arr, "indexer", row, failDownloads=sorted(chosen | {0, 1})
                ),
            )


@case("ARR-030")
def tag_of_nothing(arr: ArrView) -> Iterable[Hit]:
    """Find providers that are meant for titles which do not exist."""
    titles = "seriesIds" if arr.is_sonarr else "movieIds"
    kinds = (
        "downloadClientIds",
        "indexerIds",
        "delayProfileIds",
        "restrictionIds",
        "releaseProfileIds",
        "notificationIds",
    )
    for row in arr.list("tag/detail"):
        tied = [name for name in kinds if row.has(name) and row.get(name)]
        marks = row.get(titles) or (row.has("autoTagIds") and row.get("autoTagIds"))
        if tied and not marks:
            yield Hit(subject=row.text("label"), current=listed(tied))


@case("ARR-031")
def untagged_titles(arr: ArrView) -> Iterable[Hit]:
    """Find titles that no client or indexer may serve."""
    for kind, known in (
        ("downloadclient", arr.enabled_clients()),
        ("indexer", [row for row in arr.list("indexer") if _is_used(row)]),
    ):
        for protocol in _PROTOCOLS:
            tags = [row.numbers("tags") for row in known if _protocol(row) == protocol]
            if not tags or not all(tags):
                continue
            served = frozenset[int]().union(*tags)
            left = sum(
                row.flag("monitored") and served.isdisjoint(row.numbers("tags"))
                for row in arr.list(arr.media)
            )
            if left:
                yield Hit(subject=f"{kind} {protocol}", current=f"{left} titles")


@case("ARR-032")
def wrong_client(arr: ArrView) -> Iterable[Hit]:
    """Find indexers that send to a client which cannot take it."""
    clients = {row.number("id"): row for row in arr.list("downloadclient")}
    for row in arr.list("indexer"):
        if not (row.has("downloadClientId") and row.number("downloadClientId") > 0):
            continue
        client = clients.get(row.number("downloadClientId"))
        if (
            client is None
            or not client.flag("enable")
            or _protocol(client) != _protocol(row)
        ):
            yield Hit(
                subject=row.text("name"),
                current=f"downloadClientId = {row.number('downloadClientId'):g}",
                edits=of_row(arr, "indexer", row, downloadClientId=0),
            )


def _default_delay(arr: ArrView) -> Row | None:
    found = (row for row in arr.list("delayprofile") if not row.numbers("tags"))
    return next(found, None)


def _served(arr: ArrView) -> list[str]:
    """Return the protocols for which there are both a client and an indexer."""
    clients = {_protocol(row) for row in arr.enabled_clients()}
    if not arr.knows("indexer"):
        return [name for name in _PROTOCOLS if name in clients]
    indexers = {_protocol(row) for row in arr.list("indexer") if _is_used(row)}
    return [name for name in _PROTOCOLS if name in clients & indexers]


@case("ARR-033")
def protocol_off(arr: ArrView) -> Iterable[Hit]:
    """Find that releases of a protocol in use are refused."""
    if (row := _default_delay(arr)) is None:
        return
    names = [f"enable{protocol.title()}" for protocol in _served(arr)]
    wrong = {name: True for name in names if not row.flag(name)}
    if wrong:
        yield Hit(
            current=listed(f"{name} = false" for name in wrong),
            edits=of_row(arr, "delayprofile", row, **wrong),
        )


@case("ARR-033", Severity.MEDIUM)
def preferred_unserved(arr: ArrView) -> Iterable[Hit]:
    """Find that a protocol without a client is preferred."""
    if (row := _default_delay(arr)) is None:
        return
    preferred = row.text("preferredProtocol").lower()
    clients = sorted({_protocol(client) for client in arr.enabled_clients()})
    if clients and preferred not in clients:
        yield Hit(
            current=f"preferredProtocol = {preferred}",
            edits=of_row(arr, "delayprofile", row, preferredProtocol=clients[0]),
        )


@case("ARR-033", Severity.LOW)
def held_back(arr: ArrView) -> Iterable[Hit]:
    """Find that even the best release waits long."""
    for row in arr.list("delayprofile"):
        minutes = max(row.number("usenetDelay"), row.number("torrentDelay"))
        names = ("bypassIfHighestQuality", "bypassIfAboveCustomFormatScore")
        bypassed = any(row.has(name) and row.flag(name) for name in names)
        if minutes > threshold("long_delay_minutes") and not bypassed:
            yield Hit(
                subject=f"delay profile {row.number('id'):g}",
                current=f"{minutes:g} min",
                edits=of_row(arr, "delayprofile", row, bypassIfHighestQuality=True),
            )


@case("ARR-049")
def other_checks(arr: ArrView) -> Iterable[Hit]:
    """Find whatever the app itself complains of; what other rules tell is left out."""
    severities = threshold("health_severity")
    kinds = {"error": Severity.HIGH, "warning": Severity.MEDIUM}
    for row in arr.list("health"):
        source = row.text("source")
        kind = row.text("type") if row.has("type") else ""
        severity = severities.get(source)
        if kind != "ok":
            yield Hit(
                subject=source,
                current=row.text("message") if row.has("message") else source,
                recommended=row.text("wikiUrl") if row.has("wikiUrl") else "",
                severity=Severity(severity)
                if severity
                else kinds.get(kind, Severity.INFO),
            )


@case("ARR-045")
def no_backup(arr: ArrView) -> Iterable[Hit]:
    """Find that there is no way back to an earlier state."""
    backups = sorted(
        arr.list("system/backup"),
        key=lambda row: moment(row.text("time")),
        reverse=True,
    )
    edits = (Edit(server=arr.id, resource="command", field="name", value="Backup"),)
    if not backups:
        yield Hit(current="0", edits=edits)
        return
    host = arr.object("config/host")
    every = host.number("backupInterval") + threshold("backup_slack_days")
    age = age_in_days(backups[0].text("time"), arr.stack.now)
    sizes = [row.number("size") for row in backups[:2] if row.has("size")]
    shrunk = len(sizes) == 2 and sizes[0] < 0.3 * sizes[1]
    if age > every or shrunk:
        yield Hit(current=f"{age:.0f} d", edits=edits)
