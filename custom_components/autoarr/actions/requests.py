"""Actions about requests: asking, answering, deciding, giving up, and what there is."""

import re
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..callers import caller_of
from ..downloads.errors import NotPossible
from ..engine import Engine
from ..engine.request_shape import offer_shape
from ..engine.requests import Answer
from ..limits import Family
from ..requests.model import Intent, MediaType, Quality
from ..requests.record import (
    EpisodeWish,
    Requester,
    RequestFilter,
    RequestStatus,
    Scope,
    Wish,
)
from .base import (
    ATTR_LIMIT,
    ATTR_OFFSET,
    ATTR_SERVER,
    ATTR_SINCE,
    PAGING,
    Fields,
    answer,
    moment,
    register,
)

ATTR_CHOICE = "choice"
ATTR_EPISODES = "episodes"
ATTR_MEDIA_TYPE = "media_type"
ATTR_ON_AMBIGUOUS = "on_ambiguous"
ATTR_QUALITY = "quality"
ATTR_QUERY = "query"
ATTR_REASON = "reason"
ATTR_REMOVE_MEDIA = "remove_media"
ATTR_REQUEST_ID = "request_id"
ATTR_REQUESTED_BY = "requested_by"
ATTR_SEASON = "season"
ATTR_SEASONS = "seasons"
ATTR_STATUS = "status"
ATTR_TITLE = "title"
ATTR_TMDB_ID = "tmdb_id"
ATTR_TVDB_ID = "tvdb_id"
ATTR_YEAR = "year"

ASK = "ask"
BEST = "best"
SEASON_WORDS = ("all", "first", "latest", "future")
LONGEST_QUERY = 10_000
MOST_RESULTS = 50

_EPISODE = re.compile(r"^[Ss](\d{1,4})[Ee](\d{1,5})$")


def _episode(value: object) -> EpisodeWish:
    """Return an episode given as a number within its season, or as S02E05."""
    if isinstance(value, str) and (match := _EPISODE.match(value.strip())):
        return EpisodeWish(season=int(match[1]), number=int(match[2]))
    number: int = vol.All(vol.Coerce(int), vol.Range(min=0, max=99_999))(value)
    return EpisodeWish(number=number)


_NUMBER = vol.All(vol.Coerce(int), vol.Range(min=1))
_SEASON = vol.All(vol.Coerce(int), vol.Range(min=0, max=9_999))
_SEASONS = vol.Any(vol.In(SEASON_WORDS), vol.All(cv.ensure_list, [_SEASON]))
_EPISODES = vol.All(cv.ensure_list, [_episode])
_TEXT = vol.All(cv.string, vol.Length(max=LONGEST_QUERY))
_KIND = vol.Coerce(MediaType)

