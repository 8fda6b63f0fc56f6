"""What is known of the titles in Sonarr's and Radarr's libraries, and when it is read."""

from datetime import timedelta
from unittest.mock import patch

from homeassistant.util import dt as dt_util
import pytest

from custom_components.autoarr.coordinators import ArrCoordinator
from custom_components.autoarr.coordinators.base import error_key
from custom_components.autoarr.downloads.model import TitleKey
from custom_components.autoarr.servers.base import (
    CannotConnect,
    HostNotAllowed,
    InvalidAuth,
    NotFound,
    ServerError,
    ServerTimeout,
    SSLError,
    UnexpectedAnswer,
    UnsupportedVersion,
)
from custom_components.autoarr.servers.models import Movie
from custom_components.autoarr.servers.radarr import RadarrClient
from tests.e2e.home import Home

from .test_resilience import server_id

NOWHERE = 999_999


def app(home: Home, name: str) -> ArrCoordinator:
    """Return the coordinator of a Sonarr or Radarr."""
    coordinator = home.engine.coordinators[server_id(home, name)]
    assert isinstance(coordinator, ArrCoordinator)
    return coordinator


async def test_a_profile_is_lowered_only_for_a_title_that_is_known(home: Home) -> None:
    radarr = app(home, "Radarr")
    media_id = min(radarr.library)
    assert radarr.lower_profile(media_id) is None
    await radarr.async_refresh_now()
    now, lower = radarr.lower_profile(media_id) or (None, None)
    assert now == radarr.library[media_id].quality_profile_id
    assert lower is not None
    assert radarr.lower_profile(NOWHERE) is None


async def test_what_is_missing_is_known_by_film_and_by_episode(home: Home) -> None:
    for name in ("Radarr", "Sonarr"):
        coordinator = app(home, name)
        media_ids = tuple(coordinator.library)
        await coordinator.async_read_titles(media_ids)
        nothing = TitleKey(server_id=coordinator.server.id, media_id=NOWHERE)
        assert not coordinator.is_missing(nothing)
    radarr = app(home, "Radarr")
    for film in radarr.library.values():
        assert isinstance(film, Movie)
        key = TitleKey(server_id=radarr.server.id, media_id=film.id)
        assert radarr.is_missing(key) is (film.monitored and not film.has_file)
    sonarr = app(home, "Sonarr")
    for media_id in sonarr.library:
        for episode in sonarr.episodes_of(media_id):
            key = TitleKey(
                server_id=sonarr.server.id,
                media_id=media_id,
                episode_ids=(episode.id,),
            )
            assert sonarr.is_missing(key) is (
                sonarr.library[media_id].monitored
                and episode.monitored
                and not episode.has_file
            )


async def test_tags_are_read_for_who_asks_and_a_title_that_is_gone_has_none(
    home: Home,
) -> None:
    radarr, now = app(home, "Radarr"), dt_util.utcnow()
    media_id = min(radarr.library)
    with patch.object(RadarrClient, "tags", side_effect=CannotConnect("down")):
        assert not radarr.has_tags_since(media_id, now)
        await radarr.async_refresh_now()
    assert not radarr.has_tags_since(media_id, now)
    with patch.object(RadarrClient, "title", side_effect=NotFound("gone")):
        await radarr.async_refresh_now()
        assert radarr.has_tags_since(media_id, now)
    assert media_id not in radarr.library
    assert radarr.tags_of(media_id) == ()
    assert not radarr.has_tags_since(media_id, now + timedelta(days=1))


async def test_a_key_that_is_rejected_amid_a_look_is_asked_for(home: Home) -> None:
    radarr = app(home, "Radarr")
    with patch.object(RadarrClient, "health", side_effect=InvalidAuth("401")):
        await radarr.async_refresh_now()
        assert not radarr.last_update_success
    (flow,) = home.entry.async_get_active_flows(home.hass, {"reauth"})
    assert flow["context"]["title_placeholders"]["name"] == "Radarr"


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (HostNotAllowed("403"), "host_not_allowed"),
        (SSLError("expired"), "ssl_error"),
        (ServerTimeout("30 s"), "timeout"),
        (UnsupportedVersion("2.0", "3.0"), "unsupported_version"),
        (UnexpectedAnswer("<html>"), "unexpected_answer"),
        (CannotConnect("refused"), "cannot_connect"),
    ],
)
def test_each_error_has_a_sentence_of_its_own(error: ServerError, key: str) -> None:
    assert error_key(error) == key
