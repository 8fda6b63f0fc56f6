"""The conditions of rules about a SABnzbd alone: who may use it, servers, disks."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
import re

from ..cases import case, threshold, when
from ..model import Edit, Hit, Severity
from ..networks import is_loopback, is_public
from ..paths import overlap
from ..rows import Row
from ..views import SabnzbdView, listed

_OWN = frozenset({"127.0.0.1", "localhost", "::1"})
_GIB = 1024**3
_BY_THE_CLOCK = ("pause", "resume")
_AGE = re.compile(r"(\d+)([mhd])")
_PER_DAY = {"m": 24 * 60, "h": 24, "d": 1}


def misc(sab: SabnzbdView, **values: object) -> tuple[Edit, ...]:
    """Return edits of the section `misc`."""
    return tuple(
        Edit(server=sab.id, resource="misc", field=name, value=value)
        for name, value in values.items()
    )


def switch(sab: SabnzbdView, name: str, *, wanted: bool) -> Iterator[Hit]:
    """Yield a hit where a switch is not as wanted."""
    if sab.misc.flag(name) is not wanted:
        yield Hit(
            current=f"{name} = {sab.misc.get(name)}",
            recommended=f"{name} = {int(wanted)}",
            edits=misc(sab, **{name: int(wanted)}),
        )


def news_servers(sab: SabnzbdView) -> list[Row]:
    """Return the news servers that are switched on."""
    return [row for row in sab.servers if row.flag("enable")]


def _news_server(sab: SabnzbdView, row: Row, **values: object) -> tuple[Edit, ...]:
    name = row.text("name")
    return tuple(
        Edit(server=sab.id, resource=f"servers/{name}", field=key, value=value)
        for key, value in values.items()
    )


def schedules(sab: SabnzbdView) -> list[str]:
    """Return the lines of the schedule that are switched on."""
    return [line for line in sab.misc.words("schedlines") if line.split()[0] != "0"]


@case("SAB-001")
def no_news_server(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that nothing can be downloaded from anywhere."""
    usable = [row for row in sab.servers if row.flag("enable") and row.text("host")]
    scheduled = any("able_server" in line for line in schedules(sab))
    severity = Severity.INFO if scheduled and sab.servers else None
    return when(
        not usable, Hit(current=f"0 of {len(sab.servers)} enabled", severity=severity)
    )


@case("SAB-002")
def plain_news_server(sab: SabnzbdView) -> Iterable[Hit]:
    """Find news servers that are asked in clear text."""
    for row in news_servers(sab):
        if not row.flag("ssl") and not is_loopback(row.text("host")):
            yield Hit(
                subject=row.text("name"),
                current=f"ssl = 0, port = {row.text('port')}",
                edits=_news_server(sab, row, ssl=1, port=threshold("nntps_port")),
            )


@case("SAB-003")
def weak_certificates(sab: SabnzbdView) -> Iterable[Hit]:
    """Find connections whose certificates are hardly checked."""
    best = 2 if sab.is_before(4, without="no_smart_dupes") else 3
    for row in news_servers(sab):
        if row.flag("ssl") and row.number("ssl_verify") < 2:
            yield Hit(
                subject=row.text("name"),
                current=f"ssl_verify = {row.text('ssl_verify')}",
                edits=_news_server(sab, row, ssl_verify=best),
            )
    if sab.misc.has("allow_old_ssl_tls"):
        yield from switch(sab, "allow_old_ssl_tls", wanted=False)


@case("SAB-004")
def news_server_trouble(sab: SabnzbdView) -> Iterable[Hit]:
    """Find news servers that report trouble."""
    for row in sab.status.rows("servers"):
        told = [
            row.text(name)
            for name in ("servererror", "serverwarning")
            if row.has(name) and row.text(name)
        ]
        if told:
            yield Hit(subject=row.text("servername"), current=listed(told))


def _has_login(sab: SabnzbdView) -> bool:
    return bool(sab.misc.text("username") and sab.misc.text("password"))


@case("SAB-005")
def open_at_home(sab: SabnzbdView) -> Iterable[Hit]:
    """Find a web interface without a login."""
    host = sab.misc.text("host")
    return when(host not in _OWN and not _has_login(sab), Hit(current=f"host = {host}"))


