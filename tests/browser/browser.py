"""A headless Chromium, driven over its own debugging protocol as a person would use it."""

import asyncio
import base64
from collections.abc import AsyncIterator
import contextlib
import itertools
import json
from pathlib import Path
import tempfile
from typing import Any

import aiohttp

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE = 30.0
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--no-first-run",
    "--remote-debugging-port=0",
    "about:blank",
)
_FIND = """
globalThis.everywhere ??= (test, root = document) => {
  for (const each of root.querySelectorAll("*")) {
    if (test(each)) return each;
    const found = each.shadowRoot && everywhere(test, each.shadowRoot);
    if (found) return found;
  }
  return null;
};
"""

type Json = Any


class BrowserFailed(Exception):
    """The page did not come to what was waited for."""


def _said(value: Json) -> str:
    """Return what was written to a console, as text."""
    return str(value.get("description") or value.get("value") or "")


class Page:
    """One page, in the sizes and themes that people have.

    Attributes:
        errors: What the page complained about on its console.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Drive the page behind a debugging connection."""
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Json]] = {}
        self._reader = asyncio.create_task(self._read())
        self.errors: list[str] = []
        self._before = ""

    async def close(self) -> None:
        """Let go of the page."""
        self._reader.cancel()
        await self._socket.close()

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if future := self._waiting.pop(told.get("id"), None):
                if not future.done():
                    future.set_result(told)
            elif told.get("method") == "Runtime.exceptionThrown":
                details = told["params"]["exceptionDetails"]
                self.errors.append(
                    details.get("exception", {}).get("description", details["text"])
                )
            elif told.get("method") == "Runtime.consoleAPICalled":
                params = told["params"]
                if params["type"] == "error":
                    self.errors.append(" ".join(map(_said, params["args"])))

    async def command(self, method: str, **params: Json) -> Json:
        """Send a command of the protocol and return its result."""
        number = next(self._numbers)
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        await self._socket.send_json({"id": number, "method": method, "params": params})
        async with asyncio.timeout(PATIENCE):
            answer = await future
        if "error" in answer:
            raise BrowserFailed(f"{method}: {answer['error']}")
        return answer["result"]

    async def look(self, *, width: int, height: int, dark: bool, phone: bool) -> None:
        """Take a size and a theme."""
        await self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=phone,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.command("Emulation.setEmulatedMedia", features=[scheme])

    async def open(self, url: str) -> None:
        """Go to an address."""
        await self.command("Page.navigate", url=url)

    async def before_pages(self, script: str) -> None:
        """Run a script before anything else on every page, and no earlier one."""
        if self._before:
            await self.command(
                "Page.removeScriptToEvaluateOnNewDocument", identifier=self._before
            )
        added = await self.command(
            "Page.addScriptToEvaluateOnNewDocument", source=script
        )
        self._before = added["identifier"]

    async def run(self, script: str) -> Json:
        """Evaluate an expression, awaited if it is a promise, and return its value."""
        answer = await self.command(
            "Runtime.evaluate",
            expression=_FIND + script,
            awaitPromise=True,
            returnByValue=True,
        )
        if wrong := answer.get("exceptionDetails"):
            raise BrowserFailed(
                wrong.get("exception", {}).get("description", str(wrong))
            )
        return answer["result"].get("value")

    async def until(
        self, condition: str, what: str, patience: float = PATIENCE
    ) -> Json:
        """Wait until an expression is true, and return its value.

        Raises:
            BrowserFailed: It was not in time.
        """
        end = asyncio.get_running_loop().time() + patience
        while asyncio.get_running_loop().time() < end:
            with contextlib.suppress(BrowserFailed):
                if value := await self.run(condition):
                    return value
            await asyncio.sleep(0.1)
        raise BrowserFailed(f"not in {patience:.0f} s: {what}")

    async def text(self, card: str) -> str:
        """Return what a card says, without what is hidden; empty when it is not there."""
        text: str = await self.run(
            f"everywhere((each) => each.localName === {json.dumps(card)})"
            "?.shadowRoot.querySelector('ha-card')?.innerText ?? ''"
        )
        return text

    async def says(self, card: str, text: str, patience: float = PATIENCE) -> None:
        """Wait until a card says something."""
        await self.until(
            f"everywhere((each) => each.localName === {json.dumps(card)})"
            "?.shadowRoot.querySelector('ha-card')?.innerText"
            f".includes({json.dumps(text)})",
            f"{card} says {text}",
            patience,
        )

    async def says_no_more(self, card: str, text: str) -> None:
        """Wait until a card does not say something any more."""
        await self.until(
            f"!(everywhere((each) => each.localName === {json.dumps(card)})"
            "?.shadowRoot.querySelector('ha-card')?.innerText ?? '')"
            f".includes({json.dumps(text)})",
            f"{card} says {text} no more",
        )

    async def tap(self, card: str, button: str) -> None:
        """Tap the first button of a card with this in its text or label."""
        place = await self.until(
            f"""(async () => {{
              const card = everywhere((each) => each.localName === {json.dumps(card)});
              const button = [...card.shadowRoot.querySelectorAll("button")].find((each) =>
                `${{each.innerText}} ${{each.ariaLabel ?? ""}}`.includes(
                  {json.dumps(button)}) && !each.disabled);
              if (!button) return null;
              button.scrollIntoView({{block: "center", behavior: "instant"}});
              const place = () => {{
                const box = button.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2];
              }};
              const before = place();
              await new Promise((resolve) => setTimeout(resolve, 150));
              const now = place();
              // What still moves is not hit by anybody.
              const still = button.isConnected && `${{before}}` === `${{now}}`
                && getComputedStyle(button).pointerEvents !== "none";
              return still ? now : null;
            }})()""",
            f"{card} has a button {button}",
        )
        x, y = place
        for kind in ("mousePressed", "mouseReleased"):
            await self.command(
                "Input.dispatchMouseEvent",
                type=kind,
                x=x,
                y=y,
                button="left",
                clickCount=1,
            )

    async def write(self, card: str, text: str) -> None:
        """Write into the first field of a card, and send it with the enter key."""
        await self.until(
            f"(() => {{ const field = everywhere((each) => each.localName ==="
            f" {json.dumps(card)})?.shadowRoot.querySelector('input');"
            " field?.focus(); return !!field; })()",
            f"{card} has a field",
        )
        await self.command("Input.insertText", text=text)
        enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
        await self.command("Input.dispatchKeyEvent", type="keyDown", text="\r", **enter)
        await self.command("Input.dispatchKeyEvent", type="keyUp", **enter)

    async def picture(self, path: Path, *, whole: bool = False) -> None:
        """Take a picture, of all of the page if it should be whole."""
        path.parent.mkdir(parents=True, exist_ok=True)
        shot = await self.command("Page.captureScreenshot", captureBeyondViewport=whole)
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))


