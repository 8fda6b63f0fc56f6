"""What the simulated world stands on: titles, posts, indexers, disks, servers."""

from collections import deque
from pathlib import Path

import aiohttp
from aiohttp import web
from hypothesis import given, strategies as st
import pytest

from simulator import catalogue
from simulator.arr.parsing import parse_episodes, parse_movie, quality_id, release_group
from simulator.arr.qualities import RADARR, SONARR, allowed_ids, standard_profiles
from simulator.arr.wire import timespan
from simulator.clock import Clock
from simulator.disks import RealDisk
from simulator.http import AppServer
from simulator.indexer import Indexers, Media, Plan
from simulator.nzb import Fate, Post, read_nzb, write_nzb

TITLES = catalogue.load()


# -- titles --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "first"),
    [
        ("dune 1984", ("Dune", 1984)),
        ("Dune (1984)", ("Dune", 1984)),
        ("blade runner 2049", ("Blade Runner 2049", 2017)),
        ("1917", ("1917", 2019)),
        ("amelie", ("Amélie", 2001)),
        ("fast & furious", ("Fast & Furious", 2009)),
        ("die verurteilten", ("The Shawshank Redemption", 1994)),
        ("the.matrix", ("The Matrix", 1999)),
    ],
)
def test_a_film_is_found_as_people_write_it(term: str, first: tuple[str, int]) -> None:
    found = TITLES.find_movies(term)
    assert (found[0].title, found[0].year) == first


def test_series_are_found_by_name_and_by_every_id() -> None:
    (office,) = (s for s in TITLES.find_series("the office") if s.year == 2005)
    for term in (
        f"tvdb:{office.tvdb_id}",
        f"tvdbid: {office.tvdb_id}",
        f"tmdb:{office.tmdb_id}",
        f"imdb:{office.imdb_id}",
    ):
        assert TITLES.find_series(term) == [office]
    assert TITLES.find_series("") == []
    assert TITLES.find_movies("!!!") == []


def test_ids_are_unique() -> None:
    assert len({m.tmdb_id for m in TITLES.movies}) == len(TITLES.movies)
    assert len({m.imdb_id for m in TITLES.movies}) == len(TITLES.movies)
    assert len({s.tvdb_id for s in TITLES.series}) == len(TITLES.series)


# -- posts and releases --------------------------------------------------------------------

NAMES = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1)


POSTS = st.builds(
    Post,
    name=NAMES,
    size=st.integers(1, 10**11),
    age_days=st.integers(0, 4000),
    fate=st.sampled_from(Fate),
    files=st.lists(NAMES, min_size=1, max_size=4).map(tuple),
    password=NAMES,
)


@given(POSTS)
def test_an_nzb_carries_its_post(post: Post) -> None:
    assert read_nzb(write_nzb(post, 1.8e9), f"{post.name}.nzb") == post


def test_a_foreign_nzb_is_good_and_as_large_as_its_segments() -> None:
    body = (
        b'<nzb xmlns="http://www.newzbin.com/DTD/2003/nzb"><file date="1700000000">'
        b'<segments><segment bytes="700"/><segment bytes="300"/></segments></file></nzb>'
    )
    post = read_nzb(body, "Some.Name.nzb", now=1700000000 + 3 * 86_400)
    assert post == Post("Some.Name", 1000, 3, Fate.GOOD, ("Some.Name.mkv",))


@pytest.mark.parametrize("body", [b"", b"hello", b"<html></html>", b"<nzb"])
def test_what_is_no_nzb_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="not an NZB"):
        read_nzb(body, "x")


def test_every_release_name_says_what_it_is() -> None:
    indexers = Indexers(Clock())
    movie, show = TITLES.find_movies("Dune 1984")[0], TITLES.find_series("Dark")[0]
    releases = [
        *indexers.movie(movie),
        *indexers.episodes(show, 2, [3]),
        *indexers.packs(show, 2, range(1, 9)),
    ]
    for release in releases:
        sonarr = release.media is Media.SERIES
        assert quality_id(release.title, sonarr=sonarr) == release.quality_id
        assert release_group(release.title) == release.group
        name = parse_episodes(release.title) if sonarr else parse_movie(release.title)
        assert name is not None
        assert name.season == release.season
    assert len({release.guid for release in releases}) == len(releases)


def test_a_release_keeps_its_fate_however_often_it_is_fetched() -> None:
    indexers = Indexers(Clock())
    movie = TITLES.find_movies("Dune 1984")[0]
    plan = Plan(fates=deque([Fate.ENCRYPTED]))
    indexers.plan(Media.MOVIE, movie.tmdb_id, plan)
    first, second, *_ = indexers.movie(movie)
    fates = [indexers.fate(one) for one in (first, second, first)]
    assert fates == [Fate.ENCRYPTED, Fate.GOOD, Fate.ENCRYPTED]


