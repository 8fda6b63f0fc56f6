"""Finding, adding, changing and deleting titles in the simulated apps."""

import pytest

from simulator.world import Simulation
from tests.simulator.worlds import Json, call, queue


async def _series(sim: Simulation, title: str, **options: Json) -> Json:
    found = await call(sim.sonarr, "GET", f"series/lookup?term={title}")
    body = {
        **found[0],
        "qualityProfileId": 4,
        "rootFolderPath": "/data/media/tv",
        "monitored": True,
        "seasonFolder": True,
        **options,
    }
    return await call(sim.sonarr, "POST", "series", body, 201)


async def _movie(sim: Simulation, term: str, **options: Json) -> Json:
    found = await call(sim.radarr, "GET", f"movie/lookup?term={term}")
    body = {
        **found[0],
        "qualityProfileId": 4,
        "rootFolderPath": "/data/media/movies/",
        "monitored": True,
        "minimumAvailability": "released",
        **options,
    }
    return await call(sim.radarr, "POST", "movie", body, 201)


# -- films ---------------------------------------------------------------------------------


async def test_a_film_is_found_by_title_year_and_id(sim: Simulation) -> None:
    found = await call(sim.radarr, "GET", "movie/lookup?term=Dune")
    assert [(m["title"], m["year"]) for m in found[:2]] == [
        ("Dune", 2021),
        ("Dune", 1984),
    ]
    assert "id" not in found[0]
    assert found[0]["added"] == "0001-01-01T00:00:00Z"
    by_id = await call(
        sim.radarr, "GET", f"movie/lookup?term=tmdb:{found[1]['tmdbId']}"
    )
    assert [m["year"] for m in by_id] == [1984]
    one = await call(
        sim.radarr, "GET", f"movie/lookup/imdb?imdbId={found[1]['imdbId']}"
    )
    assert one["year"] == 1984
    await call(sim.radarr, "GET", "movie/lookup/tmdb?tmdbId=1", status=500)
    assert await call(sim.radarr, "GET", "movie/lookup?term=zzzz") == []
    owned = sim.radarr.films.films[1].movie.tmdb_id
    (known,) = await call(sim.radarr, "GET", f"movie/lookup?term=tmdb:{owned}")
    assert known["id"] == 1


async def test_an_added_film_is_searched_downloaded_and_imported(
    sim: Simulation,
) -> None:
    movie = await _movie(sim, "Dune 1984", addOptions={"searchForMovie": True})
    assert movie["path"] == "/data/media/movies/Dune (1984)"
    assert movie["hasFile"] is False
    await sim.until(lambda: sim.radarr.core.counters.imports == 1)
    movie = await call(sim.radarr, "GET", f"movie/{movie['id']}")
    assert movie["hasFile"] is True
    assert movie["movieFile"]["quality"]["quality"]["name"] == "Bluray-1080p"
    (listed,) = await call(sim.radarr, "GET", f"movie?tmdbId={movie['tmdbId']}")
    assert listed["id"] == movie["id"]
    await call(sim.radarr, "DELETE", f"moviefile/{movie['movieFileId']}")
    assert (await call(sim.radarr, "GET", f"movie/{movie['id']}"))["hasFile"] is False


async def test_a_film_cannot_be_added_twice_or_to_nowhere(sim: Simulation) -> None:
    movie = await _movie(sim, "Dune 1984")
    (twice,) = await call(sim.radarr, "POST", "movie", movie, 400)
    assert twice["errorMessage"] == "This movie has already been added"
    found = (await call(sim.radarr, "GET", "movie/lookup?term=Dune"))[0]
    body = {**found, "qualityProfileId": 4, "rootFolderPath": "/nowhere"}
    (nowhere,) = await call(sim.radarr, "POST", "movie", body, 400)
    assert nowhere["errorMessage"] == "Root folder '/nowhere' does not exist"
    body |= {"rootFolderPath": "/data/media/movies", "qualityProfileId": 99}
    (profile,) = await call(sim.radarr, "POST", "movie", body, 400)
    assert profile["errorMessage"] == "Quality Profile does not exist"
    body |= {"qualityProfileId": 4, "tmdbId": 1}
    (unknown,) = await call(sim.radarr, "POST", "movie", body, 400)
    assert unknown["errorMessage"].startswith("A movie with this ID was not found")