@contextlib.asynccontextmanager
async def browser() -> AsyncIterator[Page]:
    """Run a browser of its own and yield its page."""
    with tempfile.TemporaryDirectory(
        prefix="autoarr-browser-", ignore_cleanup_errors=True
    ) as folder:
        process = await asyncio.create_subprocess_exec(
            CHROMIUM,
            *_OPTIONS,
            f"--user-data-dir={folder}",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with aiohttp.ClientSession() as session:
                url = await _debugging_url(session, Path(folder))
                # Pictures are larger than what a message may have by default.
                async with session.ws_connect(url, max_msg_size=0) as socket:
                    page = Page(socket)
                    for domain in ("Page", "Runtime"):
                        await page.command(f"{domain}.enable")
                    yield page
                    await page.close()
        finally:
            if process.returncode is None:
                process.terminate()
                await process.wait()


async def _debugging_url(session: aiohttp.ClientSession, folder: Path) -> str:
    """Return where the page of a browser that starts can be driven."""
    told = folder / "DevToolsActivePort"
    async with asyncio.timeout(PATIENCE):
        while True:
            with contextlib.suppress(
                FileNotFoundError, ValueError, aiohttp.ClientError
            ):
                port = int((await asyncio.to_thread(told.read_text)).split("\n")[0])
                async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                    for each in await answer.json():
                        if each["type"] == "page":
                            url: str = each["webSocketDebuggerUrl"]
                            return url
            await asyncio.sleep(0.1)
