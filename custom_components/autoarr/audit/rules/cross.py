"""The conditions of rules about what an app and its SABnzbd expect of each other."""

from collections.abc import Iterable, Iterator
from itertools import combinations
import re

from ..cases import case, threshold, when
from ..model import Edit, Hit, Severity
from ..networks import host_of, is_home, is_ip, is_loopback
from ..rows import Missing, Row
from ..views import ArrView, SabnzbdView, Stack, View, form, listed
from .edits import in_form, written

_PAUSED, _FORCED = -2, 2
_DEFAULT = -100
_IMPORT_SCRIPT = re.compile(
    r"sabTo(Sonarr|Radarr|SickBeard|CouchPotato)|nzbTo(Sonarr|Radarr|Media)",
    re.IGNORECASE,
)
_LOGIN_OFF = (".local",)


def _category_edits(sab: SabnzbdView, name: str, **values: object) -> tuple[Edit, ...]:
    return tuple(
        Edit(server=sab.id, resource=f"categories/{name}", field=field, value=value)
        for field, value in values.items()
    )


def _new_category(sab: SabnzbdView, name: str) -> tuple[Edit, ...]:
    """Return what makes a category with a folder of its own."""
    values = {"dir": name, "pp": "", "script": "None", "priority": _DEFAULT}
    return tuple(
        Edit(
            server=sab.id,
            resource=f"categories/{name}",
            field=field,
            value=value,
            create=True,
        )
        for field, value in values.items()
    )


def _joined(arr: ArrView) -> Iterator[tuple[Row, SabnzbdView, str]]:
    """Yield each client with its SABnzbd and the category sent to it.

    Raises:
        Missing: At the end, when the SABnzbd of one is not known.
    """
    for client, sab in arr.joined():
        yield client, sab, arr.category_of(client)


def _used(arr: ArrView) -> Iterator[tuple[Row, SabnzbdView, Row]]:
    """Yield each client with the category of its SABnzbd that takes its jobs."""
    for client, sab, name in _joined(arr):
        if name and (category := sab.category(name)) is not None:
            yield client, sab, category


@case("XAP-001")
def no_such_category(arr: ArrView) -> Iterable[Hit]:
    """Find jobs that an app will never see again."""
    for client, sab, name in _joined(arr):
        if name and sab.category(name) is None:
            yield Hit(
                subject=f"{client.text('name')}: {name}",
                current=listed(row.text("name") for row in sab.categories),
                recommended=name.lower(),
                edits=_new_category(sab, name.lower()),
            )


@case("XAP-002")
def other_case(arr: ArrView) -> Iterable[Hit]:
    """Find a category written otherwise, which SABnzbd finds only half of the time."""
    for client, _, category in _used(arr):
        name, known = arr.category_of(client), category.text("name")
        if known != name:
            fields = {arr.category_field: known}
            yield Hit(
                subject=client.text("name"),
                current=name,
                recommended=known,
                edits=in_form(arr, "downloadclient", client, **fields),
            )


@case("XAP-003")
def no_category(arr: ArrView) -> Iterable[Hit]:
    """Find an app that takes everybody's jobs for its own."""
    wanted = "tv" if arr.is_sonarr else "movies"
    for client in arr.sabnzbd_clients():
        if arr.category_of(client):
            continue
        try:
            sab = arr.stack.sabnzbd_of(client)
            made = () if sab.category(wanted) else _new_category(sab, wanted)
        except Missing:
            made = ()
        fields = {arr.category_field: wanted}
        named = (*made, *in_form(arr, "downloadclient", client, **fields))
        # Two apps must not share one: which name else, a person says.
        taken = _is_taken(arr, _target(arr, client), wanted)
        yield Hit(
            subject=client.text("name"),
            current=f"{arr.category_field} = -",
            recommended="" if taken else wanted,
            edits=() if taken else named,
        )


def _is_taken(arr: ArrView, target: str, name: str) -> bool:
    """Return whether another app sends such a category, or none, to the same SABnzbd."""
    return any(
        _target(other, client) == target
        and other.category_of(client).casefold() in {name, ""}
        for other in arr.stack.arrs
        if other is not arr and other.type is arr.type and other.knows("downloadclient")
        for client in other.sabnzbd_clients()
    )