async def test_a_film_that_is_not_out_yet_is_missing_but_not_searched(
    sim: Simulation,
) -> None:
    coming = await sim.scenario("unreleased", days=10)
    movie = await _movie(
        sim, f"tmdb:{coming['tmdb_id']}", addOptions={"searchForMovie": True}
    )
    assert (movie["status"], movie["isAvailable"]) == ("announced", False)
    await sim.clock.play(60)
    missing = await call(sim.radarr, "GET", "wanted/missing?pageSize=100")
    assert movie["id"] in [row["id"] for row in missing["records"]]
    assert sim.radarr.core.counters.grabs == 0
    await sim.clock.play(75 * 86_400)
    body = {"name": "MoviesSearch", "movieIds": [movie["id"]]}
    await call(sim.radarr, "POST", "command", body)
    await sim.until(lambda: sim.radarr.core.counters.imports == 1)


async def test_films_change_alone_and_together(sim: Simulation) -> None:
    movie = await call(sim.radarr, "GET", "movie/1")
    movie |= {"monitored": False, "qualityProfileId": 6}
    changed = await call(sim.radarr, "PUT", "movie/1", movie, 202)
    assert (changed["monitored"], changed["qualityProfileId"]) == (False, 6)
    body = {
        "movieIds": [1, 2],
        "monitored": True,
        "qualityProfileId": 5,
        "minimumAvailability": "announced",
    }
    both = await call(sim.radarr, "PUT", "movie/editor", body, 202)
    assert {row["qualityProfileId"] for row in both} == {5}
    assert await call(sim.radarr, "DELETE", "movie/1?deleteFiles=true") is None
    assert await call(sim.radarr, "DELETE", "movie/editor", {"movieIds": [2]}) == {}
    assert len(await call(sim.radarr, "GET", "movie")) == 8


async def test_a_film_that_is_deleted_leaves_an_unknown_download(
    sim: Simulation,
) -> None:
    told = await sim.scenario("stalled")
    await sim.until(lambda: bool(sim.radarr.downloads.tracked))
    await call(sim.radarr, "DELETE", f"movie/{told['media_id']}")
    await call(sim.radarr, "POST", "command", {"name": "RefreshMonitoredDownloads"})
    await sim.clock.play(5)
    assert (await call(sim.radarr, "GET", "queue"))["totalRecords"] == 0
    (row,) = await queue(sim.radarr)
    assert "movieId" not in row


async def test_look_ups_fail_while_the_metadata_service_is_away(
    sim: Simulation,
) -> None:
    sim.radarr.metadata_up = sim.sonarr.metadata_up = False
    answer = await call(sim.radarr, "GET", "movie/lookup?term=Dune", status=503)
    assert "RadarrAPI" in answer["message"]
    answer = await call(sim.sonarr, "GET", "series/lookup?term=Dark", status=503)
    assert "SkyHook" in answer["message"]


async def test_cutoff_unmet_films_and_the_calendar_are_lists_of_films(
    sim: Simulation,
) -> None:
    unmet = await call(sim.radarr, "GET", "wanted/cutoff")
    assert unmet["records"]
    assert all(row["movieFile"]["qualityCutoffNotMet"] for row in unmet["records"])
    span = "start=1900-01-01T00:00:00Z&end=2100-01-01T00:00:00Z"
    every = await call(sim.radarr, "GET", f"calendar?{span}&unmonitored=true")
    watched = await call(sim.radarr, "GET", f"calendar?{span}")
    assert len(every) == 10
    assert len(watched) < len(every)
    assert (
        await call(sim.radarr, "GET", "calendar?start=1900-01-01&end=1900-02-01") == []
    )


# -- series --------------------------------------------------------------------------------


async def test_a_new_series_has_episodes_only_after_its_refresh(
    sim: Simulation,
) -> None:
    series = await _series(sim, "Chernobyl", addOptions={"monitor": "all"})
    path = f"episode?seriesId={series['id']}"
    assert await call(sim.sonarr, "GET", path) == []
    await sim.until(lambda: bool(sim.sonarr.shows.series[series["id"]].episodes))
    episodes = await call(sim.sonarr, "GET", path)
    assert len(episodes) == 5
    assert all(episode["monitored"] for episode in episodes)
    (twice,) = await call(sim.sonarr, "POST", "series", series, 400)
    assert twice["errorMessage"] == "This series has already been added"


async def test_a_new_series_is_searched_where_the_client_asks_for_it(
    sim: Simulation,
) -> None:
    options = {"monitor": "all", "searchForMissingEpisodes": True}
    series = await _series(sim, "Chernobyl", addOptions=options)
    await sim.until(lambda: sim.sonarr.core.counters.imports == 5, seconds=9000)
    series = await call(sim.sonarr, "GET", f"series/{series['id']}")
    assert series["statistics"]["percentOfEpisodes"] == 100
    assert sim.sonarr.core.counters.grabs == 1


