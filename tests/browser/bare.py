"""A page with nothing but the cards: no Home Assistant, so that nothing else is seen."""

from collections.abc import AsyncIterator
import contextlib
from pathlib import Path

from aiohttp import web

from .browser import Page, browser

BUNDLE = (
    Path(__file__).parents[2]
    / "custom_components"
    / "autoarr"
    / "frontend"
    / "autoarr-cards.js"
)
_HTML = """<!doctype html><meta charset="utf-8"><title>Cards</title>
<script>
  for (const name of ["home-assistant", "ha-card", "ha-icon"])
    customElements.define(name, class extends HTMLElement {});
</script>
<script type="module" src="/cards.js?v=VERSION"></script>
<body style="margin:0;height:100vh"></body>
"""


@contextlib.asynccontextmanager
async def bare_page(version: str = "") -> AsyncIterator[tuple[Page, str]]:
    """Serve a page with the cards in some version; yield it and its address."""
    app = web.Application()

    async def page(_: web.Request) -> web.Response:
        return web.Response(
            text=_HTML.replace("VERSION", version), content_type="text/html"
        )

    async def cards(_: web.Request) -> web.FileResponse:
        return web.FileResponse(BUNDLE)

    app.router.add_get("/", page)
    app.router.add_get("/cards.js", cards)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        async with browser() as tab:
            await tab.look(width=1440, height=1000, dark=False, phone=False)
            await tab.open(address)
            await tab.until(
                "!!customElements.get('autoarr-statistics-card')", "the cards are there"
            )
            yield tab, address
    finally:
        await runner.cleanup()
