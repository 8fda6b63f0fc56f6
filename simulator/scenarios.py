"""Stories that can be told at will: what fails, how, and to whom.

A scenario sets the stage and starts the story over the apps' own machinery; what then
happens is up to them. It answers what it did and which downloads it began.
"""

from collections import deque
from collections.abc import Awaitable, Callable
import inspect
from typing import Any

from simulator.arr.client import ClientItem, ItemStatus, Sabnzbd
from simulator.arr.library import Target
from simulator.arr.parsing import quality_id
from simulator.arr.providers import value
from simulator.arr.server import ArrServer
from simulator.arr.tracked import State, Tracked
from simulator.casting import (
    Stage,
    choose_episode,
    choose_season,
    choose_target,
    external_id,
    many_offers,
)
from simulator.http import Fault
from simulator.indexer import Media, Plan, Release
from simulator.nzb import Fate, Post, write_nzb
from simulator.plex.sessions import PlayState
from simulator.sabnzbd.outcomes import ABORTED
from simulator.sabnzbd.provider import Outage
from simulator.world import Simulation

type Json = dict[str, Any]
type Story = Callable[[Stage], Awaitable[Json]]

_DAY = 86_400.0
_GB = 1024**3
STORIES: dict[str, Story] = {}


def story(function: Story) -> Story:
    """Register a scenario under the name of its function."""
    STORIES[function.__name__] = function
    return function


def listing() -> list[Json]:
    """Return name and description of every scenario."""
    return [
        {"name": name, "description": (inspect.getdoc(function) or "").split("\n")[0]}
        for name, function in STORIES.items()
    ]


async def play(sim: Simulation, name: str, parameters: Json) -> Json:
    """Tell a story and return what was done.

    Raises:
        ValueError: There is no such story, or a parameter is wrong.
    """
    if (function := STORIES.get(name)) is None:
        raise ValueError(f"there is no scenario {name!r}")
    answer = await function(Stage(sim, parameters))
    return {"scenario": name, **answer}


# -- starting downloads ----------------------------------------------------------------


def _monitor(app: ArrServer, stage: Stage, target: Target) -> None:
    if stage.media is Media.MOVIE:
        stage.sim.radarr.films.films[target.media_id].monitored = True
        return
    shows = stage.sim.sonarr.shows
    shows.series[target.media_id].monitored = True
    for unit in target.units:
        shows.episodes[unit].monitored = True


async def _begin(
    stage: Stage,
    *fates: Fate,
    rest: Fate = Fate.GOOD,
    match: str = "Title",
    published: float | None = None,
    target: Target | None = None,
) -> Json:
    app = stage.app
    target = target or choose_target(stage)
    _monitor(app, stage, target)
    plan = Plan(
        fates=deque(fates),
        rest=rest,
        match=match,
        nzbs=stage.nzbs(),
        published=published,
    )
    stage.sim.indexers.plan(stage.media, external_id(app, target), plan)
    before = {row.download_id for row in app.history.rows}
    app.search_again(target)
    for command in list(app.commands.all()):
        if "Search" in command.name:
            await command.done.wait()
    grabbed = [
        row.download_id
        for row in app.history.rows
        if row.target.media_id == target.media_id and row.download_id not in before
    ]
    return _told(app, target, list(dict.fromkeys(grabbed)))


def _told(app: ArrServer, target: Target | None, downloads: list[str]) -> Json:
    library = app.core.library
    return {
        "server": app.name,
        "media": library.media.value,
        "title": library.title(target) if target is not None else None,
        "media_id": target.media_id if target is not None else None,
        "download_id": downloads[0] if downloads else None,
        "download_ids": downloads,
    }


def _client(app: ArrServer) -> Sabnzbd:
    client = app.downloads.client()
    if client is None:
        raise ValueError("the app has no download client")
    return client


# -- stories of one download -----------------------------------------------------------


@story
async def good(stage: Stage) -> Json:
    """A release is found, downloaded and imported."""
    return await _begin(stage)


@story
async def bad_release(stage: Stage) -> Json:
    """The first release misses articles; the next one is good."""
    return await _begin(stage, Fate.MISSING_ARTICLES)


@story
async def nothing_left(stage: Stage) -> Json:
    """Every release of a title is bad."""
    return await _begin(stage, rest=Fate.MISSING_ARTICLES)


