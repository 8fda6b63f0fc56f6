"""The simulated Plex: tokens, libraries, scans, playback and notifications."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from xml.etree import ElementTree as ET

from aiohttp import ClientResponseError, WSMsgType
import pytest

from simulator.http import Fault
from simulator.plex import PlayState
from tests.simulator.plex import DAY, TOKEN, Plex, Shelf, movie, running, show


@pytest.fixture
async def plex(loopback: None) -> AsyncIterator[Plex]:
    """Return a Plex with two movies and one show."""
    async with running() as plex:
        yield plex


# -- who may ask -----------------------------------------------------------------------


async def test_identity_needs_no_token_and_names_the_machine(plex: Plex) -> None:
    async with plex.session.get(f"{plex.server.url}/identity") as response:
        root = ET.fromstring(await response.text())
    assert root.get("machineIdentifier") == plex.server.plex.machine_id
    assert root.get("claimed") == "1"


@pytest.mark.parametrize("token", [None, "wrong"])
async def test_without_a_good_token_there_is_a_page_and_status_401(
    plex: Plex, token: str | None
) -> None:
    headers = {"Accept": "application/json"} | (
        {"X-Plex-Token": token} if token else {}
    )
    for path in ("/", "/library/sections", "/:/websockets/notifications"):
        async with plex.session.get(
            f"{plex.server.url}{path}", headers=headers
        ) as response:
            assert response.status == 401
            assert response.content_type == "text/html"
            assert "<title>Unauthorized</title>" in await response.text()


async def test_the_token_may_stand_in_the_query(plex: Plex) -> None:
    url = f"{plex.server.url}/?X-Plex-Token={TOKEN}"
    async with plex.session.get(url) as response:
        assert response.status == 200
    assert TOKEN not in str(plex.server.requests)


async def test_a_trusted_network_needs_no_token_but_a_wrong_one_is_refused(
    plex: Plex,
) -> None:
    await plex.get("/:/prefs", "PUT", allowedNetworks="127.0.0.1")
    async with plex.session.get(f"{plex.server.url}/library/sections") as response:
        assert response.status == 200
    url = f"{plex.server.url}/library/sections?X-Plex-Token=wrong"
    async with plex.session.get(url) as response:
        assert response.status == 401


async def test_a_fault_makes_every_token_wrong(plex: Plex) -> None:
    await plex.server.set_fault(Fault.WRONG_KEY)
    assert await plex.status("/library/sections") == 401


# -- formats ---------------------------------------------------------------------------


async def test_json_and_xml_say_the_same_in_their_own_way(plex: Plex) -> None:
    json = await plex.get("/library/sections")
    headers = {"X-Plex-Token": TOKEN}
    url = f"{plex.server.url}/library/sections"
    async with plex.session.get(url, headers=headers) as response:
        assert response.content_type == "text/xml"
        root = ET.fromstring(await response.text())
    first, element = json["Directory"][0], root.findall("Directory")[0]
    assert (first["refreshing"], element.get("refreshing")) == (False, "0")
    assert (first["key"], element.get("key")) == ("1", "1")
    location = element.find("Location")
    assert location is not None
    assert first["Location"][0]["path"] == location.get("path")
    assert set(element.attrib) == {name for name in first if name != "Location"}


async def test_items_are_videos_or_directories_in_xml(plex: Plex) -> None:
    headers = {"X-Plex-Token": TOKEN}
    tags = []
    for section in (1, 2):
        url = f"{plex.server.url}/library/sections/{section}/all"
        async with plex.session.get(url, headers=headers) as response:
            root = ET.fromstring(await response.text())
            tags.append([child.tag for child in root])
    assert tags == [["Video", "Video"], ["Directory"]]


async def test_lists_without_elements_are_left_out(plex: Plex) -> None:
    plex.shelf.films.clear()
    assert "Metadata" not in await plex.get("/library/sections/3/all")
    assert await plex.get("/status/sessions") == {"size": 0}
    sections = await plex.get("/library/sections/1/all")
    assert "Guid" not in sections["Metadata"][0]


# -- libraries -------------------------------------------------------------------------


async def test_the_root_tells_what_the_server_is(plex: Plex) -> None:
    root = await plex.get("/")
    assert root["friendlyName"] == "Simulated Plex"
    assert root["myPlexUsername"]
    assert root["version"] == plex.server.plex.version


async def test_three_libraries_and_one_of_them_without_agent(plex: Plex) -> None:
    sections = (await plex.get("/library/sections"))["Directory"]
    assert [(s["type"], s["agent"]) for s in sections] == [
        ("movie", "tv.plex.agents.movie"),
        ("show", "tv.plex.agents.series"),
        ("movie", "com.plexapp.agents.none"),
    ]
    assert await plex.get("/library/sections/all") == await plex.get(
        "/library/sections"
    )


async def test_items_carry_their_ids_elsewhere_when_asked(plex: Plex) -> None:
    found = await plex.get("/library/sections/1/all", includeGuids=1, title="dune")
    [dune] = found["Metadata"]
    assert dune["guid"].startswith("plex://movie/")
    assert [guid["id"] for guid in dune["Guid"]] == [
        "imdb://tt1160419",
        "tmdb://438631",
    ]
    assert isinstance(dune["ratingKey"], str)
    assert dune["Media"][0]["Part"][0]["file"].endswith("Dune.mkv")
    one = await plex.get(f"/library/metadata/{dune['ratingKey']}")
    assert one["Metadata"][0]["Guid"] == dune["Guid"]
    assert one["Metadata"][0]["librarySectionID"] == 1


async def test_old_agents_have_ids_of_their_own(loopback: None) -> None:
    shelf = Shelf(films=[movie(imdb="tt1160419"), movie("Arrival", 2016, tmdb=329865)])
    async with running(shelf, legacy=True) as plex:
        sections = (await plex.get("/library/sections"))["Directory"]
        assert sections[0]["agent"] == "com.plexapp.agents.imdb"
        movies = (await plex.get("/library/sections/1/all", includeGuids=1))["Metadata"]
        assert [item["guid"] for item in movies] == [
            "com.plexapp.agents.imdb://tt1160419?lang=en",
            "com.plexapp.agents.themoviedb://329865?lang=en",
        ]
        assert "Guid" not in movies[0]
        [series] = (await plex.get("/library/sections/2/all"))["Metadata"]
        assert series["guid"] == "com.plexapp.agents.thetvdb://334824?lang=en"


async def test_shows_have_seasons_and_episodes(plex: Plex) -> None:
    [series] = (await plex.get("/library/sections/2/all", type=2))["Metadata"]
    assert (series["childCount"], series["leafCount"]) == (1, 2)
    assert series["key"].endswith("/children")
    [season] = (await plex.get(series["key"]))["Metadata"]
    assert (season["title"], season["parentTitle"]) == ("Season 1", "Dark")
    episodes = (await plex.get(season["key"]))["Metadata"]
    assert [e["title"] for e in episodes] == ["Part 1", "Part 2"]
    assert (episodes[0]["parentIndex"], episodes[0]["grandparentTitle"]) == (1, "Dark")
    leaves = f"/library/metadata/{series['ratingKey']}/allLeaves"
    assert await plex.titles(leaves) == ["Part 1", "Part 2"]
    leaves = f"/library/metadata/{season['ratingKey']}/allLeaves"
    assert await plex.titles(leaves) == ["Part 1", "Part 2"]
    whole = await plex.get(
        f"/library/metadata/{series['ratingKey']}", includeChildren=1
    )
    assert whole["Metadata"][0]["Children"]["Metadata"][0]["title"] == "Season 1"
    for kind, count in ((2, 1), (3, 1), (4, 2)):
        listed = await plex.get("/library/sections/2/all", type=kind)
        assert listed["size"] == count


async def test_listings_come_in_pages_by_query_or_header(plex: Plex) -> None:
    plex.shelf.films += [movie(f"Film {n}", 2000 + n, tmdb=n) for n in range(1, 9)]
    plex.server.plex.scanner.read_all()
    window: dict[str, Any] = {"X-Plex-Container-Start": 4, "X-Plex-Container-Size": 3}
    page = await plex.get("/library/sections/1/all", **window)
    assert (page["size"], page["totalSize"], page["offset"]) == (3, 10, 4)
    window["X-Plex-Container-Start"] = 40
    beyond = await plex.get("/library/sections/1/all", **window)
    assert (beyond["size"], beyond["totalSize"]) == (0, 10)
    headers = {
        "X-Plex-Token": TOKEN,
        "X-Plex-Container-Size": "0",
        "X-Plex-Container-Start": "0",
    }
    url = f"{plex.server.url}/library/sections/1/all"
    async with plex.session.get(url, headers=headers) as response:
        root = ET.fromstring(await response.text())
    assert (root.get("size"), root.get("totalSize")) == ("0", "10")
    assert "totalSize" not in await plex.get("/library/sections/1/all")


async def test_listings_can_be_filtered_and_sorted(plex: Plex) -> None:
    path = "/library/sections/1/all"
    assert await plex.titles(path, sort="titleSort") == ["Arrival", "Dune"]
    assert await plex.titles(path, sort="movie.addedAt:desc") == ["Arrival", "Dune"]
    assert await plex.titles(path, sort="year:desc,titleSort") == ["Dune", "Arrival"]
    assert await plex.titles(path, sort="luck") == ["Dune", "Arrival"]
    assert await plex.titles(path, year=2016) == ["Arrival"]
    assert await plex.titles(path, guid="tmdb://438631") == ["Dune"]
    assert await plex.titles(path, limit=1) == ["Dune"]
    assert await plex.titles(path, **{"addedAt>>": int(DAY)}) == ["Arrival"]
    assert await plex.titles(path, **{"addedAt>>": "x"}) == ["Dune", "Arrival"]


async def test_what_came_last_is_listed_first(plex: Plex) -> None:
    assert await plex.titles("/library/recentlyAdded") == [
        "Season 1",
        "Arrival",
        "Dune",
    ]
    recent = "/library/sections/{}/recentlyAdded"
    assert await plex.titles(recent.format(1)) == ["Arrival", "Dune"]
    assert await plex.titles(recent.format(2)) == ["Part 2", "Part 1"]
    assert await plex.titles("/library/all") == ["Dune", "Arrival", "Dark"]
    assert await plex.titles("/library/all", type=4) == ["Part 1", "Part 2"]


async def test_titles_can_be_searched(plex: Plex) -> None:
    hubs = (await plex.get("/hubs/search", query="d"))["Hub"]
    found = {hub["type"]: hub["size"] for hub in hubs}
    assert found == {"movie": 1, "show": 1, "episode": 0}
    assert [item["title"] for item in hubs[0]["Metadata"]] == ["Dune"]
    results = (await plex.get("/library/search", query="part", limit=1))["SearchResult"]
    assert [result["Metadata"]["title"] for result in results] == ["Part 1"]
    only = (await plex.get("/hubs/search", query="d", sectionId=2))["Hub"]
    assert [hub["size"] for hub in only] == [0, 1, 0]
    assert (await plex.get("/library/search", query=""))["size"] == 0


async def test_an_id_elsewhere_finds_its_title(plex: Plex) -> None:
    path = "/library/metadata/1/matches"
    found = await plex.get(path, manual=1, title="tmdb-329865")
    assert [result["name"] for result in found["SearchResult"]] == ["Arrival"]
    assert "SearchResult" not in await plex.get(path, title="tmdb-1")


@pytest.mark.parametrize(
    "path",
    [
        "/nonsense",
        "/library/sections/9",
        "/library/sections/9/all",
        "/library/sections/9/refresh",
        "/library/sections/9/recentlyAdded",
        "/library/metadata/999",
        "/library/metadata/999/children",
        "/library/metadata/999/allLeaves",
        "/library/metadata/999/matches",
    ],
)
async def test_what_does_not_exist_is_not_found(plex: Plex, path: str) -> None:
    assert await plex.status(path) == 404


@pytest.mark.parametrize(
    "path",
    [
        "/library",
        "/library/sections/1",
        "/library/sections/1/collections",
        "/library/onDeck",
        "/clients",
        "/devices",
        "/playlists",
        "/accounts",
        "/system/agents",
        "/security/token",
        "/activities",
        "/updater/status",
    ],
)
async def test_what_clients_ask_for_besides_is_answered(plex: Plex, path: str) -> None:
    assert "size" in await plex.get(path)


# -- preferences and updates -----------------------------------------------------------


async def test_preferences_can_be_read_and_set(plex: Plex) -> None:
    async def read(name: str) -> Any:
        found = (await plex.get("/:/prefs"))["Setting"]
        return next(s["value"] for s in found if s["id"] == name)

    assert await read("secureConnections") == 1
    await plex.get("/:/prefs", "PUT", secureConnections=2, FriendlyName="Home")
    assert await read("secureConnections") == 2
    assert await read("FriendlyName") == "Home"
    await plex.get("/:/prefs", "PUT", logTokens="true")
    assert await read("logTokens") is True
    assert await plex.status("/:/prefs?nonsense=1", "PUT") == 400
    assert await plex.status("/:/prefs?secureConnections=x", "PUT") == 400
    assert await plex.status(f"/:/prefs?logTokens=0&X-Plex-Token={TOKEN}", "PUT") == 200
    assert await read("logTokens") is False


async def test_an_update_is_offered_when_one_is_out(plex: Plex) -> None:
    assert "Release" not in await plex.get("/updater/status")
    plex.server.offer_update("1.99.0.1-abcdef", fixed="Everything")
    assert await plex.get("/updater/check", "PUT", download=0) is None
    [release] = (await plex.get("/updater/status"))["Release"]
    assert (release["version"], release["state"]) == ("1.99.0.1-abcdef", "available")


# -- scans -----------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_new_file_is_seen_only_after_a_scan(plex: Plex, method: str) -> None:
    plex.shelf.films.append(movie("Heat", 1995, tmdb=949))
    await plex.play(60)
    assert "Heat" not in await plex.titles("/library/sections/1/all")
    assert await plex.get("/library/sections/1/refresh", method) is None
    await plex.play(5)
    [section, *_] = (await plex.get("/library/sections"))["Directory"]
    [activity] = (await plex.get("/activities"))["Activity"]
    assert section["refreshing"] is True
    assert activity["type"] == "library.update.section"
    assert activity["Context"]["librarySectionID"] == "1"
    assert "Heat" not in await plex.titles("/library/sections/1/all")
    changed = section["contentChangedAt"]
    await plex.play(10)
    assert "Heat" in await plex.titles("/library/sections/1/all")
    [section, *_] = (await plex.get("/library/sections"))["Directory"]
    assert section["refreshing"] is False
    assert section["contentChangedAt"] == changed + 1
    heat = (await plex.get("/library/sections/1/all", title="Heat"))["Metadata"][0]
    assert heat["addedAt"] == pytest.approx(plex.clock.time(), abs=10)
    assert plex.server.writes[-1].path == "/library/sections/1/refresh"


async def test_a_partial_scan_sees_only_its_folder_and_is_quick(plex: Plex) -> None:
    plex.shelf.films += [movie("Heat", 1995, tmdb=949), movie("Ran", 1985, tmdb=11645)]
    folder = "/data/media/movies/Heat (1995)"
    await plex.get("/library/sections/1/refresh", path=folder)
    await plex.play(6)
    titles = await plex.titles("/library/sections/1/all")
    assert "Heat" in titles
    assert "Ran" not in titles


async def test_a_partial_scan_of_a_season_finds_a_new_show_around_it(
    plex: Plex,
) -> None:
    plex.shelf.series.append(show("Lost", tvdb=73739))
    folder = "/data/media/tv/Lost/Season 1"
    await plex.get("/library/sections/2/refresh", path=folder)
    await plex.play(6)
    found = await plex.get("/library/sections/2/all", title="Lost")
    assert found["Metadata"][0]["leafCount"] == 2


async def test_a_file_that_is_gone_leaves_with_the_next_scan(plex: Plex) -> None:
    key = (await plex.get("/library/sections/1/all"))["Metadata"][0]["ratingKey"]
    gone = plex.shelf.films.pop(0)
    await plex.get("/library/sections/all/refresh")
    await plex.play(20)
    assert await plex.titles("/library/sections/1/all") == ["Arrival"]
    assert await plex.status(f"/library/metadata/{key}") == 404
    plex.shelf.films.append(gone)
    await plex.get("/library/sections/1/refresh")
    await plex.play(20)
    found = await plex.get("/library/sections/1/all", title="Dune")
    assert found["Metadata"][0]["ratingKey"] == key


async def test_a_better_file_keeps_the_rating_key_and_the_date(plex: Plex) -> None:
    before = (await plex.get("/library/sections/1/all"))["Metadata"][0]
    plex.shelf.films[0] = movie(tmdb=438631, path="/data/media/movies/Dune/better.mkv")
    await plex.get("/library/sections/1/refresh")
    await plex.play(20)
    after = (await plex.get("/library/sections/1/all"))["Metadata"][0]
    assert after["Media"][0]["Part"][0]["file"].endswith("better.mkv")
    assert after["ratingKey"] == before["ratingKey"]
    assert after["addedAt"] == before["addedAt"]
    assert after["updatedAt"] > before["updatedAt"]


async def test_a_scan_that_is_asked_for_twice_runs_twice_and_can_be_ended(
    plex: Plex,
) -> None:
    await plex.get("/library/sections/1/refresh")
    await plex.play(5)
    plex.shelf.films.append(movie("Heat", 1995, tmdb=949))
    await plex.get("/library/sections/1/refresh")
    await plex.play(40)
    assert "Heat" in await plex.titles("/library/sections/1/all")
    plex.shelf.films.append(movie("Ran", 1985, tmdb=11645))
    await plex.get("/library/sections/1/refresh")
    await plex.play(3)
    await plex.get("/library/sections/1/refresh", "DELETE")
    await plex.play(40)
    assert "Ran" not in await plex.titles("/library/sections/1/all")
    assert (await plex.get("/activities"))["size"] == 0


async def test_changes_are_scanned_for_without_asking_where_users_want_that(
    plex: Plex,
) -> None:
    plex.shelf.films.append(movie("Heat", 1995, tmdb=949))
    await plex.play(60)
    assert "Heat" not in await plex.titles("/library/sections/1/all")
    await plex.get("/:/prefs", "PUT", FSEventLibraryUpdatesEnabled=1)
    await plex.play(60)
    assert "Heat" in await plex.titles("/library/sections/1/all")


async def test_libraries_are_scanned_by_the_clock_where_users_want_that(
    plex: Plex,
) -> None:
    await plex.get(
        "/:/prefs",
        "PUT",
        ScheduledLibraryUpdatesEnabled=1,
        ScheduledLibraryUpdateInterval=300,
    )
    plex.shelf.films.append(movie("Heat", 1995, tmdb=949))
    await plex.play(200)
    assert "Heat" not in await plex.titles("/library/sections/1/all")
    await plex.play(150)
    assert "Heat" in await plex.titles("/library/sections/1/all")


async def test_a_show_without_episodes_is_no_show(plex: Plex) -> None:
    plex.shelf.series.append(show("Empty", 0, tvdb=9))
    await plex.get("/library/sections/2/refresh")
    await plex.play(20)
    assert await plex.titles("/library/sections/2/all") == ["Dark"]


# -- playback and notifications --------------------------------------------------------


async def test_a_session_moves_on_in_world_time(plex: Plex) -> None:
    session = plex.server.play("dune", user="Ann", remote=True)
    plex.clock.advance(60)
    [playing] = (await plex.get("/status/sessions"))["Metadata"]
    assert playing["viewOffset"] == pytest.approx(60_000, abs=2000)
    assert (playing["User"]["title"], playing["Player"]["state"]) == ("Ann", "playing")
    assert (playing["Session"]["location"], playing["Player"]["local"]) == (
        "wan",
        False,
    )
    assert (playing["librarySectionID"], playing["sessionKey"]) == ("1", "1")
    assert isinstance(playing["Media"][0]["id"], str)
    plex.server.set_playback(session.key, PlayState.PAUSED)
    plex.clock.advance(60)
    [paused] = (await plex.get("/status/sessions"))["Metadata"]
    assert paused["viewOffset"] == pytest.approx(60_000, abs=2000)
    plex.server.set_playback(session.key, PlayState.STOPPED)
    assert await plex.get("/status/sessions") == {"size": 0}


async def test_a_transcoded_session_says_so(plex: Plex) -> None:
    session = plex.server.play("Dark")
    session.transcodes = True
    [playing] = (await plex.get("/status/sessions"))["Metadata"]
    assert playing["TranscodeSession"]["videoDecision"] == "transcode"
    assert (playing["type"], playing["grandparentTitle"]) == ("episode", "Dark")
    assert (await plex.get("/"))["transcoderActiveVideoSessions"] == 1


async def test_a_session_of_a_deleted_item_is_not_shown(plex: Plex) -> None:
    plex.server.play("Dune")
    plex.shelf.films.clear()
    plex.server.plex.scanner.read_all()
    assert await plex.get("/status/sessions") == {"size": 0}
    with pytest.raises(KeyError):
        plex.server.play("Nothing")


@pytest.mark.parametrize("path", ["websockets", "websocket"])
async def test_clients_hear_of_playback_and_scans(plex: Plex, path: str) -> None:
    url = f"{plex.server.url}/:/{path}/notifications?X-Plex-Token={TOKEN}"
    heard: list[Any] = []
    async with plex.session.ws_connect(url) as socket:
        session = plex.server.play("Dune")
        plex.server.set_playback(session.key, PlayState.STOPPED)
        plex.shelf.films.append(movie("Heat", 1995, tmdb=949))
        plex.shelf.films.pop(0)
        await plex.get("/library/sections/1/refresh")
        await plex.play(20)
        while not any(note["type"] == "status" for note in heard):
            message = await socket.receive_json(timeout=2)
            heard.append(message["NotificationContainer"])
    states = [
        note["PlaySessionStateNotification"][0]["state"]
        for note in heard
        if note["type"] == "playing"
    ]
    assert states == ["playing", "stopped"]
    entries = [n["TimelineEntry"][0] for n in heard if n["type"] == "timeline"]
    assert [(entry["title"], entry["state"]) for entry in entries] == [
        ("Heat", 0),
        ("Heat", 5),
        ("Dune", 9),
    ]
    events = [n["ActivityNotification"][0]["event"] for n in heard if "Act" in str(n)]
    assert (events[0], events[-1]) == ("started", "ended")
    assert heard[-1]["StatusNotification"][0]["title"] == "Library scan complete"


async def test_who_listens_is_told_when_the_server_goes_down(plex: Plex) -> None:
    url = f"{plex.server.url}/:/websockets/notifications?X-Plex-Token={TOKEN}"
    async with plex.session.ws_connect(url) as socket:
        await plex.server.set_up(up=False)
        message = await socket.receive(timeout=2)
        assert message.type is WSMsgType.CLOSE
    await plex.server.set_up(up=True)
    plex.server.play("Dune")
    await asyncio.sleep(0)
    assert (await plex.get("/status/sessions"))["size"] == 1


async def test_a_plain_request_is_no_websocket(plex: Plex) -> None:
    assert await plex.status("/:/websockets/notifications") == 400
    with pytest.raises(ClientResponseError):
        await plex.session.ws_connect(f"{plex.server.url}/:/websockets/notifications")
