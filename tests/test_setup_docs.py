"""The pages about set-up, rules and trouble say what the forms and issues say."""

from pathlib import Path
import re

import pytest

from .source import argument, calls
from .texts import placeholders, texts

DOCS = Path(__file__).parent.parent / "docs"
SETUP = (DOCS / "setup.md").read_text()
RULES = (DOCS / "rules.md").read_text()
TROUBLE = (DOCS / "troubleshooting.md").read_text()

FIELDS = [
    key
    for key in texts()
    if re.match(r"config\.step\.(sonarr|radarr|sabnzbd|plex)\.data\.", key)
    or re.match(r"options\.step\.init\.(sections\.\w+\.)?data\.", key)
]


RULE_FIELDS = [
    key
    for key in texts()
    if re.match(r"config_subentries\.rule\.step\.user\.sections\.\w+\.data\.", key)
]


@pytest.mark.parametrize("key", RULE_FIELDS)
def test_every_condition_and_demand_of_a_rule_is_explained(key: str) -> None:
    assert f"| {texts()[key]} |" in RULES


@pytest.mark.parametrize("key", FIELDS)
def test_every_field_is_in_the_tables(key: str) -> None:
    description = texts()[key.replace(".data.", ".data_description.")]
    if not placeholders(description):
        assert f"| {description} |" in SETUP
    assert f"| {texts()[key]} |" in SETUP


@pytest.mark.parametrize(
    "error", [key.split(".")[-1] for key in texts() if key.startswith("config.error.")]
)
def test_every_error_of_set_up_is_explained(error: str) -> None:
    assert f"| `{error}` |" in SETUP


def test_every_link_from_an_issue_leads_somewhere() -> None:
    headings = {
        "#" + line.removeprefix("## ").lower().replace(" ", "-")
        for line in TROUBLE.splitlines()
        if line.startswith("## ")
    }
    anchors = {argument(call, "anchor") for _, call in calls("Issue")} - {None}
    assert anchors
    assert anchors <= headings
