"""Actions and icons are described as Home Assistant wants, since it only warns if not."""

import json
from pathlib import Path
import re
from typing import Any

from homeassistant.helpers.service import _SERVICES_SCHEMA
from homeassistant.util.yaml import parse_yaml
import pytest

from .texts import texts

COMPONENT = Path(__file__).parent.parent / "custom_components" / "autoarr"
SERVICES: Any = parse_yaml((COMPONENT / "services.yaml").read_text())
ICONS: dict[str, Any] = json.loads((COMPONENT / "icons.json").read_text())


def test_the_actions_are_described_in_home_assistants_own_form() -> None:
    assert _SERVICES_SCHEMA(SERVICES)


@pytest.mark.parametrize("action", SERVICES)
def test_every_action_has_a_name_a_description_and_an_icon(action: str) -> None:
    assert f"services.{action}.name" in texts()
    assert f"services.{action}.description" in texts()
    assert action in ICONS["services"]


@pytest.mark.parametrize(
    ("action", "field"),
    [
        (action, field)
        for action, description in SERVICES.items()
        for field in (description or {}).get("fields", {})
    ],
)
def test_every_field_of_an_action_has_a_name_and_a_description(
    action: str, field: str
) -> None:
    assert f"services.{action}.fields.{field}.name" in texts()
    assert f"services.{action}.fields.{field}.description" in texts()


@pytest.mark.parametrize("door", ["services", "triggers", "conditions"])
def test_every_choice_between_options_is_made_in_words(door: str) -> None:
    doors: Any = parse_yaml((COMPONENT / f"{door}.yaml").read_text())
    for name, description in doors.items():
        for field, fact in (description or {}).get("fields", {}).items():
            if choice := fact["selector"].get("select"):
                key = choice.get("translation_key")
                for option in choice["options"]:
                    wanted = f"selector.{key}.options.{option}"
                    assert wanted in texts(), f"{name}.{field}"


def test_no_icon_or_text_belongs_to_an_action_that_is_gone() -> None:
    assert set(ICONS["services"]) == set(SERVICES)
    described = {key.split(".")[1] for key in texts() if key.startswith("services.")}
    assert described == set(SERVICES)


def test_every_entity_with_a_name_has_an_icon_or_a_device_class() -> None:
    for platform, icons in ICONS.get("entity", {}).items():
        for key in icons:
            assert f"entity.{platform}.{key}.name" in texts()


def test_icons_are_those_of_material_design() -> None:
    for icon in re.findall(r'"([^"]+:[^"]+)"', json.dumps(ICONS)):
        assert re.fullmatch(r"mdi:[a-z0-9-]+", icon)