@story
async def no_redownload(stage: Stage) -> Json:
    """The first release is bad and the app does not search again by itself."""
    stage.app.core.settings.config["downloadclient"]["autoRedownloadFailed"] = False
    return await _begin(stage, Fate.MISSING_ARTICLES)


@story
async def encrypted_paused(stage: Stage) -> Json:
    """SABnzbd finds encrypted volumes, pauses the job and labels it."""
    return await _begin(stage, Fate.ENCRYPTED)


@story
async def encrypted(stage: Stage) -> Json:
    """The download asks for a password while it is unpacked."""
    return await _begin(stage, Fate.ENCRYPTED_SINGLE)


@story
async def password(stage: Stage) -> Json:
    """The download asks for a password that somebody knows: "open sesame"."""
    told = await _begin(stage, Fate.PASSWORD)
    return {**told, "password": "open sesame"}


@story
async def repair_failed(stage: Stage) -> Json:
    """There are too few repair blocks."""
    return await _begin(stage, Fate.REPAIR_FAILED)


@story
async def damaged_rar(stage: Stage) -> Json:
    """The archive is damaged and nothing can repair it."""
    return await _begin(stage, Fate.DAMAGED_RAR)


@story
async def stalled(stage: Stage) -> Json:
    """The download stops in the middle and says nothing."""
    return await _begin(stage, Fate.STALLED)


@story
async def executable(stage: Stage) -> Json:
    """The download completes with an .exe; `fail: true` lets the indexer fail it."""
    if stage.flag("fail", default=False):
        for row in stage.app.core.settings.lists["indexer"]:
            for field in row["fields"]:
                if field["name"] == "failDownloads":
                    field["value"] = [0, 1]
    return await _begin(stage, Fate.EXECUTABLE)


@story
async def unwanted_extension(stage: Stage) -> Json:
    """SABnzbd finds an extension that its owner does not want."""
    return await _begin(stage, Fate.UNWANTED_EXTENSION)


@story
async def script_failed(stage: Stage) -> Json:
    """The post-processing script ends with an error."""
    return await _begin(stage, Fate.SCRIPT_FAILS)


@story
async def sample(stage: Stage) -> Json:
    """The download completes with a sample only."""
    return await _begin(stage, Fate.SAMPLE)


@story
async def archive_left(stage: Stage) -> Json:
    """The download completes with archives that nobody unpacked."""
    return await _begin(stage, Fate.ARCHIVE_LEFT)


@story
async def import_blocked_by_id(stage: Stage) -> Json:
    """Matched by id only, the app wants a hand; `pack: true` for a whole season."""
    if not stage.flag("pack", default=False):
        return await _begin(stage, match="Id")
    stage = Stage(stage.sim, {**stage.parameters, "media": "series"})
    return await _begin(stage, match="Id", target=choose_season(stage))


@story
async def not_an_upgrade(stage: Stage) -> Json:
    """Somebody grabs a copy that is worse than the one in the library."""
    app, sim = stage.app, stage.sim
    target = choose_target(stage)
    unit = target.units[0]
    if stage.media is Media.MOVIE:
        sim.give_movie(sim.radarr.films.films[unit], 7)
    else:
        sim.give_episode(sim.sonarr.shows.episodes[unit], 3)
    sim.indexers.plan(stage.media, external_id(app, target), Plan(nzbs=stage.nzbs()))
    worst = min(
        (r for r in app.core.library.offers(target) if not r.pack),
        key=lambda release: app.core.library.table.rank(release.quality_id),
    )
    download_id = await app.search.grab(worst, target, "InteractiveSearch")
    app.refresh_soon()
    return _told(app, target, [download_id])


@story
async def tba(stage: Stage) -> Json:
    """A new episode has no title yet, so its import waits for a refresh."""
    stage = Stage(stage.sim, {**stage.parameters, "media": "series"})
    target = choose_episode(stage)
    episode = stage.sim.sonarr.shows.episodes[target.units[0]]
    episode.title, episode.air = "TBA", stage.sim.clock.time() - 3600
    return await _begin(stage, target=target)


@story
async def delay(stage: Stage) -> Json:
    """A delay profile holds a fresh release back for `minutes` (240)."""
    profile = stage.app.core.settings.lists["delayprofile"][0]
    profile["usenetDelay"] = stage.number("minutes", 240)
    profile["bypassIfHighestQuality"] = False
    return await _begin(stage, published=stage.sim.clock.time())