def _target(arr: ArrView, client: Row) -> str:
    try:
        return arr.stack.sabnzbd_of(client).id
    except Missing:
        return f"{form(client, 'host')}:{form(client, 'port')}".casefold()


@case("XAP-004")
def shared_category(stack: Stack) -> Iterable[Hit]:
    """Find apps that take each other's jobs."""
    known = [
        (arr, _target(arr, client), arr.category_of(client))
        for arr in stack.arrs
        if arr.knows("downloadclient")
        for client in arr.sabnzbd_clients()
    ]
    for (one, target, name), (other, same, again) in combinations(known, 2):
        if one is not other and target == same and name.casefold() == again.casefold():
            yield Hit(
                subject=f"{one.name} / {other.name}", current=name or "-", server=one.id
            )
    if not all(arr.knows("downloadclient") for arr in stack.arrs):
        raise Missing("the download clients of an app")


@case("XAP-005")
def no_job_folder(arr: ArrView) -> Iterable[Hit]:
    """Find categories whose finished jobs cannot be imported."""
    for _, sab, category in _used(arr):
        name, folder, depth = (category.text(key) for key in ("name", "dir", "pp"))
        default = sab.category("*")
        inherited = default.text("pp") if default else ""
        changes: dict[str, object] = {}
        if (depth or inherited or "3") < "3":
            changes["pp"] = "" if inherited >= "3" else "3"
        if folder.endswith("*"):
            changes["dir"] = folder.rstrip("*")
        yield from when(
            bool(changes),
            Hit(
                subject=name,
                current=f"dir = {folder}, pp = {depth or inherited}",
                edits=_category_edits(sab, name, **changes),
            ),
        )


def _priorities(arr: ArrView, client: Row) -> dict[str, int]:
    word = "Tv" if arr.is_sonarr else "Movie"
    found = {}
    for name in (f"recent{word}Priority", f"older{word}Priority"):
        value = form(client, name)
        found[name] = value if isinstance(value, int) else _DEFAULT
    return found


@case("XAP-006")
def paused_or_forced(arr: ArrView) -> Iterable[Hit]:
    """Find jobs that wait for ever, or push in before all others."""
    for client in arr.sabnzbd_clients():
        given = _priorities(arr, client)
        wrong = {
            name: value for name, value in given.items() if value in {_PAUSED, _FORCED}
        }
        if wrong:
            yield Hit(
                subject=client.text("name"),
                current=listed(f"{name} = {value}" for name, value in wrong.items()),
                edits=in_form(
                    arr, "downloadclient", client, **dict.fromkeys(wrong, _DEFAULT)
                ),
            )


@case("XAP-006")
def category_paused_or_forced(arr: ArrView) -> Iterable[Hit]:
    """Find the same where the category decides."""
    for client, sab, category in _used(arr):
        priority = category.number("priority")
        if (
            priority in {_PAUSED, _FORCED}
            and _DEFAULT in _priorities(arr, client).values()
        ):
            name = category.text("name")
            yield Hit(
                subject=f"category {name}",
                current=f"priority = {priority:g}",
                edits=_category_edits(sab, name, priority=_DEFAULT),
            )


def _scripts(arr: ArrView) -> Iterator[tuple[str, Hit]]:
    for _, sab, category in _used(arr):
        script, name = category.text("script"), category.text("name")
        default = sab.category("*")
        if script == "Default":
            script = default.text("script") if default else "None"
        if script not in {"", "None", "Default"}:
            yield (
                script,
                Hit(
                    subject=name,
                    current=f"script = {script}",
                    edits=_category_edits(sab, name, script="None"),
                ),
            )


@case("XAP-007")
def import_script(arr: ArrView) -> Iterable[Hit]:
    """Find scripts that move files away before the import."""
    return [hit for script, hit in _scripts(arr) if _IMPORT_SCRIPT.search(script)]


@case("XAP-007", Severity.INFO)
def other_script(arr: ArrView) -> Iterable[Hit]:
    """Find any other script."""
    return [hit for _, hit in _scripts(arr)]


