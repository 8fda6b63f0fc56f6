"""Shows posters to whoever is logged in: what is fetched for them needs no key of theirs."""

import asyncio
from collections.abc import Coroutine, Iterator
from functools import partial
from http import HTTPStatus
from time import monotonic
from typing import Any

from aiohttp import hdrs, web
from homeassistant.components.http import (
    KEY_AUTHENTICATED,
    KEY_HASS_USER,
    HomeAssistantView,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .const import DOMAIN
from .engine import AutoArrConfigEntry, Engine
from .engine.posters import POSTERS, Poster, Posters
from .limits import Family
from .requests.model import MediaType

_HEADERS = {
    # Of the one who asked: a shared cache in between is not to keep it.
    hdrs.CACHE_CONTROL: "private, max-age=86400",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


@callback
def register(hass: HomeAssistant) -> None:
    """Show posters, once; a home without a web server has nobody to show them to."""
    if "http" not in hass.config.components:
        return
    engines = partial(_engines, hass)

    def start(search: Coroutine[Any, Any, Poster]) -> asyncio.Task[Poster]:
        return hass.async_create_background_task(search, f"{DOMAIN} poster")

    posters = Posters(engines, async_get_clientsession(hass), start, monotonic)
    hass.http.register_view(PosterView(hass, posters))


def _engines(hass: HomeAssistant) -> Iterator[Engine]:
    entries: list[AutoArrConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    yield from (entry.runtime_data for entry in entries)


class PosterView(HomeAssistantView):
    """The poster of a film or series; its address is the same for everybody."""

    url = f"{POSTERS}/{{media_type:movie|series}}/{{number:[1-9][0-9]{{0,9}}}}"
    name = f"api:{DOMAIN}:poster"
    # It is looked at below: an address that ran out is no attempt to break in.
    requires_auth = False

    def __init__(self, hass: HomeAssistant, posters: Posters) -> None:
        """Show these posters."""
        self._hass = hass
        self._posters = posters

    async def get(
        self, request: web.Request, media_type: str, number: str
    ) -> web.Response:
        """Answer with a picture, or with what is the matter.

        Who is not logged in gets 401, or 403 where only the signature ran out; there is
        404 where there is no poster, and 429 for who asks too often.
        """
        if not request[KEY_AUTHENTICATED]:
            if hdrs.AUTHORIZATION in request.headers:
                raise web.HTTPUnauthorized
            raise web.HTTPForbidden
        for engine in _engines(self._hass):
            if engine.limits.count(request[KEY_HASS_USER].id, Family.READ):
                raise web.HTTPTooManyRequests
        poster = await self._posters.poster(MediaType(media_type), int(number))
        if poster.picture is None:
            raise web.HTTPNotFound
        headers = {**_HEADERS, hdrs.ETAG: f'"{poster.tag}"'}
        if any(each.value == poster.tag for each in request.if_none_match or ()):
            return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        return web.Response(
            body=poster.picture.content,
            content_type=poster.picture.content_type,
            headers=headers,
        )
