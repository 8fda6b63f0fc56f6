"""What is in the way of people with disabilities, as axe sees it."""

import asyncio
from collections.abc import Iterable
import json

import pytest

from demo.home import REPOSITORY

from .browser import Page

AXE = REPOSITORY / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


async def obstacles(page: Page, cards: Iterable[str]) -> list[str]:
    """Return what is seriously wrong with some cards of a page."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run script/setup-frontend")
    await page.run(await asyncio.to_thread(AXE.read_text))
    found: list[str] = []
    for card in cards:
        answer = await page.run(
            f"""axe.run(everywhere((each) => each.localName === {json.dumps(card)}), {{
              resultTypes: ["violations"],
            }}).then(({{violations}}) => violations
              .filter(({{impact}}) => impact === "serious" || impact === "critical")
              .map(({{id, nodes}}) => `${{id}}: ${{nodes[0].html}} ${{nodes[0].failureSummary}}`))"""
        )
        found += [f"{card}: {each}" for each in answer]
    return found
