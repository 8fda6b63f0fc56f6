"""A real Home Assistant in a process of its own, onboarded and driven as a person would."""

import asyncio
from collections.abc import AsyncIterator
import contextlib
from datetime import UTC, datetime
import json
import os
from pathlib import Path
import sys
from typing import Any, Self

import aiohttp

REPOSITORY = Path(__file__).parent.parent
ABSENT = Path(__file__).parent / "absent"
"""Stand-ins for compiled packages that the frontend's pages import and never use here."""
USER = "demo"
PASSWORD = "demo"
PATIENCE = 120.0

CONFIGURATION = """\
homeassistant:
  name: Demo home
  latitude: 52.1
  longitude: 5.3
  elevation: 0
  unit_system: metric
  currency: EUR
  country: NL
  time_zone: UTC
frontend:
history:
logbook:
logger:
  default: warning
"""
ONBOARDED = ["core_config", "analytics", "integration"]
"""Everything but the owner, who is made by the API."""

type Json = Any


class HomeFailed(Exception):
    """Home Assistant did not start, or said no."""


class HomeAssistant:
    """One Home Assistant with AutoArr among its custom integrations.

    Attributes:
        url: Where it answers, on this machine only.
        log: The file it logs to.
    """

    def __init__(self, folder: Path, port: int) -> None:
        """Prepare to run it in a folder, on a port."""
        self._folder = folder
        self._port = port
        self._process: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None
        self._token = ""
        self.url = f"http://127.0.0.1:{port}"
        self.log = folder / "home-assistant.log"

    async def __aenter__(self) -> Self:
        """Start it and make its owner, unless there is one."""
        first_time = await asyncio.to_thread(self._prepare)
        self._session = aiohttp.ClientSession(self.url)
        try:
            await self._start()
            await self._log_in(first_time=first_time)
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop it."""
        if self._session:
            await self._session.close()
        await self._stop()

    async def restart(self) -> None:
        """Stop it and start it again, as after an update; it may be far from ready then."""
        await self._stop()
        await self._start()

    def _prepare(self) -> bool:
        """Write what it needs before its first start; return whether this is that."""
        storage = self._folder / ".storage"
        if storage.exists():
            return False
        storage.mkdir(parents=True)
        (self._folder / "configuration.yaml").write_text(CONFIGURATION)
        components = self._folder / "custom_components"
        components.mkdir()
        source = REPOSITORY / "custom_components" / "autoarr"
        (components / "autoarr").symlink_to(source)
        _store(storage, "onboarding", 4, {"done": ONBOARDED})
        _store(
            storage,
            "http",
            2,
            {
                "stable": {
                    "server_host": ["127.0.0.1"],
                    "server_port": self._port,
                    "cors_allowed_origins": [],
                    "login_attempts_threshold": -1,
                    "ip_ban_enabled": True,
                    "ssl_profile": "modern",
                    "use_x_frame_options": True,
                    "created_at": datetime.now(UTC).isoformat(),
                    "error": None,
                    "error_message": None,
                },
                "pending": None,
                "yaml_migration_done": True,
            },
            minor_version=2,
        )
        return True

    async def _start(self) -> None:
        # The requirements are installed already, from the lock file.
        self._process = await asyncio.create_subprocess_exec(
            Path(sys.executable).with_name("hass"),
            "-c",
            self._folder,
            "--skip-pip",
            "--log-file",
            self.log,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ABSENT)},
            # Ctrl-C is for us; we stop it in order.
            start_new_session=True,
        )
        async with asyncio.timeout(PATIENCE):
            while True:
                if self._process.returncode is not None:
                    raise HomeFailed(f"Home Assistant ended at once: see {self.log}")
                with contextlib.suppress(aiohttp.ClientError):
                    async with self._http.get("/api/onboarding") as answer:
                        # It is gone once there is an owner.
                        if answer.status in (200, 404):
                            return
                await asyncio.sleep(0.2)

    async def _stop(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    @property
    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise HomeFailed("Home Assistant is not running")
        return self._session

    async def _log_in(self, *, first_time: bool) -> None:
        if not first_time:
            self._token = await self.log_in(USER, PASSWORD)
            return
        made = await self.post(
            "/api/onboarding/users",
            {
                "client_id": f"{self.url}/",
                "name": "Demo",
                "username": USER,
                "password": PASSWORD,
                "language": "en",
            },
        )
        self._token = await self._exchanged(made["auth_code"])

    async def log_in(self, username: str, password: str) -> str:
        """Return an access token for somebody who has a user name and a password."""
        client_id = f"{self.url}/"
        flow = await self.post(
            "/auth/login_flow",
            {
                "client_id": client_id,
                "handler": ["homeassistant", None],
                "redirect_uri": client_id,
            },
        )
        done = await self.post(
            f"/auth/login_flow/{flow['flow_id']}",
            {"client_id": client_id, "username": username, "password": password},
        )
        return await self._exchanged(done["result"])

    async def _exchanged(self, code: str) -> str:
        """Return the access token that a code stands for."""
        async with self._http.post(
            "/auth/token",
            data={
                "grant_type": "authorization_code",
                "code": code,
                "client_id": f"{self.url}/",
            },
        ) as answer:
            token: str = (await answer.json())["access_token"]
            return token

    @property
    def token(self) -> str:
        """Return the owner's access token, with which a browser need not log in."""
        return self._token

    def troubles(self) -> list[str]:
        """Return the warnings and errors about AutoArr in the log so far."""
        return [
            line
            for line in self.log.read_text().splitlines()
            if "custom_components.autoarr" in line
            and (" WARNING " in line or " ERROR " in line)
        ]

    async def post(self, path: str, data: Json) -> Json:
        """Post JSON and return the JSON that comes back."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        async with self._http.post(path, json=data, headers=headers) as answer:
            if answer.status >= 400:
                raise HomeFailed(f"{path}: {answer.status} {await answer.text()}")
            return await answer.json()

    async def until_loaded(self, domain: str) -> None:
        """Wait until the entries of an integration run."""
        path = f"/api/config/config_entries/entry?domain={domain}"
        headers = {"Authorization": f"Bearer {self._token}"}
        async with asyncio.timeout(PATIENCE):
            while True:
                # Changed options make an entry load again a moment later.
                await asyncio.sleep(0.5)
                async with self._http.get(path, headers=headers) as answer:
                    entries = await answer.json()
                if all(entry["state"] == "loaded" for entry in entries):
                    return

    async def flow(self, path: str, start: Json, *inputs: Json) -> Json:
        """Run a flow of the settings through its steps and return its end."""
        step = await self.post(path, start)
        for data in inputs:
            step = await self.post(f"{path}/{step['flow_id']}", data)
            if step.get("errors"):
                raise HomeFailed(f"{step['step_id']}: {step['errors']}")
        return step

    async def change_options(self, entry_id: str, changes: Json) -> None:
        """Change some options of an entry, section by section; the rest stays."""
        path = "/api/config/config_entries/options/flow"
        form = await self.post(path, {"handler": entry_id})
        options = _suggested(form["data_schema"])
        for section, values in changes.items():
            options[section].update(values)
        done = await self.post(f"{path}/{form['flow_id']}", options)
        if done["type"] != "create_entry":
            raise HomeFailed(f"the options were refused: {done}")

    async def act(self, domain: str, action: str, **data: Json) -> Json:
        """Call an action and return its response."""
        done = await self.post(f"/api/services/{domain}/{action}?return_response", data)
        return done["service_response"]

    async def press(self, button: str) -> None:
        """Press the button of AutoArr with this translation key."""
        async with self.websocket() as socket:
            for entity in await socket.command("config/entity_registry/list"):
                if (
                    entity["platform"] == "autoarr"
                    and entity["translation_key"] == button
                ):
                    await self.post(
                        "/api/services/button/press", {"entity_id": entity["entity_id"]}
                    )

    @contextlib.asynccontextmanager
    async def websocket(self) -> AsyncIterator[Websocket]:
        """Open a websocket connection, authenticated."""
        async with self._http.ws_connect("/api/websocket") as socket:
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": self._token})
            answer = await socket.receive_json()
            if answer["type"] != "auth_ok":
                raise HomeFailed(f"the websocket says {answer}")
            yield Websocket(socket)


class Websocket:
    """Commands and events over one connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Speak over an authenticated connection."""
        self._socket = socket
        self._id = 0
        self._early: list[Json] = []

    async def command(self, kind: str, **data: Json) -> Json:
        """Send a command and return its result."""
        self._id += 1
        await self._socket.send_json({"id": self._id, "type": kind, **data})
        while True:
            message = await self._socket.receive_json()
            if message["type"] == "result" and message["id"] == self._id:
                break
            self._early.append(message)
        if not message["success"]:
            raise HomeFailed(f"{kind}: {message['error']}")
        return message["result"]

    async def events(self) -> AsyncIterator[Json]:
        """Yield the events that were subscribed to, as they come."""
        while True:
            message = (
                self._early.pop(0) if self._early else await self._socket.receive_json()
            )
            if message["type"] == "event":
                yield message["event"]


def _suggested(fields: Json) -> Json:
    """Return what a form proposes, as the frontend would send it back."""
    values = {}
    for field in fields:
        if field.get("type") == "expandable":
            values[field["name"]] = _suggested(field["schema"])
        elif "suggested_value" in (field.get("description") or {}):
            values[field["name"]] = field["description"]["suggested_value"]
        elif "default" in field:
            values[field["name"]] = field["default"]
    return values


def _store(
    storage: Path, key: str, version: int, data: Json, minor_version: int = 1
) -> None:
    """Write a file as Home Assistant's own storage does."""
    (storage / key).write_text(
        json.dumps(
            {
                "version": version,
                "minor_version": minor_version,
                "key": key,
                "data": data,
            }
        )
    )
