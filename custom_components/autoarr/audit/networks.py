"""Addresses and names of machines: which of them are at home. Asks no name server."""

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from yarl import URL

_CGNAT = IPv4Network("100.64.0.0/10")
_HOME_NAMES = (".local", ".lan", ".home", ".internal", ".home.arpa", ".localdomain")
_TAILNET = ".ts.net"

type Network = IPv4Network | IPv6Network


def host_of(url: str) -> str:
    """Return the host of an address; "" for none."""
    try:
        return URL(url).host or ""
    except ValueError:
        return ""


def is_ip(host: str) -> bool:
    """Return whether a host is given by number."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Return whether a host is the machine itself."""
    name = host.strip("[]").lower()
    return name == "localhost" or (is_ip(name) and ip_address(name).is_loopback)


def is_home(host: str) -> bool:
    """Return whether a host is at home, or reached through a private network.

    Names of one label are those of containers; others may still lead home, which only
    a name server could tell.
    """
    name = host.strip("[]").lower()
    if is_ip(name):
        address = ip_address(name)
        return (
            address.is_private
            or address.is_loopback
            or address.is_link_local
            or (address.version == 4 and address in _CGNAT)
        )
    return "." not in name or name.endswith((*_HOME_NAMES, _TAILNET))


def network(text: str) -> Network | None:
    """Return a range as people write it: CIDR, a mask, or the start of an address."""
    word = text.strip().lstrip("!")
    if "/" not in word and word.endswith("."):
        parts = word.rstrip(".").split(".")
        if not 0 < len(parts) < 4:
            return None
        word = ".".join((*parts, *["0"] * (4 - len(parts)))) + f"/{8 * len(parts)}"
    try:
        return ip_network(word, strict=False)
    except ValueError:
        return None


def is_public(text: str) -> bool:
    """Return whether a range lets in addresses from outside, or is too wide to tell."""
    known = network(text)
    if known is None:
        return False
    if isinstance(known, IPv4Network) and known.subnet_of(_CGNAT):
        return False
    too_wide = isinstance(known, IPv4Network) and known.prefixlen < 8
    return too_wide or not (known.is_private or known.is_link_local)


def is_one_private(text: str) -> bool:
    """Return whether a range is exactly one address at home."""
    known = network(text)
    return (
        known is not None
        and known.num_addresses == 1
        and is_home(str(known.network_address))
    )