@case("SAB-006")
def open_to_the_world(sab: SabnzbdView) -> Iterable[Hit]:
    """Find a web interface that strangers may use."""
    level = sab.misc.number("inet_exposure")
    return when(
        level >= 4 and not _has_login(sab), Hit(current=f"inet_exposure = {level:g}")
    )


@case("SAB-007")
def ranges_too_wide(sab: SabnzbdView) -> Iterable[Hit]:
    """Find ranges of addresses that count as local and are not."""
    wide = [text for text in sab.misc.words("local_ranges") if is_public(text)]
    return when(bool(wide), Hit(current=f"local_ranges = {listed(wide)}"))


@case("SAB-007", Severity.MEDIUM)
def api_for_strangers(sab: SabnzbdView) -> Iterable[Hit]:
    """Find an API that answers strangers, or a login that goes in clear text."""
    level = sab.misc.number("inet_exposure")
    open_api = level in {1, 2, 3}
    clear = level == 5 and not sab.misc.flag("enable_https")
    return when(open_api or clear, Hit(current=f"inet_exposure = {level:g}"))


@case("SAB-008")
def forwarded_unchecked(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that a proxy makes strangers look local."""
    if sab.version >= (5,) and sab.misc.has("verify_xff_header"):
        yield from switch(sab, "verify_xff_header", wanted=True)


@case("SAB-009")
def certificates_unchecked(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that certificates of indexers are not checked."""
    return switch(sab, "enable_https_verification", wanted=True)


@case("SAB-010")
def known_hole(sab: SabnzbdView) -> Iterable[Hit]:
    """Find a version with a published hole: serious where others reach its pages.

    The hole is in the pages, and distributions may have closed it in an old version.
    """
    fixed = tuple(threshold("sabnzbd_fixed_in"))
    if sab.version < fixed:
        reached = sab.misc.text("host") not in _OWN and not _has_login(sab)
        open_wide = sab.misc.number("inet_exposure") >= 4
        yield Hit(
            current=_dotted(sab.version),
            recommended=f"≥ {_dotted(fixed)}",
            severity=None if reached or open_wide else Severity.MEDIUM,
        )


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


@case("SAB-010", Severity.LOW)
def newer_sabnzbd(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that a newer version is out."""
    if sab.status.has("new_release") and sab.status.text("new_release"):
        yield Hit(
            current=_dotted(sab.version),
            recommended=sab.status.text("new_release"),
        )


@case("SAB-010", Severity.INFO)
def never_looks(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that SABnzbd does not look for newer versions."""
    return when(sab.misc.number("check_new_rel") == 0, Hit(current="check_new_rel = 0"))


@case("SAB-024")
def small_cache(sab: SabnzbdView) -> Iterable[Hit]:
    """Find a cache that hardly holds anything; below 0 is without a limit."""
    size = sab.misc.amount("cache_limit")
    return when(
        0 <= size < 256 * 1024**2,
        Hit(
            current=f"cache_limit = {sab.misc.text('cache_limit') or '0'}",
            edits=misc(sab, cache_limit=threshold("cache_limit")),
        ),
    )


def _guard(sab: SabnzbdView, disk: str) -> str:
    """Return how much shall stay free: what a big job needs, a fifth of a small disk."""
    wanted = float(threshold("free_space_gib"))
    if sab.status.has(f"diskspacetotal{disk}"):
        wanted = min(wanted, 0.2 * sab.status.number(f"diskspacetotal{disk}"))
    return f"{max(1, int(wanted))}G"


@case("SAB-025")
def no_guard(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that a disk may run full."""
    if sab.misc.amount("download_free") < _GIB:
        yield Hit(
            current=f"download_free = {sab.misc.text('download_free') or '0'}",
            recommended=f"download_free = {_guard(sab, '1')}",
            edits=misc(sab, download_free=_guard(sab, "1"), fulldisk_autoresume=1),
        )


@case("SAB-025", Severity.LOW)
def no_guard_for_finished(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that the disk of finished jobs may run full, if it is another one."""
    if sab.misc.amount("complete_free") > 0:
        return
    one = (sab.status.text("diskspacetotal1"), sab.status.text("diskspace1"))
    other = (sab.status.text("diskspacetotal2"), sab.status.text("diskspace2"))
    if one != other:
        yield Hit(
            current="complete_free = 0",
            recommended=f"complete_free = {_guard(sab, '2')}",
            edits=misc(sab, complete_free=_guard(sab, "2"), fulldisk_autoresume=1),
        )


@case("SAB-025", Severity.LOW)
def stays_stopped(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that a stop for lack of space never ends by itself."""
    guarded = sab.misc.amount("download_free") or sab.misc.amount("complete_free")
    if guarded:
        yield from switch(sab, "fulldisk_autoresume", wanted=True)


@case("SAB-026")
def paused_with_work(sab: SabnzbdView) -> Iterable[Hit]:
    """Find a pause without an end while work waits, and no schedule that ends it."""
    lines = schedules(sab) if sab.misc.has("schedlines") else []
    if all(any(word in line.split() for line in lines) for word in _BY_THE_CLOCK):
        return
    queue = sab.queue
    jobs = queue.number("noofslots")
    if queue.flag("paused") and queue.text("pause_int") == "0" and jobs > 0:
        resume = Edit(server=sab.id, resource="queue", field="paused", value=False)
        yield Hit(
            current=f"paused, {jobs:g} jobs",
            edits=(resume,),
        )


@case("SAB-026", Severity.MEDIUM)
def starts_paused(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that SABnzbd pauses at each start."""
    return switch(sab, "start_paused", wanted=False)


@case("SAB-027")
def percent_of_nothing(sab: SabnzbdView) -> Iterable[Hit]:
    """Find a percentage of a speed that nobody entered."""
    share = sab.misc.number("bandwidth_perc")
    scheduled = any(
        "speedlimit" in line and (line.rstrip().endswith("%") or _small_number(line))
        for line in schedules(sab)
    )
    unset = sab.misc.text("bandwidth_max") in {"", "0"}
    return when(
        (share not in {0, 100} or scheduled) and unset,
        Hit(current=f"bandwidth_perc = {share:g}, bandwidth_max = 0"),
    )


def _small_number(line: str) -> bool:
    """Return whether a schedule ends in a plain number to 100: that is a percentage."""
    last = line.rsplit(maxsplit=1)[-1]
    return last.isdigit() and int(last) <= 100 and "speedlimit" in line.split()


@case("SAB-028")
def slow_disk(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that writing lags behind while unpacking goes on beside it."""
    behind = sab.status.number("delayed_assembler")
    if behind >= threshold("delayed_assembler") * max(1, _days_up(sab)):
        unpacks = sab.misc.flag("direct_unpack")
        wanted = (
            misc(sab, direct_unpack=0)
            if unpacks
            else misc(sab, pause_on_post_processing=1)
        )
        if unpacks or not sab.misc.flag("pause_on_post_processing"):
            yield Hit(current=f"delayed_assembler = {behind:g}", edits=wanted)


def _days_up(sab: SabnzbdView) -> float:
    """Return for how many days SABnzbd has counted: it begins anew at each start."""
    given = sab.status.text("uptime") if sab.status.has("uptime") else ""
    found = _AGE.fullmatch(given)
    return int(found[1]) / _PER_DAY[found[2]] if found else 0


@case("SAB-029")
def folders_within(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that unfinished and finished jobs share a folder."""
    download, complete = sab.folder("download"), sab.folder("complete")
    return when(
        overlap(download, complete),
        Hit(current=f"{download} / {complete}"),
    )


@case("SAB-030")
def no_backup(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that the settings are not saved regularly, or next to the downloads."""
    scheduled = any("create_backup" in line for line in schedules(sab))
    folder = sab.misc.text("backup_dir") if sab.misc.has("backup_dir") else ""
    return when(
        not scheduled or not folder,
        Hit(
            current=f"schedlines = {'create_backup' if scheduled else '-'}, "
            f"backup_dir = {folder or '-'}"
        ),
    )


@case("SAB-031")
def warns(sab: SabnzbdView) -> Iterable[Hit]:
    """Find what SABnzbd warned of lately."""
    since = (sab.stack.now - timedelta(days=1)).timestamp()
    texts = dict.fromkeys(
        row.text("text").splitlines()[0][:120]
        for row in sab.warnings
        if row.text("type") in {"WARNING", "ERROR"}
        and row.number("time") > since
        and row.text("text")
    )
    return when(bool(texts), Hit(current="; ".join(list(texts)[:3])))