@pytest.mark.parametrize(
    ("monitor", "expected"),
    [
        ("all", 62),
        ("none", 0),
        ("firstSeason", 7),
        ("lastSeason", 16),
        ("pilot", 1),
        ("future", 0),
        ("missing", 62),
        ("existing", 0),
        ("recent", 0),
        ("skip", 62),
        ("monitorSpecials", 62),
        ("unmonitorSpecials", 62),
    ],
)
async def test_monitor_options_choose_the_episodes(
    sim: Simulation, monitor: str, expected: int
) -> None:
    owned = sim.sonarr.shows.series[1]
    assert owned.show.title == "Breaking Bad"
    await call(sim.sonarr, "DELETE", "series/1")
    series = await _series(sim, "Breaking Bad", addOptions={"monitor": monitor})
    await sim.until(lambda: bool(sim.sonarr.shows.series[series["id"]].episodes))
    await sim.clock.play(5)
    new = sim.sonarr.shows.series[series["id"]]
    assert sum(episode.monitored for episode in new.episodes) == expected
    assert new.monitored is (monitor != "none")


async def test_seasons_given_with_the_series_decide_what_is_monitored(
    sim: Simulation,
) -> None:
    seasons = [{"seasonNumber": 1, "monitored": False}]
    series = await _series(sim, "Chernobyl", seasons=seasons)
    await sim.until(lambda: bool(sim.sonarr.shows.series[series["id"]].episodes))
    episodes = sim.sonarr.shows.series[series["id"]].episodes
    assert {episode.monitored for episode in episodes} == {False}

    series = await call(sim.sonarr, "GET", f"series/{series['id']}")
    series["seasons"][0]["monitored"] = True
    await call(sim.sonarr, "PUT", f"series/{series['id']}", series, 202)
    assert {episode.monitored for episode in episodes} == {True}


async def test_episodes_are_monitored_one_by_one_and_by_season(
    sim: Simulation,
) -> None:
    body = {"episodeIds": [1, 2], "monitored": False}
    changed = await call(sim.sonarr, "PUT", "episode/monitor", body, 202)
    assert [episode["monitored"] for episode in changed] == [False, False]
    episode = await call(sim.sonarr, "GET", "episode/1")
    assert episode["series"]["title"] == "Breaking Bad"
    await call(sim.sonarr, "PUT", "episode/1", {**episode, "monitored": True}, 202)
    assert sim.sonarr.shows.episodes[1].monitored
    body = {
        "series": [
            {
                "id": 1,
                "monitored": False,
                "seasons": [{"seasonNumber": 1, "monitored": False}],
            }
        ]
    }
    await call(sim.sonarr, "POST", "seasonpass", body, 202)
    episode = await call(sim.sonarr, "GET", "episode/1")
    assert (episode["monitored"], episode["series"]["monitored"]) == (False, False)


async def test_episode_files_are_listed_and_deleted(sim: Simulation) -> None:
    files = await call(sim.sonarr, "GET", "episodefile?seriesId=1")
    assert files
    one, two = files[0]["id"], files[1]["id"]
    chosen = await call(sim.sonarr, "GET", f"episodefile?episodeFileIds={one}")
    assert [file["id"] for file in chosen] == [one]
    (episode,) = await call(sim.sonarr, "GET", f"episode?episodeFileId={one}")
    assert episode["hasFile"]
    await call(sim.sonarr, "DELETE", f"episodefile/{one}")
    await call(sim.sonarr, "DELETE", "episodefile/bulk", {"episodeFileIds": [two]})
    left = await call(sim.sonarr, "GET", "episodefile?seriesId=1")
    assert len(left) == len(files) - 2
    (deleted, _) = (await call(sim.sonarr, "GET", "history?eventType=5"))["records"]
    assert deleted["data"]["reason"] == "Manual"
    await call(sim.sonarr, "GET", "episodefile", status=400)