@story
async def unreleased(stage: Stage) -> Json:
    """A film that nobody has yet comes to cinemas in `days` (30)."""
    sim = stage.sim
    films = sim.radarr.films
    if title := stage.text("title"):
        found = sim.catalogue.find_movies(title)
    else:
        found = [m for m in sim.catalogue.movies if not films.by_tmdb(m.tmdb_id)]
    if not found:
        raise ValueError(f"nobody knows a film {title!r}")
    movie, days = found[0], stage.number("days", 30)
    films.postpone(movie, sim.clock.time() + days * _DAY)
    return {"title": movie.title, "year": movie.year, "tmdb_id": movie.tmdb_id}


@story
async def season_pack(stage: Stage) -> Json:
    """A whole season comes as one download."""
    stage = Stage(stage.sim, {**stage.parameters, "media": "series"})
    return await _begin(stage, target=choose_season(stage))


@story
async def season_pack_bad(stage: Stage) -> Json:
    """The first pack of a season misses articles; the next one is good."""
    stage = Stage(stage.sim, {**stage.parameters, "media": "series"})
    return await _begin(stage, Fate.MISSING_ARTICLES, target=choose_season(stage))


# -- stories of things that nobody grabbed ---------------------------------------------


@story
async def title_mismatch(stage: Stage) -> Json:
    """A good download stands in the app's category under a name that fits no title."""
    return await _by_hand(stage, "Nobody.Knows.This", Fate.GOOD, in_category=True)


@story
async def unowned(stage: Stage) -> Json:
    """Somebody adds a job to SABnzbd by hand; `category: false` outside the apps."""
    fate = stage.fate("fate", Fate.MISSING_ARTICLES)
    inside = stage.flag("category", default=True)
    return await _by_hand(stage, "Holiday.Videos", fate, in_category=inside)


async def _by_hand(stage: Stage, name: str, fate: Fate, *, in_category: bool) -> Json:
    app = stage.app
    tail = "2024.1080p.WEB.h264-HAND"
    if stage.media is Media.SERIES:
        tail = "S01E01.1080p.WEB.h264-HAND"
    title = f"{name}.{app.core.counters.grabs}.{tail}"
    post = Post(title, 2 * _GB, 30, fate, (f"{title}.mkv",))
    body = write_nzb(post, stage.sim.clock.time())
    kind = "good" if fate is Fate.GOOD else "bad"
    if (real := stage.nzbs().get(kind)) is not None:
        body = real.read_bytes()
    client = _client(app)
    category = client.category if in_category else "*"
    download_id = await client.add(title, body, category)
    return {**_told(app, None, [download_id]), "title": title, "category": category}


# -- stories of the surroundings -------------------------------------------------------


@story
async def disk_full(stage: Stage) -> Json:
    """A disk fills up `where`: download (default), unpack or import; `free: true` ends it."""
    sim, where = stage.sim, stage.text("where", "download")
    engine = stage.engine()
    if stage.flag("free", default=False):
        engine.set_disk_free(2048.0 * _GB)
        sim.simulated_disk.free = 2048 * _GB
        return {"freed": True}
    match where:
        case "download":
            told = await _begin(stage)
            engine.set_disk_free(0.1 * _GB)
        case "unpack":
            told = await _begin(stage, Fate.DISK_FULL_UNPACK)
        case "import":
            told = await _begin(stage)
            sim.simulated_disk.free = 50 * 1024**2
        case _:
            raise ValueError("where must be download, unpack or import")
    return {**told, "where": where}


@story
async def server_down(stage: Stage) -> Json:
    """A `server` (sabnzbd) stops answering, by `fault` if one is named."""
    name = stage.text("server", "sabnzbd")
    if (server := stage.sim.servers.get(name)) is None:
        raise ValueError(f"there is no server {name!r}")
    if fault := stage.text("fault"):
        await server.set_fault(Fault(fault))
    else:
        await server.set_up(False)
    return {"server": name, "fault": server.fault.value, "up": server.up}


@story
async def provider_down(stage: Stage) -> Json:
    """The news server fails, `how`: stuck, refused, login, too_many or none."""
    how = Outage(stage.text("how", "refused"))
    stage.engine().provider_down(how is not Outage.NONE, how)
    return {"server": "sabnzbd", "how": how.value}


