"""The simulated servers, a real Home Assistant with AutoArr, and a browser that looks."""

from collections.abc import AsyncIterator
import contextlib
from dataclasses import dataclass
import json
from pathlib import Path
import tempfile
from typing import Any

import aiohttp

from demo import dashboard
from demo.__main__ import free_port, set_up, simulator
from demo.home import REPOSITORY, HomeAssistant

from .browser import BrowserFailed, Page, browser

PHONE = {"width": 390, "height": 844, "phone": True}
PICTURES = REPOSITORY / ".browser"
GUEST = "guest"
DESKTOP = {"width": 1440, "height": 1000, "phone": False}

type Json = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a story in the browser is played on.

    Attributes:
        home: The Home Assistant.
        page: What is seen.
        path: Of the dashboard.
    """

    home: HomeAssistant
    page: Page
    path: str
    world: Json
    session: aiohttp.ClientSession

    async def play(self, scenario: str, **parameters: Json) -> Json:
        """Let something happen in the simulated world; return what it did."""
        url = f"{self.world['control']['url']}/scenarios/{scenario}"
        async with self.session.post(url, json=parameters) as answer:
            return await answer.json()

    async def log_in(self, token: str, language: str = "en") -> None:
        """Be somebody, with an own language, on all pages from now on."""
        await self.page.before_pages(_logged_in(self.home, token, language))

    async def guest(self) -> str:
        """Make somebody without special rights, and return an access token of theirs."""
        async with self.home.websocket() as socket:
            made = await socket.command(
                "config/auth/create", name="Guest", group_ids=["system-users"]
            )
            await socket.command(
                "config/auth_provider/homeassistant/create",
                user_id=made["user"]["id"],
                username=GUEST,
                password=GUEST,
            )
        return await self.home.log_in(GUEST, GUEST)

    async def remove_stack(self) -> None:
        """Remove AutoArr from the home for good."""
        headers = {"Authorization": f"Bearer {self.home.token}"}
        async with self.home.websocket() as socket:
            [entry] = await socket.command("config_entries/get", domain="autoarr")
        path = f"/api/config/config_entries/entry/{entry['entry_id']}"
        async with self.session.delete(self.home.url + path, headers=headers) as answer:
            answer.raise_for_status()

    async def open(
        self, *, dark: bool = False, size: Json = DESKTOP, view: str = ""
    ) -> None:
        """Open the dashboard and wait until its cards are there."""
        await self.page.look(dark=dark, **size)
        await self.page.open(f"{self.home.url}{self.path}{view}")
        await self.page.until(
            "!!everywhere((each) => each.localName === 'autoarr-overview-card')"
            "?.shadowRoot.querySelector('.servers li')",
            "the overview shows servers",
            90,
        )


def _logged_in(home: HomeAssistant, token: str, language: str = "en") -> str:
    """Return the script that gives a page a log-in and a language, as its own would."""
    tokens = {
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": 1800,
        "expires": 9_999_999_999_999,
        "hassUrl": home.url,
        "clientId": f"{home.url}/",
        "refresh_token": "",
    }
    kept = {"hassTokens": tokens, "selectedLanguage": language}
    return "".join(
        f"localStorage.setItem({json.dumps(key)}, {json.dumps(json.dumps(value))});"
        for key, value in kept.items()
    )


@contextlib.asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    """Set everything up and yield it."""
    with tempfile.TemporaryDirectory(prefix="autoarr-browser-home-") as place:
        async with (
            simulator() as world,
            HomeAssistant(Path(place), free_port()) as home,
            browser() as page,
            aiohttp.ClientSession() as session,
        ):
            await set_up(home, world)
            async with home.websocket() as websocket:
                path = await dashboard.create(websocket)
            played = Stage(
                home=home, page=page, path=path, world=world, session=session
            )
            await played.log_in(home.token)
            try:
                yield played
            except BrowserFailed:
                await page.picture(PICTURES / "failed.png", whole=True)
                raise
