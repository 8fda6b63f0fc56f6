"""SABnzbd's HTTP side: keys, hosts, output formats, and fetching NZBs by URL."""

import asyncio
import ipaddress
import json
from typing import override
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from simulator.clock import Clock
from simulator.http import AppServer, html
from simulator.sabnzbd.calls import Answer, Call, answer, changes
from simulator.sabnzbd.dialect import dialect
from simulator.sabnzbd.engine import JobEngine
from simulator.sabnzbd.jobs import Job, Status
from simulator.sabnzbd.settings import Settings

KEY_REQUIRED = "API Key Required"
KEY_INCORRECT = "API Key Incorrect"
HOST_REFUSED = (
    "Access denied - Hostname verification failed: https://sabnzbd.org/hostname-check"
)
_KEY_MISSING_WARNING = (
    "API key missing, please enter the API key from Config->General "
    "into your 3rd party program:"
)
_KEY_WRONG_WARNING = (
    "API key incorrect, Use the API key from Config->General in your 3rd party program:"
)
_OPEN_MODES = frozenset({"version", "auth"})
_NZB_KEY_MODES = frozenset({"addfile", "addlocalfile", "addurl", "version", "auth"})
_FETCH_AGAIN = 60.0
_ELSEWHERE = """
<html>
    <head>
      <script type="text/javascript">
      <!--
      location.href = location.protocol + '//' + location.host + '{}';
      //-->
      </script>
    </head>
    <body><br/></body>
</html>
"""