def _slashless(text: object) -> str:
    return str(text or "").strip("/").casefold()


@case("XAP-013")
def does_not_fit(arr: ArrView) -> Iterable[Hit]:
    """Find a client that asks where SABnzbd does not listen."""
    for client, sab, _ in _joined(arr):
        port, tls_port = sab.misc.text("port"), sab.misc.text("https_port")
        host, asked = str(form(client, "host") or ""), str(form(client, "port") or "")
        # A published port or a proxy has another number: then only trouble tells.
        if asked not in {port, tls_port} and not arr.complains(
            "DownloadClientCheck", "DownloadClientStatusCheck"
        ):
            continue
        wrong = []
        if form(client, "useSsl"):
            if not sab.misc.flag("enable_https"):
                wrong.append("useSsl = true, enable_https = 0")
            elif asked != (tls_port or port):
                wrong.append(f"port = {asked}, https_port = {tls_port or port}")
        if _slashless(form(client, "urlBase")) not in {
            "",
            _slashless(sab.misc.text("url_base")),
        }:
            wrong.append(f"urlBase = {form(client, 'urlBase')}")
        if is_loopback(sab.misc.text("host")) and not is_loopback(host):
            wrong.append(f"host = {host}, SABnzbd: {sab.misc.text('host')}")
        if wrong:
            yield Hit(subject=client.text("name"), current=listed(wrong))


def _refused(sab: SabnzbdView) -> list[str]:
    """Return the names by which apps call a SABnzbd that does not know them."""
    allowed = {name.casefold() for name in sab.misc.words("host_whitelist")}
    names: dict[str, None] = {}
    for _, client in sab.stack.users_of(sab):
        host = str(form(client, "host") or "").strip().lower()
        plain = is_ip(host) or host == "localhost" or host.endswith(_LOGIN_OFF)
        if host and not plain and host not in allowed:
            names[host] = None
    return list(names)


@case("XAP-014")
def name_refused(arr: ArrView) -> Iterable[Hit]:
    """Find that SABnzbd turns away who calls it by an unknown name."""
    for client, sab, _ in _joined(arr):
        if sab.misc.text("username") and sab.misc.text("password"):
            continue
        refused = _refused(sab)
        host = str(form(client, "host") or "").lower()
        if host in refused:
            names = [*sab.misc.words("host_whitelist"), *refused]
            edit = Edit(
                server=sab.id, resource="misc", field="host_whitelist", value=names
            )
            yield Hit(
                subject=host,
                current=f"host_whitelist = {listed(sab.misc.words('host_whitelist'))}",
                recommended=host,
                edits=(edit,),
            )


def _sorts_the_old_way(sab: SabnzbdView) -> bool:
    return sab.is_before(4, 1, without="history_retention_option")


def _forgets_the_old_way(sab: SabnzbdView) -> bool:
    return sab.is_before(4, 3, without="history_retention_option")


def _old_sorting(sab: SabnzbdView, name: str) -> Iterator[Edit]:
    for kind in ("tv", "movie", "date"):
        switch = f"enable_{kind}_sorting"
        if (
            sab.misc.has(switch)
            and sab.misc.flag(switch)
            and name
            in {word.casefold() for word in sab.misc.words(f"{kind}_categories")}
        ):
            yield Edit(server=sab.id, resource="misc", field=switch, value=0)


@case("XAP-015")
def sorted_away(arr: ArrView) -> Iterable[Hit]:
    """Find that SABnzbd moves and renames what an app looks for."""
    for _, sab, given in _joined(arr):
        name = given.casefold()
        if _sorts_the_old_way(sab):
            edits = tuple(_old_sorting(sab, name))
            if edits:
                current = listed(f"{edit.field} = 1" for edit in edits)
                yield Hit(subject=given, current=current, edits=edits)
            continue
        for row in _active_sorters(sab):
            sorted_names = {word.casefold() for word in row.words("sort_cats")}
            if row.text("sort_string") and name in sorted_names:
                sorter = row.text("name")
                edit = Edit(
                    server=sab.id,
                    resource=f"sorters/{sorter}",
                    field="is_active",
                    value=0,
                )
                yield Hit(
                    subject=sorter,
                    current=listed(row.words("sort_cats")),
                    edits=(edit,),
                )


