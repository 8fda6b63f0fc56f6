"""The simulated Plex as PyPI's `PlexAPI` sees it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from plexapi.exceptions import NotFound, Unauthorized
from plexapi.server import PlexServer as Client
import pytest

from tests.simulator.plex import TOKEN, Plex, movie, running


@pytest.fixture
async def plex(loopback: None) -> AsyncIterator[Plex]:
    """Return a Plex with two movies and one show."""
    async with running() as plex:
        yield plex


connect: Any = Client  # it ships types that leave out its own constructor


async def ask[T](plex: Plex, question: Callable[[Any], T], token: str = TOKEN) -> T:
    """Ask a question of the client, which blocks, in a thread of its own."""

    def run() -> T:
        return question(connect(plex.server.url, token, timeout=5))

    return await asyncio.to_thread(run)


async def test_it_connects_and_knows_the_server(plex: Plex) -> None:
    def question(client: Any) -> tuple[str, str, bool, list[str]]:
        return (
            client.machineIdentifier,
            client.version,
            client.identity().claimed,
            [account.name for account in client.systemAccounts()],
        )

    machine, version, claimed, accounts = await ask(plex, question)
    assert machine == plex.server.plex.machine_id
    assert version == plex.server.plex.version
    assert (claimed, accounts) == (True, ["owner"])


async def test_a_wrong_token_is_unauthorised(plex: Plex) -> None:
    with pytest.raises(Unauthorized):
        await ask(plex, lambda client: client.version, "wrong")


async def test_libraries_and_their_sizes(plex: Plex) -> None:
    def question(client: Any) -> list[tuple[str, str, int, list[str]]]:
        return [
            (section.type, section.title, section.totalSize, section.locations)
            for section in client.library.sections()
        ]

    assert await ask(plex, question) == [
        ("movie", "Movies", 2, ["/data/media/movies"]),
        ("show", "TV Shows", 1, ["/data/media/tv"]),
        ("movie", "Home Videos", 0, ["/media/home videos"]),
    ]


async def test_movies_with_their_ids(plex: Plex) -> None:
    def question(client: Any) -> tuple[list[str], str, str]:
        section = client.library.section("Movies")
        dune = section.get("Dune")
        return (
            [guid.id for guid in dune.guids],
            dune.media[0].parts[0].file,
            section.getGuid("tmdb://329865").title,
        )

    guids, file, found = await ask(plex, question)
    assert guids == ["imdb://tt1160419", "tmdb://438631"]
    assert file.endswith("/Dune.mkv")
    assert found == "Arrival"


async def test_an_id_that_is_not_there_is_not_found(plex: Plex) -> None:
    with pytest.raises(NotFound):
        await ask(
            plex, lambda client: client.library.section("Movies").getGuid("tmdb://1")
        )


async def test_shows_seasons_and_episodes(plex: Plex) -> None:
    def question(client: Any) -> tuple[int, list[str], str, int]:
        show = client.library.section("TV Shows").get("Dark")
        episodes = show.episodes()
        return (
            len(show.seasons()),
            [episode.title for episode in episodes],
            episodes[0].seasonEpisode,
            client.library.section("TV Shows").totalViewSize("episode"),
        )

    assert await ask(plex, question) == (1, ["Part 1", "Part 2"], "s01e01", 2)


async def test_search_recent_and_pages(plex: Plex) -> None:
    plex.shelf.films += [movie(f"Film {n}", 2000 + n, tmdb=n) for n in range(1, 251)]
    plex.server.plex.scanner.read_all()

    def question(client: Any) -> tuple[int, list[str], list[str], list[str]]:
        movies = client.library.section("Movies")
        return (
            len(movies.all()),
            [item.title for item in client.search("dune")],
            [item.title for item in movies.recentlyAdded(maxresults=1)],
            [item.title for item in movies.search(sort="titleSort", maxresults=2)],
        )

    count, found, recent, first = await ask(plex, question)
    assert count == 252
    assert (found, recent, first) == (["Dune"], ["Arrival"], ["Arrival", "Dune"])


async def test_a_scan_shows_as_activity_and_brings_new_files(plex: Plex) -> None:
    plex.shelf.films.append(movie("Heat", 1995, tmdb=949))
    await ask(plex, lambda client: client.library.section("Movies").update())
    await plex.play(4)
    running_now, refreshing = await ask(
        plex,
        lambda client: (
            [activity.title for activity in client.activities],
            client.library.section("Movies").refreshing,
        ),
    )
    assert (running_now, refreshing) == (["Scanning Movies"], True)
    await plex.play(20)
    found = await ask(plex, lambda c: c.library.section("Movies").get("Heat").year)
    assert found == 1995


async def test_sessions(plex: Plex) -> None:
    plex.server.play("Dark", user="Ann")
    plex.clock.advance(30)

    def question(client: Any) -> tuple[str, str, str, str, int, str]:
        [session] = client.sessions()
        return (
            session.title,
            session.grandparentTitle,
            session.usernames[0],
            session.player.state,
            session.viewOffset // 1000,
            session.session.location,
        )

    title, show, user, state, seconds, location = await ask(plex, question)
    assert (title, show, user) == ("Part 1", "Dark", "Ann")
    assert (state, location) == ("playing", "lan")
    assert 30 <= seconds <= 35


async def test_preferences_and_updates(plex: Plex) -> None:
    def question(client: Any) -> tuple[int, bool, object]:
        settings = client.settings
        settings.get("logTokens").set(True)
        settings.save()
        return (
            settings.get("secureConnections").value,
            settings.get("logTokens").value,
            client.checkForUpdate(),
        )

    assert await ask(plex, question) == (1, False, None)
    assert plex.server.plex.preferences["logTokens"] is True
    plex.server.offer_update("1.99.0.1-abcdef")
    newer = await ask(plex, lambda client: client.checkForUpdate().version)
    assert newer == "1.99.0.1-abcdef"
