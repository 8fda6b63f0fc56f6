"""The conditions of rules about folders that several apps must find."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from ..cases import case, when
from ..model import Hit, Severity
from ..paths import is_windows, mount, normal, overlap, under
from ..rows import Missing, Row
from ..views import ArrView, PlexView, SabnzbdView, Stack, form, listed


def _folders(sab: SabnzbdView, category: str) -> dict[str, str]:
    """Return the folders of downloads by kind."""
    found = {"complete": sab.folder("complete"), "download": sab.folder("download")}
    row = sab.category(category) if category else None
    if row is not None:
        found["category"] = sab.category_folder(row)
    return found


@case("XAP-008")
def downloads_in_library(arr: ArrView) -> Iterable[Hit]:
    """Find that a library holds downloads, or the other way round."""
    roots = arr.roots()
    for client, sab in arr.joined():
        for path in _folders(sab, arr.category_of(client)).values():
            local = arr.seen(path, client)
            for root in roots:
                if overlap(local, root):
                    yield Hit(subject=root, current=f"{local} / {root}")


@case("XAP-008")
def overlap_complained_of(arr: ArrView) -> Iterable[Hit]:
    """Find that the app itself complains of it."""
    name = "DownloadClientRootFolderCheck"
    return when(arr.complains(name), Hit(current=name))


@case("XAP-009")
def downloads_in_plex(plex: PlexView) -> Iterable[Hit]:
    """Find that Plex shows what is not finished."""
    for sab in plex.stack.sabnzbds:
        for section, location in plex.locations():
            for kind in ("complete", "download"):
                folder = sab.folder(kind)
                if overlap(folder, location):
                    yield Hit(
                        subject=section.text("title"), current=f"{folder} / {location}"
                    )


@case("XAP-010")
def mapping_complained_of(arr: ArrView) -> Iterable[Hit]:
    """Find that the app cannot see what its client reports."""
    name = "RemotePathMappingCheck"
    return when(arr.complains(name), Hit(current=name))


@case("XAP-010")
def other_system(arr: ArrView) -> Iterable[Hit]:
    """Find that client and app write paths in different ways, and nothing maps them."""
    if not arr.stack.sabnzbds:
        return
    windows = arr.object("system/status").flag("isWindows")
    hosts = {row.text("host").casefold() for row in arr.mappings()}
    for client, sab in arr.joined():
        host = str(form(client, "host") or "").casefold()
        folder = sab.folder("complete")
        if is_windows(folder) is not windows and host not in hosts:
            yield Hit(current=folder)


@case("XAP-011")
def mapping_of_nobody(arr: ArrView) -> Iterable[Hit]:
    """Find mappings for a host that no client has."""
    if not arr.mappings():
        return
    hosts = {
        str(form(row, "host") or "").casefold()
        for row in arr.enabled_clients()
        if row.has("fields")
    }
    for row in arr.mappings():
        if row.text("host").casefold() not in hosts:
            yield _mapping(row)


def _mapping(row: Row) -> Hit:
    host, remote, local = (row.text(key) for key in ("host", "remotePath", "localPath"))
    return Hit(subject=f"{host} {remote}", current=f"{host}: {remote} > {local}")


@case("XAP-011")
def mapping_of_nothing(arr: ArrView) -> Iterable[Hit]:
    """Find mappings for folders in which SABnzbd puts nothing."""
    if not arr.mappings() or not arr.stack.sabnzbds:
        return
    reported: dict[str, list[str]] = {}
    for client in arr.sabnzbd_clients():
        sab = arr.stack.sabnzbd_of(client)
        host = str(form(client, "host") or "").casefold()
        folders = [sab.category_folder(row) for row in sab.categories]
        reported.setdefault(host, []).extend([sab.folder("complete"), *folders])
    others = {
        str(form(row, "host") or "").casefold()
        for row in arr.enabled_clients()
        if row.text("implementation").lower() != "sabnzbd"
    }
    for row in arr.mappings():
        host, remote = row.text("host").casefold(), row.text("remotePath")
        if host in others or host not in reported:
            continue
        if not any(under(path, remote) for path in reported[host]):
            yield _mapping(row)


@case("XAP-011")
def mapping_never_reached(arr: ArrView) -> Iterable[Hit]:
    """Find mappings that an earlier one hides."""
    for first, later in combinations(arr.mappings(), 2):
        if first.text("host").casefold() == later.text("host").casefold() and under(
            later.text("remotePath"), first.text("remotePath")
        ):
            yield _mapping(later)


@case("XAP-011", Severity.LOW)
def mapping_to_itself(arr: ArrView) -> Iterable[Hit]:
    """Find mappings that change nothing."""
    for row in arr.mappings():
        if normal(row.text("remotePath")) == normal(row.text("localPath")):
            yield _mapping(row)


def _first(path: str) -> str:
    return normal(path).strip("/").partition("/")[0]


@case("XAP-012")
def copied(arr: ArrView) -> Iterable[Hit]:
    """Find that downloads and library lie on different mounts."""
    handling = arr.object("config/downloadclient")
    if not handling.flag("enableCompletedDownloadHandling"):
        return
    mounts, roots = arr.mounts(), arr.roots()
    docker = arr.object("system/status").flag("isDocker")
    for client, sab in arr.joined():
        folders = _folders(sab, arr.category_of(client))
        local = arr.seen(folders.get("category", folders["complete"]), client)
        yield from _apart(local, roots, mounts, docker=docker)


def _apart(
    local: str, roots: list[str], mounts: list[str], *, docker: bool
) -> Iterator[Hit]:
    unknown = False
    for root in roots:
        one, other = mount(local, mounts), mount(root, mounts)
        if one is None or other is None:
            unknown = True
            continue
        hidden = docker and one == other == "/" and _first(local) != _first(root)
        if one != other or hidden:
            yield Hit(subject=root, current=f"{local} > {root}")
    if unknown:
        raise Missing("the mount of a folder")


@case("XAP-023")
def shared_root(stack: Stack) -> Iterable[Hit]:
    """Find apps that keep their files in one folder."""
    known = [arr for arr in stack.arrs if arr.knows("rootfolder")]
    for one, other in combinations(known, 2):
        for row in one.list("rootfolder"):
            for same in other.list("rootfolder"):
                if overlap(row.text("path"), same.text("path")) and _one_disk(
                    row, same
                ):
                    yield Hit(
                        subject=f"{one.name} / {other.name}",
                        current=listed((row.text("path"), same.text("path"))),
                        server=one.id,
                    )
    if len(known) < len(stack.arrs):
        raise Missing("the root folders of an app")


def _one_disk(one: Row, other: Row) -> bool:
    """Return whether two folders may be on one disk: in containers names deceive."""
    if not (one.has("freeSpace") and other.has("freeSpace")):
        return True
    # They are asked a moment apart, while something may be written.
    return abs(one.number("freeSpace") - other.number("freeSpace")) < 5 * 1024**3