class SabnzbdServer(AppServer):
    """A SABnzbd of one version.

    Attributes:
        engine: Its jobs, history, warnings and disk: what scenarios change.
        settings: What users configured.
        api_key: The key that may do everything.
        nzb_key: The key that may add NZBs.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        api_key: str,
        nzb_key: str = "",
        version: str = "5.1.3",
        url_base: str | None = None,
        seed: int = 0,
        line_speed: float = 25e6,
    ) -> None:
        """Prepare a server.

        Args:
            clock: World time.
            api_key: The key that may do everything.
            nzb_key: The key that may add NZBs; made from the other if empty.
            version: What it says and behaves as.
            url_base: Second base path beside "/"; the default is that of the version.
            seed: Makes the ids of jobs reproducible.
            line_speed: Bytes a second that its line carries.
        """
        speech = dialect(version)
        if url_base is None:
            url_base = "" if speech.modern else "/sabnzbd"
        super().__init__("sabnzbd", clock, url_base=url_base)
        self.api_key = api_key
        self.nzb_key = nzb_key or api_key[::-1]
        self.settings = Settings(
            version, api_key=self.api_key, nzb_key=self.nzb_key, url_base=url_base
        )
        self.engine = JobEngine(
            clock, self.settings, speech, seed=seed, line_speed=line_speed
        )
        self.engine.on_fetch = self._begin_fetching
        self._fetches: set[asyncio.Task[None]] = set()

    @override
    async def start(self, port: int = 0) -> None:
        """Listen, and say so in the settings."""
        await super().start(port)
        self.settings.put("port", str(self.port))

    @override
    async def stop(self) -> None:
        """End fetches and connections."""
        for task in self._fetches:
            task.cancel()
        await asyncio.gather(*self._fetches, return_exceptions=True)
        await super().stop()

    @override
    async def set_up(self, up: bool) -> None:
        """Start or end the process; meanwhile no job moves."""
        if up:
            self.engine.switch_on()
        else:
            self.engine.switch_off()
        await super().set_up(up)

    @override
    def is_write(
        self, request: web.Request, params: dict[str, str | list[str]]
    ) -> bool:
        """Tell by mode and name: SABnzbd changes things by GET too."""
        return changes(str(params.get("mode", "")), str(params.get("name", "")))

    @override
    def unauthorised(self, request: web.Request) -> web.StreamResponse:
        """Refuse a key, as text and with status 403."""
        return self._refuse(request, KEY_INCORRECT, _KEY_WRONG_WARNING)

    @override
    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Answer the API at both of its paths, and pages elsewhere."""
        paths = {
            f"{base}/{page}" for base in {"", self.url_base} for page in ("api", "")
        }
        if request.path.rstrip("/") not in {path.rstrip("/") for path in paths}:
            body = _ELSEWHERE.format(self.url_base)
            return web.Response(status=404, text=body, content_type="text/html")
        if (refused := self._check_host(request)) is not None:
            return refused
        if not request.path.rstrip("/").endswith("/api"):
            return html("SABnzbd")
        params, upload = await _fields(request)
        mode = params.get("mode", "")
        if mode not in _OPEN_MODES and (denied := self._check_key(request, params)):
            return denied
        if mode == "version":
            given: Answer = {"version": self.engine.dialect.version}
        elif mode == "auth":
            given = {"auth": self._key_kind(params.get("key"))}
        else:
            given = answer(Call(self.engine, params, upload))
        return self._written(given, params)

    # -- who may ask ---------------------------------------------------------------------

    def _check_host(self, request: web.Request) -> web.StreamResponse | None:
        host = urlsplit(f"//{request.host}").hostname or ""
        allowed = {"localhost", *self.settings.words("host_whitelist")}
        login = self.settings.text("username") and self.settings.text("password")
        if host in allowed or host.endswith(".local") or _is_address(host) or login:
            return None
        warning = f'Refused connection with hostname "{host}" from:'
        return self._refuse(request, HOST_REFUSED, warning)

    def _check_key(
        self, request: web.Request, params: dict[str, str]
    ) -> web.StreamResponse | None:
        key = params.get("apikey", "")
        if not key:
            return self._refuse(request, KEY_REQUIRED, _KEY_MISSING_WARNING)
        kind = self._key_kind(key)
        if kind == "apikey":
            return None
        if kind == "nzbkey" and params.get("mode", "") in _NZB_KEY_MODES:
            return None
        return self._refuse(request, KEY_INCORRECT, _KEY_WRONG_WARNING)

    def _key_kind(self, key: str | None) -> str:
        if key is None or key == self.settings.text("api_key"):
            return "apikey"
        return "nzbkey" if key == self.settings.text("nzb_key") else "badkey"

    def _refuse(self, request: web.Request, text: str, warning: str) -> web.Response:
        warn = self.settings.on("api_warnings")
        if warn:
            agent = request.headers.get("User-Agent", "")
            said = f"{warning} {request.remote} [{agent}]"
            self.engine.add_warning(said, origin="interface.py444")
        return web.Response(
            status=403,
            text=text if warn else "",
            content_type="text/html",
            charset="utf-8",
        )

    # -- how it is written ---------------------------------------------------------------

    def _written(self, given: Answer, params: dict[str, str]) -> web.Response:
        output = params.get("output", "")
        if output == "json" or self.engine.dialect.modern:
            return web.Response(
                body=json.dumps(given, separators=(",", ":")).encode(),
                headers={"Content-Type": "application/json;charset=UTF-8"},
            )
        if output:
            only = next(iter(given.values())) if len(given) == 1 else given
            text = f"{only}\n"
        elif given.get("status") is False:
            text = f"error: {given.get('error', '')}\n"
        else:
            text = "ok\n"
        return web.Response(text=text, content_type="text/plain", charset="utf-8")

    # -- NZBs by URL ---------------------------------------------------------------------

    def _begin_fetching(self, job: Job) -> None:
        task = asyncio.get_running_loop().create_task(self._fetch(job))
        self._fetches.add(task)
        task.add_done_callback(self._fetches.discard)

    async def _fetch(self, job: Job) -> None:
        """Fetch an NZB until there is an answer that settles it."""
        url = job.url or ""
        name = url.partition("?")[0].rpartition("/")[2] or "index.nzb"
        tries = int(self.settings.number("max_url_retries")) or 1
        for _ in range(tries):
            status, body = await _get(url)
            if job.status is not Status.GRABBING or job not in self.engine.queue.jobs:
                return
            if status == 200:
                if not self.engine.fetched(job, body, name):
                    self._not_an_nzb(job, name, url)
                return
            if 400 <= status < 500:
                reasons = {401: "Unauthorized access", 404: "File not on server"}
                other = "Server could not complete request"
                self.engine.fetch_failed(job, reasons.get(status, other))
                return
            job.until = self.clock.time() + _FETCH_AGAIN
            await self.clock.sleep(_FETCH_AGAIN)
        self.engine.fetch_failed(job, "Maximum retries")

    def _not_an_nzb(self, job: Job, name: str, url: str) -> None:
        text = f"Empty NZB file {name}"
        self.engine.add_warning(f"{text} [{url}]", origin="object.py436")
        self.engine.fetch_failed(job, text if self.engine.dialect.modern else "")


async def _get(url: str) -> tuple[int, bytes]:
    """Return status and body; status 0 where nobody answers."""
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=60)) as session,
            session.get(url) as response,
        ):
            return response.status, await response.read()
    except ClientError, TimeoutError, ValueError:
        return 0, b""


async def _fields(
    request: web.Request,
) -> tuple[dict[str, str], tuple[str, bytes] | None]:
    """Return the parameters of query and form, and the uploaded file."""
    params = dict(request.query)
    upload: tuple[str, bytes] | None = None
    for key, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            if key in {"name", "nzbfile"}:
                upload = (value.filename, value.file.read())
        elif isinstance(value, str):
            params[key] = value
    return params, upload


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
