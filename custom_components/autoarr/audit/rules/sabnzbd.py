"""The conditions of rules about a SABnzbd alone."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from ..cases import case, threshold, when
from ..model import Edit, Hit, Severity
from ..networks import is_loopback, is_public
from ..paths import overlap
from ..rows import Missing, Row
from ..views import SabnzbdView, listed

_OWN = frozenset({"127.0.0.1", "localhost", "::1"})
_GIB = 1024**3
_ENDLESS_VIDEO = frozenset(
    {"mkv", "mp4", "avi", "m4v", "ts", "m2ts", "iso", "vob", "wmv"}
)


def misc(sab: SabnzbdView, **values: object) -> tuple[Edit, ...]:
    """Return edits of the section `misc`."""
    return tuple(
        Edit(server=sab.id, resource="misc", field=name, value=value)
        for name, value in values.items()
    )


def _switch(sab: SabnzbdView, name: str, wanted: bool) -> Iterator[Hit]:
    """Yield a hit where a switch is not as wanted."""
    if sab.misc.flag(name) is not wanted:
        yield Hit(
            current=f"{name} = {sab.misc.get(name)}",
            recommended=f"{name} = {int(wanted)}",
            edits=misc(sab, **{name: int(wanted)}),
        )


def _news_servers(sab: SabnzbdView) -> list[Row]:
    return [row for row in sab.servers if row.flag("enable")]


def _news_server(sab: SabnzbdView, row: Row, **values: object) -> tuple[Edit, ...]:
    name = row.text("name")
    return tuple(
        Edit(server=sab.id, resource=f"servers/{name}", field=key, value=value)
        for key, value in values.items()
    )


@case("SAB-001")
def no_news_server(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that nothing can be downloaded from anywhere."""
    usable = [row for row in sab.servers if row.flag("enable") and row.text("host")]
    scheduled = any("able_server" in line for line in sab.misc.words("schedlines"))
    severity = Severity.INFO if scheduled and sab.servers else None
    return when(
        not usable, Hit(current=f"0 of {len(sab.servers)} enabled", severity=severity)
    )


@case("SAB-002")
def plain_news_server(sab: SabnzbdView) -> Iterable[Hit]:
    """Find news servers that are asked in clear text."""
    for row in _news_servers(sab):
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
    for row in _news_servers(sab):
        if row.flag("ssl") and row.number("ssl_verify") < 2:
            yield Hit(
                subject=row.text("name"),
                current=f"ssl_verify = {row.text('ssl_verify')}",
                edits=_news_server(sab, row, ssl_verify=best),
            )
    if sab.misc.has("allow_old_ssl_tls"):
        yield from _switch(sab, "allow_old_ssl_tls", wanted=False)


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
        yield from _switch(sab, "verify_xff_header", wanted=True)


@case("SAB-009")
def certificates_unchecked(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that certificates of indexers are not checked."""
    return _switch(sab, "enable_https_verification", wanted=True)


@case("SAB-010")
def known_hole(sab: SabnzbdView) -> Iterable[Hit]:
    """Find a version with a published hole."""
    fixed = tuple(threshold("sabnzbd_fixed_in"))
    return when(
        sab.version < fixed,
        Hit(current=".".join(map(str, sab.version))),
    )


@case("SAB-010", Severity.LOW)
def newer_sabnzbd(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that a newer version is out."""
    if sab.status.has("new_release") and sab.status.text("new_release"):
        yield Hit(
            current=".".join(map(str, sab.version)),
            recommended=sab.status.text("new_release"),
        )


@case("SAB-010", Severity.INFO)
def never_looks(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that SABnzbd does not look for newer versions."""
    return when(sab.misc.number("check_new_rel") == 0, Hit(current="check_new_rel = 0"))


@case("SAB-011")
def hopeless_go_on(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that jobs which cannot succeed go on."""
    return _switch(sab, "fail_hopeless_jobs", wanted=True)


@case("SAB-012")
def checked_before(sab: SabnzbdView) -> Iterable[Hit]:
    """Find a slow check before each job; with quotas it has a point."""
    metered = any(row.has("quota") and row.text("quota") for row in _news_servers(sab))
    if sab.misc.flag("fail_hopeless_jobs") and not metered:
        yield from _switch(sab, "pre_check", wanted=False)


@case("SAB-013")
def damaged_counts_as_done(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that damaged jobs end as completed."""
    return _switch(sab, "safe_postproc", wanted=True)


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
    return _switch(sab, "enable_recursive", wanted=True)


@case("SAB-015")
def drops_samples(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that SABnzbd judges samples itself."""
    return _switch(sab, "ignore_samples", wanted=False)


@case("SAB-016")
def obfuscated(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that random names stay."""
    return _switch(sab, "deobfuscate_final_filenames", wanted=True)


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
    if depth and float(depth) < 3:
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
        yield from _switch(sab, "dupes_propercheck", wanted=True)


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
        yield from _switch(sab, "fulldisk_autoresume", wanted=True)


@case("SAB-026")
def paused_with_work(sab: SabnzbdView) -> Iterable[Hit]:
    """Find a pause without an end while work waits."""
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
    return _switch(sab, "start_paused", wanted=False)


@case("SAB-027")
def percent_of_nothing(sab: SabnzbdView) -> Iterable[Hit]:
    """Find a percentage of a speed that nobody entered."""
    share = sab.misc.number("bandwidth_perc")
    scheduled = any(
        "speedlimit" in line and (line.rstrip().endswith("%") or _small_number(line))
        for line in sab.misc.words("schedlines")
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
    if behind >= threshold("delayed_assembler"):
        unpacks = sab.misc.flag("direct_unpack")
        wanted = (
            misc(sab, direct_unpack=0)
            if unpacks
            else misc(sab, pause_on_post_processing=1)
        )
        if unpacks or not sab.misc.flag("pause_on_post_processing"):
            yield Hit(current=f"delayed_assembler = {behind:g}", edits=wanted)


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
    scheduled = any("create_backup" in line for line in sab.misc.words("schedlines"))
    folder = sab.misc.text("backup_dir") if sab.misc.has("backup_dir") else ""
    return when(
        not scheduled or not folder,
        Hit(current=f"schedule: {scheduled}, backup_dir = {folder or '-'}"),
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