def _active_sorters(sab: SabnzbdView) -> list[Row]:
    return [row for row in sab.sorters if row.flag("is_active")]


@case("XAP-015", Severity.INFO)
def sorts_nothing(arr: ArrView) -> Iterable[Hit]:
    """Find sorters that SABnzbd never applies, and Sonarr warns of."""
    for _, sab, _ in _joined(arr):
        if not _sorts_the_old_way(sab):
            for row in _active_sorters(sab):
                if not row.words("sort_cats"):
                    yield Hit(subject=row.text("name"), current="sort_cats = -")


def _forgets(sab: SabnzbdView) -> str:
    """Return which setting makes SABnzbd forget jobs too early; "" for none."""
    jobs, days = threshold("history_jobs"), threshold("history_days")
    if _forgets_the_old_way(sab):
        kept = sab.misc.text("history_retention")
        number = int(found[0]) if (found := re.findall(r"-?\d+", kept)) else 0
        least = days if kept.endswith("d") else jobs
        short = kept == "-1" or 0 < number < least
        return f"history_retention = {kept}" if short else ""
    option = sab.misc.text("history_retention_option")
    number = int(sab.misc.number("history_retention_number"))
    short = (
        option in {"all-delete", "all-archive"}
        or (option.startswith("number-") and number < jobs)
        or (option.startswith("days-") and number < days)
    )
    return f"history_retention_option = {option}, {number}" if short else ""


def _keep(sab: SabnzbdView) -> tuple[Edit, ...]:
    old = _forgets_the_old_way(sab)
    field, value = (
        ("history_retention", "0") if old else ("history_retention_option", "all")
    )
    return (Edit(server=sab.id, resource="misc", field=field, value=value),)


@case("XAP-016")
def forgets_jobs(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that jobs vanish before anybody could import them."""
    short = _forgets(sab)
    return when(bool(short), Hit(current=short, edits=_keep(sab)))


@case("XAP-016", Severity.INFO)
def keeps_some_jobs(sab: SabnzbdView) -> Iterable[Hit]:
    """Find that only very many jobs at once could vanish."""
    if not _forgets_the_old_way(sab):
        option = sab.misc.text("history_retention_option")
        if option.startswith("number-"):
            number = sab.misc.number("history_retention_number")
            yield Hit(current=f"{option}, {number:g}", edits=_keep(sab))


@case("XAP-017")
def waits_add_up(arr: ArrView) -> Iterable[Hit]:
    """Find that three things wait for the same, one after the other."""
    row = arr.object("config/indexer")
    age = row.number("minimumAge")
    delays = [
        item.number("usenetDelay")
        for item in arr.list("delayprofile")
        if not item.numbers("tags")
    ]
    for _, sab, _ in _joined(arr):
        spread = sab.misc.number("propagation_delay")
        both = spread > 0 and age > 0
        total = (delays[0] if delays else 0) + age + spread
        if (
            spread > threshold("propagation_minutes")
            or both
            or total > threshold("waiting_minutes")
        ):
            yield Hit(
                current=f"propagation_delay = {spread:g}, minimumAge = {age:g}, "
                f"usenetDelay = {total - age - spread:g}",
                edits=written(arr, "config/indexer", minimumAge=0) if age else (),
            )
            return


def _clear(host: str, tls: object) -> bool:
    return bool(host) and not tls and not is_home(host) and not is_loopback(host)


@case("XAP-024")
def clear_text(view: View) -> Iterable[Hit]:
    """Find keys that travel through foreign networks for all to read."""
    own = host_of(view.url)
    if _clear(own, view.url.startswith("https:")):
        yield Hit(subject=own, current=f"AutoArr: http://{own}")
    if not isinstance(view, ArrView):
        return
    # Those who never told Plex anything may have no such list.
    entries = [*view.sabnzbd_clients(), *view.plex_entries()]
    for row in entries:
        host = str(form(row, "host") or "")
        if _clear(host, form(row, "useSsl")):
            yield Hit(subject=host, current=f"{row.text('name')}: http://{host}")