@story
async def path_mapping(stage: Stage) -> Json:
    """The app does not see SABnzbd's folder; a remote path mapping repairs it."""
    core = stage.app.core
    stage.engine()
    core.hidden.append("/downloads")
    stage.sim.simulated_disk.mounts["/data/usenet"] = "/downloads"
    told = await _begin(stage)
    host = value(core.client or {}, "host")
    mapping = {"host": host, "remotePath": "/downloads", "localPath": "/data/usenet"}
    return {**told, "mapping": mapping}


@story
async def mass_failure(stage: Stage) -> Json:
    """`count` (8) downloads fail with one `fate` (missing_articles); `well: true` ends it."""
    fate = stage.fate("fate", Fate.MISSING_ARTICLES)
    if stage.flag("well", default=False):
        stage.mend(fate)
        return {"fate": fate.value, "well": True}
    if not stage.flag("redownload", default=True):
        stage.app.core.settings.config["downloadclient"]["autoRedownloadFailed"] = False
    downloads: list[str] = []
    for _ in range(stage.number("count", 8)):
        told = await _begin(stage, fate, rest=fate)
        downloads += told["download_ids"]
    return {**_told(stage.app, None, downloads), "fate": fate.value}


@story
async def old_failures(stage: Stage) -> Json:
    """`count` (200) failures of the last `days` (30) stand in SABnzbd and in history."""
    count, days = stage.number("count", 200), stage.number("days", 30)
    app, sim = stage.app, stage.sim
    now = sim.clock.time()
    downloads: list[str] = []
    offers = many_offers(stage)
    for number in range(count):
        target, release = offers[number % len(offers)]
        date = now - _DAY * days * (count - number) / count
        post = Post(
            release.title, release.size, 90, Fate.MISSING_ARTICLES, (release.title,)
        )
        download_id = f"old_{app.name}_{number:05}"
        if sim.real is None:
            download_id = sim.sabnzbd.engine.record(
                post, category=_client(app).category, completed=date
            )
        app.downloads.close(download_id, State.FAILED)
        app.search.record_grab(release, target, download_id, "Search", date=date - 1800)
        app.downloads.record_old_failure(download_id, ABORTED, date)
        downloads.append(download_id)
    return _told(app, None, downloads)


@story
async def bulk_queue(stage: Stage) -> Json:
    """`count` (250) rows stand in the app's queue without any client behind them."""
    app = stage.app
    for key in [k for k, t in app.downloads.tracked.items() if t.synthetic]:
        del app.downloads.tracked[key]
    offers = many_offers(stage)
    downloads: list[str] = []
    for number in range(stage.number("count", 250)):
        target, release = offers[number % len(offers)]
        item = _bulk_item(number, release, _client(app).category)
        named = quality_id(release.title, sonarr=app.title == "Sonarr")
        tracked = Tracked(item, target, None, named, synthetic=True)
        if item.status is ItemStatus.COMPLETED:
            tracked.state = State.IMPORT_PENDING
            tracked.warn(f"No files found are eligible for import in {item.path}")
        app.downloads.tracked[item.id] = tracked
        downloads.append(item.id)
    app.downloads.changed()
    return {**_told(app, None, downloads[:10]), "count": len(downloads)}


def _bulk_item(number: int, release: Release, category: str) -> ClientItem:
    states = (ItemStatus.DOWNLOADING, ItemStatus.QUEUED, ItemStatus.PAUSED)
    status = ItemStatus.COMPLETED if number % 10 == 9 else states[number % 3]
    done = status is ItemStatus.COMPLETED
    return ClientItem(
        id=f"SABnzbd_nzo_bulk{number:05}",
        title=release.title,
        category=category,
        size=release.size,
        left=0 if done else release.size * (100 - number % 100) // 100,
        time_left=0 if done else 60.0 * (number % 500 + 1),
        status=status,
        message="" if done else None,
        path=f"/downloads/complete/{category}/{release.title}" if done else None,
        in_history=done,
    )


# -- stories of the living room ----------------------------------------------------------


@story
async def playback(stage: Stage) -> Json:
    """`user` plays `title` in Plex, or player `session` goes to `state` (stopped)."""
    plex = stage.sim.plex
    if "session" in stage.parameters:
        state = PlayState(stage.text("state", PlayState.STOPPED))
        session = plex.set_playback(stage.number("session", 1), state)
    else:
        title = stage.text("title") or next(iter(plex.plex.index.items.values())).title
        user, remote = stage.text("user", "owner"), stage.flag("remote", default=False)
        session = plex.play(title, user=user, remote=remote)
    return {"server": "plex", "session": session.key, "state": session.state.value}
