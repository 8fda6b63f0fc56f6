"""What people see and do on the dashboard, in a real browser."""

import asyncio

import pytest

from .accessibility import obstacles
from .browser import CHROMIUM, Page
from .stage import DESKTOP, PHONE, PICTURES, Stage, stage

OVERVIEW, DOWNLOADS, REQUEST, ACTIVITY, AUDIT, STATISTICS = (
    f"autoarr-{name}-card"
    for name in (
        "overview",
        "downloads",
        "request",
        "activity",
        "audit",
        "statistics",
    )
)
CARDS = (OVERVIEW, DOWNLOADS, REQUEST, ACTIVITY, AUDIT, STATISTICS)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.real_time,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason=f"there is no Chromium at {CHROMIUM}"
    ),
]


async def test_everything_is_seen_and_done_on_the_dashboard(loopback: None) -> None:
    async with stage() as played:
        await played.open()
        await _a_failure_is_told_and_ignored(played)
        await _a_film_is_wished_for(played)
        await _a_story_is_opened(played)
        await _a_setting_is_mended_and_put_back(played)
        await _nothing_is_in_the_way_of_anybody(played)
        await _the_stack_stops_and_comes_back(played)
        assert played.page.errors == []
        assert await asyncio.to_thread(played.home.troubles) == []


async def _a_failure_is_told_and_ignored(played: Stage) -> None:
    page = played.page
    scene = await played.play("disk_full", media="movie")
    await page.says(DOWNLOADS, "The disk that SABnzbd downloads to is full.", 60)
    await page.says(OVERVIEW, "This needs you")
    known = await played.home.act("autoarr", "get_failed_downloads", resolved=False)
    [failed] = known["failures"]
    await page.tap(DOWNLOADS, "Ignore")
    await page.says(DOWNLOADS, "Leave this failure as it is?")
    await page.tap(DOWNLOADS, "Yes, ignore")
    await page.until(
        f"!everywhere((each) => each.localName === '{DOWNLOADS}')"
        ".shadowRoot.querySelector('ha-card').innerText.includes('The disk that')",
        "the failure is gone from the list",
    )
    known = await played.home.act("autoarr", "get_failed_downloads")
    states = {each["id"]: each["state"] for each in known["failures"]}
    assert states[failed["id"]] == "dismissed"
    assert scene["download_ids"] == [failed["download_id"]]


async def _a_film_is_wished_for(played: Stage) -> None:
    page = played.page
    await page.write(REQUEST, "the film dune")
    await page.says(REQUEST, "1984", 60)
    await page.tap(REQUEST, "1984")
    await page.says(REQUEST, "Dune (1984) is downloading.", 60)
    asked = await played.home.act("autoarr", "get_requests")
    assert [each["year"] for each in asked["requests"]] == [1984]


async def _a_story_is_opened(played: Stage) -> None:
    page = played.page
    await page.tap(REQUEST, "Story")
    await page.until(
        f"everywhere((each) => each.localName === '{ACTIVITY}')"
        "?.shadowRoot.querySelectorAll('.course li').length > 1",
        "the request's story is open",
    )


async def _a_setting_is_mended_and_put_back(played: Stage) -> None:
    page = played.page
    await page.tap(AUDIT, "Check now")
    await page.says(AUDIT, "could be better", 60)
    findings = (await played.home.act("autoarr", "get_findings"))["findings"]
    finding = next(each for each in findings if each["one_click"])
    await page.tap(AUDIT, finding["title"])
    await page.tap(AUDIT, "Preview")
    await page.says(AUDIT, "Before:")
    await page.tap(AUDIT, "Apply")
    await page.says(AUDIT, "Change this setting now?")
    await page.tap(AUDIT, "Apply")
    await page.says(AUDIT, "Applied")
    # Whoever opens the page later finds what was done, and can undo it.
    await played.open()
    await page.tap(AUDIT, "Applied")
    await page.tap(AUDIT, finding["title"])
    await page.tap(AUDIT, "Undo")
    await page.says(AUDIT, "Put the setting back")
    await page.tap(AUDIT, "Undo")
    await page.says(AUDIT, "Put back as it was")


async def _nothing_is_in_the_way_of_anybody(played: Stage) -> None:
    """Look at every card in every size and theme, with an eye for who sees little."""
    for device, size in (("phone", PHONE), ("desktop", DESKTOP)):
        for theme in ("light", "dark"):
            await played.open(dark=theme == "dark", size=size)
            for card in CARDS:
                await played.page.until(
                    f"!!everywhere((each) => each.localName === '{card}')", card
                )
            await asyncio.sleep(1)
            await played.page.picture(
                PICTURES / f"{device}-{theme}.png", whole=device == "desktop"
            )
            if device == "phone":
                await _pictures(played.page, theme)
            assert await obstacles(played.page, CARDS) == []


async def _pictures(page: Page, theme: str) -> None:
    for card in CARDS:
        await page.run(
            f"everywhere((each) => each.localName === '{card}')"
            ".scrollIntoView({block: 'start', behavior: 'instant'})"
        )
        await asyncio.sleep(0.3)
        await page.picture(PICTURES / f"phone-{theme}-{card}.png")


async def _the_stack_stops_and_comes_back(played: Stage) -> None:
    home, page = played.home, played.page
    async with home.websocket() as socket:
        [entry] = await socket.command("config_entries/get", domain="autoarr")
        for disabled in ("user", None):
            await socket.command(
                "config_entries/disable",
                entry_id=entry["entry_id"],
                disabled_by=disabled,
            )
            if disabled:
                await page.says(OVERVIEW, "not running at the moment")
        await page.says(OVERVIEW, "Connected", 60)
