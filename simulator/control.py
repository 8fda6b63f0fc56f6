"""The control desk of the world: scenarios, clock, faults, and what has happened."""

from dataclasses import asdict
import json
from typing import Any, override

from aiohttp import web

from simulator import scenarios
from simulator.arr.server import ArrServer
from simulator.casting import WrongParameterError
from simulator.http import AppServer, Fault
from simulator.world import Simulation

type Json = dict[str, Any]


class ControlServer(AppServer):
    """The HTTP desk; it never misbehaves and asks for no key."""

    def __init__(self, sim: Simulation) -> None:
        """Control a world."""
        super().__init__("control", sim.clock)
        self._sim = sim

    @override
    async def respond(self, request: web.Request) -> web.StreamResponse:
        parts = request.path.strip("/").split("/")
        try:
            match request.method, parts:
                case "GET", ["scenarios"]:
                    return web.json_response(scenarios.listing())
                case "POST", ["scenarios", name]:
                    answer = await scenarios.play(self._sim, name, await _body(request))
                    return web.json_response(answer)
                case "GET", ["world"]:
                    return web.json_response(world(self._sim))
                case "POST", ["clock"]:
                    return web.json_response(await self._clock(await _body(request)))
                case "POST", ["servers", name]:
                    body = await _body(request)
                    return web.json_response(await self._server(name, body))
        except (ValueError, LookupError) as err:
            return web.json_response({"error": str(err)}, status=400)
        return web.json_response({"error": "no such page"}, status=404)

    async def _clock(self, body: Json) -> Json:
        seconds = body.get("advance", 0)
        if isinstance(seconds, bool) or not isinstance(seconds, int | float):
            raise WrongParameterError("advance must be a number of seconds")
        await self._sim.clock.play(float(seconds))
        return {"now": self._sim.now(), "advanced": seconds}

    async def _server(self, name: str, body: Json) -> Json:
        if (server := self._sim.servers.get(name)) is None:
            raise LookupError(f"there is no server {name!r}")
        if "fault" in body:
            await server.set_fault(Fault(body["fault"] or "none"))
        if "up" in body:
            await server.set_up(bool(body["up"]))
        return {"name": name, "up": server.up, "fault": server.fault.value}


async def _body(request: web.Request) -> Json:
    text = await request.text()
    body: object = json.loads(text) if text.strip() else {}
    if not isinstance(body, dict):
        raise WrongParameterError("the body must be a JSON object")
    return body


def world(sim: Simulation) -> Json:
    """Return what there is and what has happened."""
    apps: dict[str, ArrServer] = {"sonarr": sim.sonarr, "radarr": sim.radarr}
    return {
        "now": sim.now(),
        "speed": sim.clock.speed,
        "titles": _titles(sim),
        "library": _library(sim),
        "downloads": [row for app in apps.values() for row in _downloads(app)],
        "sabnzbd": _jobs(sim),
        "plex": _plex(sim),
        "blocklist": [row for app in apps.values() for row in _blocklist(app)],
        "counters": {
            name: {**asdict(app.core.counters), "blocklist": len(app.history.blocked)}
            for name, app in apps.items()
        },
        "servers": {
            name: {
                "url": server.url,
                "up": server.up,
                "fault": server.fault.value,
                "requests": len(server.requests),
                "writes": [asdict(request) for request in server.writes],
            }
            for name, server in sim.servers.items()
        },
    }


def _titles(sim: Simulation) -> Json:
    return {
        "movies": len(sim.catalogue.movies),
        "series": len(sim.catalogue.series),
    }


def _library(sim: Simulation) -> Json:
    return {
        "movies": [
            {
                "id": film.id,
                "title": film.movie.title,
                "year": film.movie.year,
                "tmdb_id": film.movie.tmdb_id,
                "monitored": film.monitored,
                "quality": _quality(sim.radarr, film.id),
                "path": film.file.path if film.file else None,
            }
            for film in sim.radarr.films.films.values()
        ],
        "series": [
            {
                "id": series.id,
                "title": series.show.title,
                "year": series.show.year,
                "tvdb_id": series.show.tvdb_id,
                "monitored": series.monitored,
                "episodes": len(series.episodes),
                "files": sum(1 for one in series.episodes if one.file),
                "missing": [
                    f"S{one.season:02}E{one.number:02}"
                    for one in series.episodes
                    if one.file is None and one.air < sim.clock.time()
                ],
            }
            for series in sim.sonarr.shows.series.values()
        ],
    }


def _quality(app: ArrServer, unit: int) -> str | None:
    file = app.core.library.file(unit)
    return app.core.library.table.qualities[file.quality_id].name if file else None


def _downloads(app: ArrServer) -> list[Json]:
    return [
        {
            "server": app.name,
            "download_id": tracked.item.id,
            "release": tracked.item.title,
            "title": app.core.library.title(tracked.target) if tracked.target else None,
            "status": tracked.item.status.value,
            "state": tracked.state.value,
            "messages": tracked.messages,
        }
        for tracked in app.downloads.tracked.values()
    ]


def _jobs(sim: Simulation) -> Json | None:
    if sim.real is not None:
        return None
    engine = sim.sabnzbd.engine
    return {
        "paused": engine.downloader.paused,
        "disk_free": engine.disk.free,
        "queue": [
            {
                "download_id": job.nzo_id,
                "name": job.name,
                "status": job.status.value,
                "labels": [label.value for label in job.labels],
                "fate": job.post.fate.value if job.post else None,
                "size": job.size,
                "left": job.left,
            }
            for job in engine.jobs
        ],
        "history": [
            {
                "download_id": row.nzo_id,
                "name": row.name,
                "status": row.status.value,
                "fail_message": row.fail_message,
            }
            for row in engine.rows
        ],
    }


def _plex(sim: Simulation) -> Json:
    plex = sim.plex.plex
    return {
        "scanning": [
            activity.section.title for activity in plex.scanner.activities.values()
        ],
        "items": {
            section.title: len(plex.index.of(section.key))
            for section in plex.sections.values()
        },
        "sessions": [
            {
                "session": session.key,
                "title": plex.index.items[session.item].title,
                "user": session.user,
                "state": session.state.value,
            }
            for session in plex.sessions.playing.values()
            if session.item in plex.index.items
        ],
    }


def _blocklist(app: ArrServer) -> list[Json]:
    return [
        {
            "server": app.name,
            "release": row.source_title,
            "indexer": row.indexer,
            "message": row.message,
        }
        for row in app.history.blocked
    ]
