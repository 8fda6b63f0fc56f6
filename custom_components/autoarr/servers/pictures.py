"""Pictures as apps and artwork services give them: of a kind and size that can be shown."""

from collections.abc import Mapping

import aiohttp
from yarl import URL

from .base import (
    CannotConnect,
    Client,
    NotFound,
    Params,
    UnexpectedAnswer,
    read_at_most,
)
from .models import Snapshot

LARGEST = 4 * 1024**2
"""Bytes; a poster has some tens of thousands."""
PATIENCE = 15.0
"""Seconds that an artwork service may take."""
KINDS = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})
"""What is handed on: no kind of picture that can hold a script."""


class Picture(Snapshot, frozen=True, gc=False, kw_only=True):
    """A picture as it came, and what kind of picture it is."""

    content: bytes
    content_type: str


class PictureClient(Client):
    """Asks an app for pictures, among other things."""

    async def _picture(self, path: str, params: Params = ()) -> Picture:
        """Read a picture of the app's own.

        Raises:
            NotFound: There is none.
            ServerError: Whatever else can go wrong.
        """
        status, headers, body = await self._answer(
            "GET", self._base, path, params=params, most=LARGEST
        )
        self._check_status(f"GET {path}", path, status, headers, body)
        return _picture(headers, body)


async def public_picture(session: aiohttp.ClientSession, address: str) -> Picture:
    """Read a picture that is there for everybody: no key is sent, no redirect followed.

    Raises:
        NotFound: There is none, or this is no address of one.
        ServerError: Nothing answered, or not with a picture.
    """
    try:
        url = URL(address)
    except ValueError as err:
        raise NotFound("no address of a picture") from err
    if url.scheme not in {"http", "https"} or not url.host or url.user is not None:
        raise NotFound("no address of a picture")
    try:
        async with session.get(
            url,
            headers={"Accept": ", ".join(sorted(KINDS))},
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=PATIENCE),
        ) as response:
            if response.status != 200:
                raise NotFound(f"a picture was refused with {response.status}")
            body = await read_at_most(response, LARGEST)
            return _picture(response.headers, body)
    except (aiohttp.ClientError, TimeoutError, OSError) as err:
        raise CannotConnect(f"a picture: {type(err).__name__}") from err


def _picture(headers: Mapping[str, str], body: bytes) -> Picture:
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in KINDS or not body:
        raise UnexpectedAnswer(f"no picture but {kind or 'nothing'}")
    return Picture(content=body, content_type=kind)