REQUEST_MEDIA: Fields = {
    vol.Exclusive(ATTR_QUERY, "what"): _TEXT,
    vol.Exclusive(ATTR_TITLE, "what"): _TEXT,
    vol.Optional(ATTR_MEDIA_TYPE): _KIND,
    vol.Optional(ATTR_YEAR): vol.All(vol.Coerce(int), vol.Range(min=1850, max=2200)),
    vol.Optional(ATTR_SEASONS): _SEASONS,
    vol.Optional(ATTR_EPISODES): _EPISODES,
    vol.Optional(ATTR_QUALITY): vol.Coerce(Quality),
    vol.Optional(ATTR_SERVER): cv.string,
    vol.Optional(ATTR_ON_AMBIGUOUS, default=ASK): vol.In((ASK, BEST)),
}
CONFIRM_REQUEST: Fields = {
    vol.Required(ATTR_REQUEST_ID): cv.string,
    vol.Exclusive(ATTR_CHOICE, "which"): _NUMBER,
    vol.Exclusive(ATTR_TMDB_ID, "which"): _NUMBER,
    vol.Exclusive(ATTR_TVDB_ID, "which"): _NUMBER,
}
DECIDE: Fields = {
    vol.Required(ATTR_REQUEST_ID): cv.string,
    vol.Optional(ATTR_REASON, default=""): _TEXT,
}
CANCEL_REQUEST: Fields = {
    vol.Required(ATTR_REQUEST_ID): cv.string,
    vol.Optional(ATTR_REMOVE_MEDIA, default=False): cv.boolean,
}
GET_REQUESTS: Fields = {
    vol.Optional(ATTR_REQUEST_ID): cv.string,
    vol.Optional(ATTR_STATUS, default=list): vol.All(
        cv.ensure_list, [vol.Coerce(RequestStatus)]
    ),
    vol.Optional(ATTR_MEDIA_TYPE): _KIND,
    vol.Optional(ATTR_REQUESTED_BY): cv.string,
    vol.Optional(ATTR_SINCE): cv.datetime,
    **PAGING,
}
SEARCH_MEDIA: Fields = {
    vol.Required(ATTR_QUERY): _TEXT,
    vol.Optional(ATTR_MEDIA_TYPE): _KIND,
    vol.Optional(ATTR_LIMIT, default=10): vol.All(
        vol.Coerce(int), vol.Range(min=1, max=MOST_RESULTS)
    ),
}
REPLACE_MEDIA: Fields = {
    vol.Exclusive(ATTR_QUERY, "what"): _TEXT,
    vol.Exclusive(ATTR_REQUEST_ID, "what"): cv.string,
    vol.Exclusive(ATTR_TMDB_ID, "what"): _NUMBER,
    vol.Exclusive(ATTR_TVDB_ID, "what"): _NUMBER,
    vol.Optional(ATTR_SEASON): _SEASON,
    vol.Optional(ATTR_EPISODES): _EPISODES,
    vol.Optional(ATTR_REASON, default=""): _TEXT,
}


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register the actions of this family."""
    register(hass, "get_requests", _get_requests, GET_REQUESTS)
    register(hass, "search_media", _search, SEARCH_MEDIA, family=Family.REQUEST)
    for name, handler, fields in (
        ("request_media", _request, REQUEST_MEDIA),
        ("confirm_request", _confirm, CONFIRM_REQUEST),
        ("approve_request", _approve, DECIDE),
        ("decline_request", _decline, DECIDE),
        ("cancel_request", _cancel, CANCEL_REQUEST),
        ("replace_media", _replace, REPLACE_MEDIA),
    ):
        register(hass, name, handler, fields, changes=True, family=Family.REQUEST)


async def _caller(call: ServiceCall) -> Requester:
    return await caller_of(call.hass, call.context)


async def _request(engine: Engine, call: ServiceCall) -> ServiceResponse:
    data = call.data
    scope, seasons, episodes = _part(data)
    wish = Wish(
        text=data.get(ATTR_QUERY, ""),
        title=data.get(ATTR_TITLE, ""),
        media_type=data.get(ATTR_MEDIA_TYPE),
        year=data.get(ATTR_YEAR),
        scope=scope,
        seasons=seasons,
        episodes=episodes,
        quality=data.get(ATTR_QUALITY),
        language=call.hass.config.language,
        server=data.get(ATTR_SERVER),
        best=data[ATTR_ON_AMBIGUOUS] == BEST,
    )
    return _said(engine, await engine.desk.ask(wish, await _caller(call)))


def _part(
    data: dict[str, Any],
) -> tuple[Scope | None, tuple[int, ...], tuple[EpisodeWish, ...]]:
    """Return which part of a series the fields of a call name."""
    seasons = data.get(ATTR_SEASONS)
    if episodes := data.get(ATTR_EPISODES):
        season = None
        if isinstance(seasons, list) and len(seasons) == 1:
            (season,) = seasons
        return Scope.EPISODES, (), _in_season(episodes, season)
    if isinstance(seasons, str):
        return Scope(seasons), (), ()
    if seasons:
        return Scope.SEASONS, tuple(sorted(set(seasons))), ()
    return None, (), ()


def _in_season(
    episodes: list[EpisodeWish], season: int | None
) -> tuple[EpisodeWish, ...]:
    return tuple(
        each
        if each.season is not None
        else EpisodeWish(season=season, number=each.number)
        for each in episodes
    )


async def _confirm(engine: Engine, call: ServiceCall) -> ServiceResponse:
    answer = await engine.desk.confirm(
        call.data[ATTR_REQUEST_ID],
        await _caller(call),
        choice=call.data.get(ATTR_CHOICE),
        tmdb_id=call.data.get(ATTR_TMDB_ID),
        tvdb_id=call.data.get(ATTR_TVDB_ID),
    )
    return _said(engine, answer)


async def _approve(engine: Engine, call: ServiceCall) -> ServiceResponse:
    return _said(
        engine,
        await engine.desk.approve(
            call.data[ATTR_REQUEST_ID], await _caller(call), call.data[ATTR_REASON]
        ),
    )


async def _decline(engine: Engine, call: ServiceCall) -> ServiceResponse:
    return _said(
        engine,
        await engine.desk.decline(
            call.data[ATTR_REQUEST_ID], await _caller(call), call.data[ATTR_REASON]
        ),
    )


async def _cancel(engine: Engine, call: ServiceCall) -> ServiceResponse:
    return _said(
        engine,
        await engine.desk.cancel(
            call.data[ATTR_REQUEST_ID],
            await _caller(call),
            remove_media=call.data[ATTR_REMOVE_MEDIA],
        ),
    )


async def _get_requests(engine: Engine, call: ServiceCall) -> ServiceResponse:
    data, caller, desk = call.data, await _caller(call), engine.desk
    if request_id := data.get(ATTR_REQUEST_ID):
        request = await desk.request(request_id, caller)
        return answer("requests", [desk.shape(request)], 1)
    page = await desk.requests(
        RequestFilter(
            statuses=frozenset(data[ATTR_STATUS]),
            media_type=data.get(ATTR_MEDIA_TYPE),
            requester=data.get(ATTR_REQUESTED_BY),
            since=moment(data.get(ATTR_SINCE)),
        ),
        caller,
        limit=data[ATTR_LIMIT],
        offset=data[ATTR_OFFSET],
    )
    return answer("requests", map(desk.shape, page.items), page.total)


async def _search(engine: Engine, call: ServiceCall) -> ServiceResponse:
    wish = Wish(
        text=call.data[ATTR_QUERY],
        media_type=call.data.get(ATTR_MEDIA_TYPE),
        language=call.hass.config.language,
    )
    found = await engine.desk.search(wish, call.data[ATTR_LIMIT])
    return {
        "results": [offer_shape(each, number) for number, each in enumerate(found, 1)]
    }


async def _replace(engine: Engine, call: ServiceCall) -> ServiceResponse:
    data, desk = call.data, engine.desk
    season = data.get(ATTR_SEASON)
    named = {} if season is None else {ATTR_SEASONS: [season]}
    scope, seasons, wishes = _part({**data, **named})
    wish = Wish(
        text=data.get(ATTR_QUERY, ""),
        scope=scope,
        seasons=seasons,
        episodes=wishes,
        language=call.hass.config.language,
    )
    offer = None
    if tmdb_id := data.get(ATTR_TMDB_ID):
        offer = await desk.titles.by_id(MediaType.MOVIE, tmdb_id)
    elif tvdb_id := data.get(ATTR_TVDB_ID):
        offer = await desk.titles.by_id(MediaType.SERIES, tvdb_id)
    return _said(
        engine,
        await desk.replace(
            wish,
            await _caller(call),
            request_id=data.get(ATTR_REQUEST_ID),
            offer=offer,
            reason=data[ATTR_REASON],
        ),
    )


def _said(engine: Engine, said: Answer) -> ServiceResponse:
    """Return the response to a call.

    Raises:
        NotPossible: The text asks for no film or series.
    """
    if said.request is None and said.intent is not Intent.REQUEST_MEDIA:
        raise NotPossible(said.message)
    return {
        "request": engine.desk.shape(said.request) if said.request else None,
        "message": engine.desk.words(said.message),
    }
