"""The endpoints that tell how an app is: status, health, disks, tasks, updates."""

from collections.abc import Callable

from aiohttp import web

from simulator.arr.commands import Commands
from simulator.arr.core import Core
from simulator.arr.downloads import Downloads
from simulator.arr.wire import (
    Call,
    Json,
    Routes,
    bad_request,
    from_iso,
    gone,
    iso,
    missing_model,
    page,
    respond,
    timespan,
)

_BUILD = "2026-01-15T12:00:00Z"


class SystemApi:
    """The endpoints below `system`, and `health`, `diskspace`, `update`, `command`."""

    def __init__(
        self,
        core: Core,
        downloads: Downloads,
        commands: Commands,
        *,
        version: str,
        started: Callable[[], float],
    ) -> None:
        """Serve the state of one app."""
        self.core = core
        self.downloads = downloads
        self.commands = commands
        self.version = version
        self.newest = version
        self.extra: list[Json] = []
        self.backups: list[Json] = []
        self._started = started
        self.back_up("scheduled")

    def add(self, routes: Routes) -> None:
        """Register the endpoints."""
        routes.add("GET", "system/status", lambda call: self.status())
        routes.add("GET", "system/task", lambda call: self.tasks())
        routes.add("GET", "system/task/{id}", self._task)
        routes.add("POST", "system/restart", self._restart)
        routes.add("GET", "system/backup", lambda call: self.backups)
        routes.add("GET", "health", lambda call: self.health())
        routes.add("GET", "diskspace", lambda call: self.disks())
        routes.add("GET", "update", lambda call: self.updates())
        routes.add("GET", "log", self._log)
        routes.add("GET", "command", self._commands)
        routes.add("POST", "command", self._push)
        routes.add("GET", "command/{id}", self._command)
        routes.add("DELETE", "command/{id}", self._cancel)
        routes.add("GET", "filesystem", self._filesystem)

    def status(self) -> Json:
        """Return `system/status`."""
        name, host = self.core.name, self.core.settings.config["host"]
        row: Json = {
            "appName": name,
            "instanceName": host["instanceName"],
            "version": self.version,
            "buildTime": _BUILD,
            "isDebug": False,
            "isProduction": True,
            "isAdmin": False,
            "isUserInteractive": False,
            "startupPath": f"/app/{name.lower()}/bin",
            "appData": "/config",
            "osName": "alpine",
            "osVersion": "3.22.0",
            "isNetCore": True,
            "isLinux": True,
            "isOsx": False,
            "isWindows": False,
            "isDocker": True,
            "mode": "console",
            "branch": host["branch"],
            "authentication": host["authenticationMethod"],
            "migrationVersion": 218,
            "urlBase": host["urlBase"],
            "runtimeVersion": "8.0.14",
            "runtimeName": ".NET",
            "startTime": iso(self._started()),
            "packageVersion": self.version,
            "packageAuthor": "[simulated](https://example.invalid)",
            "packageUpdateMechanism": "docker",
            "databaseVersion": "3.49.1",
            "databaseType": "sqLite",
        }
        if name == "Sonarr":
            row["sqliteVersion"] = "3.49.1"
        return row

    def health(self) -> list[Json]:
        """Return what is wrong, as the app's own checks see it."""
        found: list[tuple[str, str, str]] = []
        client = self.core.client
        if client is None:
            found.append(
                ("DownloadClientCheck", "warning", "No download client is available")
            )
        elif self.downloads.client_error is not None:
            text = self.downloads.client_error
            name = client["name"]
            found += [
                (
                    "DownloadClientCheck",
                    "error",
                    (
                        f"Unable to communicate with {name}. Unable to connect to "
                        f"SABnzbd, {text}"
                    ),
                ),
                (
                    "DownloadClientStatusCheck",
                    "error",
                    "All download clients are unavailable due to failures",
                ),
            ]
        if (path := self.downloads.unmapped) is not None:
            found.append(
                (
                    "RemotePathMappingCheck",
                    "error",
                    (
                        f"Remote download client SABnzbd places downloads in {path} but "
                        "this directory does not appear to exist. Likely missing or "
                        "incorrect remote path mapping."
                    ),
                )
            )
        found += self._roots() + self._indexers()
        if self.newest != self.version:
            text = f"New update is available: {self.newest}"
            found.append(("UpdateCheck", "warning", text))
        wiki = f"https://wiki.servarr.com/{self.core.name.lower()}/system"
        return [
            {"source": source, "type": kind, "message": text, "wikiUrl": wiki}
            for source, kind, text in found
        ] + self.extra

    def _roots(self) -> list[tuple[str, str, str]]:
        return [
            ("RootFolderCheck", "error", f"Missing root folder: {row['path']}")
            for row in self.core.settings.lists["rootfolder"]
            if not self.core.visible(row["path"])
        ]

    def _indexers(self) -> list[tuple[str, str, str]]:
        rows = self.core.settings.lists["indexer"]
        if not any(row["enableAutomaticSearch"] for row in rows):
            return [
                (
                    "IndexerSearchCheck",
                    "warning",
                    (
                        "No indexers available with Automatic Search enabled, "
                        f"{self.core.name} will not provide any automatic search results"
                    ),
                )
            ]
        if not self.core.indexers.up:
            return [
                (
                    "IndexerStatusCheck",
                    "error",
                    "All indexers are unavailable due to failures",
                )
            ]
        return []

    def disks(self) -> list[Json]:
        """Return the mounts that hold the root folders and the app itself."""
        roots = [row["path"] for row in self.core.settings.lists["rootfolder"]]
        mounts = dict.fromkeys(
            f"/{root.strip('/').partition('/')[0]}" for root in roots
        )
        rows = []
        for path in [*mounts, "/config"]:
            free, total = self.core.disk.space(path)
            rows.append(
                {"path": path, "label": "", "freeSpace": free, "totalSpace": total}
            )
        return rows

    def back_up(self, kind: str) -> None:
        """Write a backup of the app."""
        now, name = self.core.clock.time(), self.core.name.lower()
        number = max((row["id"] for row in self.backups), default=0) + 1
        self.backups.insert(
            0,
            {
                "name": f"{name}_backup_{number}.zip",
                "path": f"/backup/{kind}/{name}_backup_{number}.zip",
                "type": kind,
                "size": 1_500_000,
                "time": iso(now),
                "id": number,
            },
        )

    def tasks(self) -> list[Json]:
        """Return the scheduled tasks."""
        names = [
            ("Refresh Monitored Downloads", "RefreshMonitoredDownloads", 1),
            ("Rss Sync", "RssSync", 15),
            ("Check Health", "CheckHealth", 360),
        ]
        now = self.core.clock.time()
        return [
            {
                "name": name,
                "taskName": task,
                "interval": interval,
                "lastExecution": iso(now),
                "lastStartTime": iso(now),
                "nextExecution": iso(now + interval * 60),
                "lastDuration": timespan(1),
                "id": number,
            }
            for number, (name, task, interval) in enumerate(names, 1)
        ]

    def updates(self) -> list[Json]:
        """Return the newest versions, newest first."""
        versions = list(dict.fromkeys((self.newest, self.version)))
        return [
            {
                "version": version,
                "branch": self.core.settings.config["host"]["branch"],
                "releaseDate": _BUILD,
                "fileName": f"{self.core.name}.{version}.linux-musl-x64.tar.gz",
                "url": f"https://updates.invalid/{self.core.name}.{version}.tar.gz",
                "installed": version == self.version,
                "installable": False,
                "latest": version == self.newest,
                "changes": {"new": [], "fixed": ["Something"]},
                "hash": "0" * 64,
                "id": 0,
            }
            for version in versions
        ]

    # -- answers ---------------------------------------------------------------------

    def _task(self, call: Call) -> Json:
        row = next((row for row in self.tasks() if row["id"] == call.id), None)
        if row is None:
            raise missing_model("ScheduledTask", call.id)
        return row

    def _restart(self, call: Call) -> web.Response:
        return respond(200, {"restarting": True})

    def _log(self, call: Call) -> Json:
        return page(call, [], sort_key="time", keys={"time": lambda row: row["time"]})

    def _filesystem(self, call: Call) -> Json:
        path = call.text("path") or "/"
        files = self.core.disk.files(path) if self.core.visible(path) else None
        return {
            "directories": [],
            "files": [
                {"type": "file", "name": name, "path": f"{path}/{name}", "size": size}
                for name, size in (files or {}).items()
            ],
        }

    def _commands(self, call: Call) -> list[Json]:
        return [command.wire() for command in self.commands.all()]

    async def _push(self, call: Call) -> Json:
        body = await call.body()
        lowered = {key.lower(): key for key in body}
        if "name" not in lowered:
            raise bad_request("Command name is required")
        name = str(body[lowered["name"]])
        rest = {key: value for key, value in body.items() if key.lower() != "name"}
        agent = call.request.headers.get("User-Agent", "")
        return self.commands.push(name, rest, agent=agent).wire()

    def _command(self, call: Call) -> Json:
        if (command := self.commands.find(call.id)) is None:
            raise missing_model("CommandModel", call.id)
        return command.wire()

    def _cancel(self, call: Call) -> web.Response:
        if (command := self.commands.find(call.id)) is None:
            raise gone()
        self.commands.cancel(command)
        return web.Response()


def window(call: Call, now: float) -> tuple[float, float]:
    """Return the time window of a calendar call; default today and two days more."""
    day = now - now % 86_400
    start, end = call.text("start"), call.text("end")
    return (
        from_iso(start) if start else day,
        from_iso(end) if end else day + 2 * 86_400,
    )
