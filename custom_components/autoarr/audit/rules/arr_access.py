"""The conditions of rules about who may use a Sonarr or Radarr, and how old it is."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch

from ..cases import case, threshold, when
from ..model import Hit, Severity
from ..networks import host_of
from ..rows import Row
from ..times import age_in_days
from ..views import ArrView, listed
from .edits import written

_HOST = "config/host"
_EVERYWHERE = frozenset({"*", "0.0.0.0", "::"})  # noqa: S104 - looked for, not bound to
_LOCAL = frozenset({"disabledForLocalAddresses", "disabledForLocalhost"})


def _host(arr: ArrView) -> Row:
    return arr.object(_HOST)


def _open(arr: ArrView) -> tuple[bool, Hit]:
    row = _host(arr)
    bound = row.text("bindAddress")
    hit = Hit(current=f"authenticationMethod = none, bindAddress = {bound}")
    return row.text("authenticationMethod").lower() == "none", hit


@case("ARR-038")
def open_to_all(arr: ArrView) -> Iterable[Hit]:
    """Find that everybody who reaches the app owns it."""
    broken, hit = _open(arr)
    return when(broken and _host(arr).text("bindAddress") in _EVERYWHERE, hit)


@case("ARR-038", Severity.HIGH)
def open_on_one_address(arr: ArrView) -> Iterable[Hit]:
    """Find that everybody who reaches one address owns the app."""
    return when(*_open(arr))


@case("ARR-039")
def left_to_others(arr: ArrView) -> Iterable[Hit]:
    """Find that the app trusts a proxy to ask for a login."""
    method = _host(arr).text("authenticationMethod").lower()
    return when(method == "external", Hit(current="authenticationMethod = external"))


def _without_login(arr: ArrView) -> Iterator[Hit]:
    row = _host(arr)
    required = row.text("authenticationRequired")
    if required in _LOCAL and row.text("authenticationMethod").lower() not in {
        "none",
        "external",
    }:
        yield Hit(
            current=f"authenticationRequired = {required}",
            edits=written(arr, _HOST, authenticationRequired="enabled"),
        )


@case("ARR-040")
def forged_local(arr: ArrView) -> Iterable[Hit]:
    """Find that strangers can pass for local addresses."""
    fixed = tuple(threshold("sonarr_forwarded_fixed_in"))
    if arr.is_sonarr and arr.version < fixed:
        yield from _without_login(arr)


@case("ARR-040", Severity.LOW)
def local_without_login(arr: ArrView) -> Iterable[Hit]:
    """Find that local addresses need no login."""
    return _without_login(arr)


@case("ARR-041")
def locked_out_next(arr: ArrView) -> Iterable[Hit]:
    """Find that AutoArr would be refused at the next start of the app."""
    row = _host(arr)
    if not row.has("allowedHosts"):
        return
    allowed, own = row.words("allowedHosts"), host_of(arr.url)
    known = any(fnmatch(own.lower(), name.lower()) for name in allowed)
    if (
        allowed
        and own
        and not known
        and row.text("authenticationRequired") != "enabled"
    ):
        yield Hit(current=f"allowedHosts = {listed(allowed)}", recommended=own)


@case("ARR-041", Severity.MEDIUM)
def hosts_complained_of(arr: ArrView) -> Iterable[Hit]:
    """Find that the app itself asks for a list of hosts."""
    return when(arr.complains("AllowedHostsCheck"), Hit(current="AllowedHostsCheck"))


@case("ARR-041", Severity.LOW)
def any_host(arr: ArrView) -> Iterable[Hit]:
    """Find that any host name will do."""
    row = _host(arr)
    everything = row.has("allowedHosts") and "*" in row.words("allowedHosts")
    return when(everything, Hit(current="allowedHosts = *"))


def _certificates(arr: ArrView, value: str) -> Iterator[Hit]:
    if _host(arr).text("certificateValidation") == value:
        yield Hit(
            current=f"certificateValidation = {value}",
            edits=written(arr, _HOST, certificateValidation="enabled"),
        )


@case("ARR-042")
def certificates_unchecked(arr: ArrView) -> Iterable[Hit]:
    """Find that no certificate is checked."""
    return _certificates(arr, "disabled")


@case("ARR-042", Severity.LOW)
def local_certificates_unchecked(arr: ArrView) -> Iterable[Hit]:
    """Find that certificates at home are not checked."""
    return _certificates(arr, "disabledForLocalAddresses")


@case("ARR-043")
def update_waits(arr: ArrView) -> Iterable[Hit]:
    """Find that a newer version has been out for a while, where versions were asked for."""
    if not arr.knows("update"):
        return
    for row in arr.list("update"):
        if (
            row.flag("latest")
            and not row.flag("installed")
            and age_in_days(row.text("releaseDate"), arr.stack.now)
            > threshold("update_days")
        ):
            yield Hit(
                current=".".join(map(str, arr.version)),
                recommended=row.text("version"),
            )


@case("ARR-043")
def update_complained_of(arr: ArrView) -> Iterable[Hit]:
    """Find that the app itself asks for an update."""
    sources = ("UpdateCheck", "ReleaseBranchCheck")
    told = [source for source in sources if arr.complains(source)]
    return when(bool(told), Hit(current=listed(told)))


@case("ARR-043")
def container_updates_itself(arr: ArrView) -> Iterable[Hit]:
    """Find an update that would be lost with its container."""
    if _host(arr).flag("updateAutomatically"):
        docker = arr.object("system/status").flag("isDocker")
        yield from when(docker, Hit(current="updateAutomatically = true"))


@case("ARR-044")
def too_old(arr: ArrView) -> Iterable[Hit]:
    """Find a version that nobody mends any more."""
    oldest = tuple(threshold("oldest_supported")[arr.type.value])
    current = ".".join(map(str, arr.version))
    return when(arr.version < oldest, Hit(current=current))