def test_an_indexer_that_is_down_or_lists_what_it_lacks_gives_nothing() -> None:
    indexers = Indexers(Clock())
    movie = TITLES.find_movies("Dune 1984")[0]
    indexers.plan(Media.MOVIE, movie.tmdb_id, Plan(rest=Fate.FETCH_404))
    release = indexers.movie(movie)[0]
    with pytest.raises(LookupError, match="File not on server"):
        indexers.fetch(release)
    indexers.up = False
    with pytest.raises(LookupError, match="does not answer"):
        indexers.fetch(release)


def test_real_posts_stand_in_for_invented_ones(tmp_path: Path) -> None:
    (tmp_path / "good.nzb").write_bytes(b"good")
    (tmp_path / "bad.nzb").write_bytes(b"bad")
    indexers = Indexers(Clock(), nzb_folder=tmp_path)
    movie = TITLES.find_movies("Dune 1984")[0]
    plan = Plan(fates=deque([Fate.REPAIR_FAILED]))
    indexers.plan(Media.MOVIE, movie.tmdb_id, plan)
    first, second, *_ = indexers.movie(movie)
    assert indexers.fetch(first) == b"bad"
    assert indexers.fetch(second) == b"good"


# -- the apps' facts -----------------------------------------------------------------------


def test_profiles_allow_what_their_names_say() -> None:
    for table in (SONARR, RADARR):
        profiles = {row["name"]: row for row in standard_profiles(table, None)}
        allowed = allowed_ids(profiles["HD-1080p"])
        assert {table.qualities[number].resolution for number in allowed} == {1080}
        assert table.rank(7) > table.rank(3) == table.rank(15) > table.rank(5)
        assert len(table.flat()) == len(table.qualities)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "00:00:00"), (3661, "01:01:01"), (90061, "1.01:01:01")]
)
def test_time_spans_are_written_as_dotnet_does(seconds: float, text: str) -> None:
    assert timespan(seconds) == text


@pytest.mark.parametrize(
    ("name", "sonarr", "quality"),
    [
        ("A.S01E01.576p.BluRay.x264-G", True, 22),
        ("A.2000.480p.BluRay.x264-G", False, 20),
        ("A.S01E01.480p.BluRay.x264-G", True, 13),
        ("A.S01E01.720p.HDTV.x264-G", True, 4),
        ("A.S01E01.720p.x264-G", True, 4),
        ("A.S01E01.x264-G", True, 0),
    ],
)
def test_qualities_are_read_from_names(name: str, sonarr: bool, quality: int) -> None:
    assert quality_id(name, sonarr=sonarr) == quality


# -- disks ---------------------------------------------------------------------------------


def test_a_real_disk_lists_nested_videos_and_copies_them(tmp_path: Path) -> None:
    disk, folder = RealDisk(), tmp_path / "job"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "film.mkv").write_bytes(b"12345")
    assert disk.files(str(folder)) == {"film.mkv": 5}
    assert disk.files(str(folder / "inner" / "film.mkv")) == {"film.mkv": 5}
    assert disk.files(str(tmp_path / "none")) is None
    target = tmp_path / "library" / "Film (2000)" / "film.mkv"
    disk.move(f"{folder}/film.mkv", str(target))
    assert target.read_bytes() == b"12345"
    free, total = disk.space(str(target / "not" / "there"))
    assert 0 < free < total


# -- servers -------------------------------------------------------------------------------


class _Echo(AppServer):
    """Says "hello" and counts nothing."""

    async def respond(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"path": request.path})


async def test_a_server_keeps_a_log_without_secrets(socket_enabled: None) -> None:
    server = _Echo("echo", Clock())
    await server.start()
    key = "s3cret"
    fields = [{"name": "apiKey", "value": key}]
    async with aiohttp.ClientSession(headers={"User-Agent": "tester"}) as session:
        await session.get(f"{server.url}/a?apikey={key}&x=1&x=2&x=3")
        await session.post(
            f"{server.url}/b", json={"hello": 1, "password": key, "fields": fields}
        )
        await session.post(f"{server.url}/c", data={"field": "value", "key": key})
        await session.post(
            f"{server.url}/d", data=b"{", headers={"Content-Type": "application/json"}
        )
    await server.stop()
    first, second, third, fourth = server.requests
    assert first.params == {"x": ["1", "2", "3"]}
    assert (first.is_write, first.agent) == (False, "tester")
    assert isinstance(second.body, dict)
    assert second.body["hello"] == 1
    assert third.params == {"field": "value"}
    assert fourth.body is None
    assert key not in repr(list(server.requests))
    assert server.writes == [second, third, fourth]


async def test_a_server_keeps_its_port_when_it_comes_back(socket_enabled: None) -> None:
    server = _Echo("echo", Clock())
    await server.start()
    url = server.url
    await server.set_up(False)
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(url)
        await server.set_up(True)
        async with session.get(f"{url}/x") as response:
            assert await response.json() == {"path": "/x"}
    await server.stop()