async def test_wanted_lists_and_calendar_of_sonarr(sim: Simulation) -> None:
    path = "wanted/missing?sortKey=episodes.airDateUtc&sortDirection=ascending"
    missing = await call(sim.sonarr, "GET", f"{path}&pageSize=500&includeSeries=true")
    airs = [row["airDateUtc"] for row in missing["records"]]
    assert airs == sorted(airs)
    assert all(not row["hasFile"] and row["series"] for row in missing["records"])
    unmonitored = await call(sim.sonarr, "GET", "wanted/missing?monitored=false")
    assert unmonitored["totalRecords"] == 0
    span = "start=1900-01-01T00:00:00Z&end=2100-01-01T00:00:00Z"
    every = await call(sim.sonarr, "GET", f"calendar?{span}&includeSeries=true")
    total = sum(len(one.episodes) for one in sim.sonarr.shows.series.values())
    assert len(every) == total


async def test_series_change_together_and_leave(sim: Simulation) -> None:
    body = {"seriesIds": [1, 2], "monitored": False, "qualityProfileId": 6}
    both = await call(sim.sonarr, "PUT", "series/editor", body, 202)
    assert {row["qualityProfileId"] for row in both} == {6}
    body = {"seriesIds": [2], "tags": [1], "applyTags": "replace"}
    (tagged,) = await call(sim.sonarr, "PUT", "series/editor", body, 202)
    assert tagged["tags"] == [1]
    assert await call(sim.sonarr, "DELETE", "series/1?deleteFiles=true") is None
    await call(sim.sonarr, "DELETE", "series/editor", {"seriesIds": [2]})
    tvdb = sim.sonarr.shows.series[3].show.tvdb_id
    (left,) = await call(sim.sonarr, "GET", f"series?tvdbId={tvdb}")
    assert left["id"] == 3


async def test_a_season_search_prefers_the_pack(sim: Simulation) -> None:
    series = await _series(sim, "Chernobyl", addOptions={"monitor": "all"})
    await sim.until(lambda: bool(sim.sonarr.shows.series[series["id"]].episodes))
    path = f"release?seriesId={series['id']}&seasonNumber=1"
    found = await call(sim.sonarr, "GET", path)
    assert found[0]["fullSeason"] is True
    assert found[0]["mappedEpisodeNumbers"] == [1, 2, 3, 4, 5]
    assert await call(sim.sonarr, "GET", f"release?seriesId={series['id']}") == []


async def test_parsing_a_release_name_finds_the_title(sim: Simulation) -> None:
    name = "Breaking.Bad.S01E02.1080p.WEB.h264-OSPREY"
    parsed = await call(sim.sonarr, "GET", f"parse?title={name}")
    assert parsed["series"]["id"] == 1
    assert parsed["parsedEpisodeInfo"]["episodeNumbers"] == [2]
    assert "parsedEpisodeInfo" not in await call(sim.sonarr, "GET", "parse?title=x")
    assert await call(sim.sonarr, "GET", "parse?title=", status=204) is None
    movie = sim.radarr.films.films[1].movie
    name = f"{movie.title.replace(' ', '.')}.{movie.year}.2160p.WEB-DL-NORDLYS"
    parsed = await call(sim.radarr, "GET", f"parse?title={name}")
    assert parsed["movie"]["id"] == 1
    quality = parsed["parsedMovieInfo"]["quality"]["quality"]["name"]
    assert quality == "WEBDL-2160p"
    assert "parsedMovieInfo" not in await call(sim.radarr, "GET", "parse?title=x")
    assert await call(sim.radarr, "GET", "parse?title=", status=204) is None


async def test_a_folder_can_be_imported_by_hand_without_a_download(
    sim: Simulation,
) -> None:
    movie = sim.radarr.films.missing()[0].movie
    name = f"{movie.title.replace(' ', '.')}.{movie.year}.1080p.WEB-DL-HAND"
    sim.sabnzbd.engine.disk.make(f"/downloads/x/{name}", (f"{name}.mkv",))
    path = f"manualimport?folder=/downloads/x/{name}"
    (file,) = await call(sim.radarr, "GET", path)
    assert file["movie"]["title"] == movie.title
    assert await call(sim.radarr, "POST", "manualimport", [file], 200) == [file]
    sim.sabnzbd.engine.disk.make("/downloads/x/strange", ("strange.mkv",))
    (unknown,) = await call(
        sim.radarr, "GET", "manualimport?folder=/downloads/x/strange"
    )
    assert unknown["rejections"][0]["reason"] == "Unknown Movie"
    body = {
        "name": "ManualImport",
        "files": [{"path": "/downloads/none.mkv", "movieId": 1}],
    }
    command = await call(sim.radarr, "POST", "command", body)
    await sim.clock.play(5)
    done = await call(sim.radarr, "GET", f"command/{command['id']}")
    assert done["status"] == "failed"
    assert "File does not exist" in done["exception"]
