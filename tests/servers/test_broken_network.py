"""What no server on this machine can show: names, routes and certificates that fail."""

import re
import ssl

import aiohttp
from aiohttp.client_reqrep import ConnectionKey
from aioresponses import aioresponses
import pytest

from custom_components.autoarr.servers import create_client
from custom_components.autoarr.servers.base import (
    CannotConnect,
    ConnectionLost,
    ServerError,
    ServerTimeout,
    SSLError,
)
from custom_components.autoarr.servers.models import ServerType

URL = "http://media.example:1234"
EVERYWHERE = re.compile(r".*")
KEY = "0123456789abcdef0123456789abcdef"

_WHERE = ConnectionKey(
    host="media.example",
    port=1234,
    is_ssl=False,
    ssl=True,
    proxy=None,
    proxy_auth=None,
    proxy_headers_hash=None,
)
BREAKS: list[tuple[Exception, type[ServerError]]] = [
    (aiohttp.ClientConnectorDNSError(_WHERE, OSError("no such name")), CannotConnect),
    (aiohttp.ClientConnectorError(_WHERE, OSError("no route to host")), CannotConnect),
    (aiohttp.ServerDisconnectedError(), ConnectionLost),
    (aiohttp.ClientOSError(104, "connection reset by peer"), ConnectionLost),
    (aiohttp.ClientPayloadError("transfer closed early"), ConnectionLost),
    (aiohttp.ServerTimeoutError(), ServerTimeout),
    (TimeoutError(), ServerTimeout),
    (
        aiohttp.ClientConnectorCertificateError(
            _WHERE, ssl.SSLCertVerificationError("self-signed certificate")
        ),
        SSLError,
    ),
    (
        aiohttp.ClientConnectorSSLError(_WHERE, ssl.SSLError("handshake failure")),
        SSLError,
    ),
]


@pytest.mark.parametrize("server_type", list(ServerType))
@pytest.mark.parametrize(
    ("broken", "expected"),
    BREAKS,
    ids=[type(broken).__name__ for broken, _ in BREAKS],
)
async def test_a_broken_network_is_told_apart_and_no_key_is_told(
    server_type: ServerType, broken: Exception, expected: type[ServerError]
) -> None:
    async with aiohttp.ClientSession() as session:
        client = create_client(server_type, session, URL, KEY)
        with aioresponses() as network:
            network.get(EVERYWHERE, exception=broken, repeat=True)
            network.post(EVERYWHERE, exception=broken, repeat=True)
            with pytest.raises(expected) as raised:
                await client.identify()
    assert type(raised.value) is expected
    assert KEY not in str(raised.value)
