"""The manifest is what Home Assistant's own checks, HACS and the loader want it to be."""

import json
from pathlib import Path
import tomllib

from awesomeversion import AwesomeVersion
from homeassistant import components
from homeassistant.core import HomeAssistant
from homeassistant.loader import (
    Manifest,
    async_get_integration,
    async_get_ssdp,
    async_get_zeroconf,
)
from homeassistant.util.yaml import load_yaml_dict
import pytest

from custom_components.autoarr.const import DOMAIN

ROOT = Path(__file__).parent.parent
COMPONENT = ROOT / "custom_components" / DOMAIN
MANIFEST = json.loads((COMPONENT / "manifest.json").read_text())


def test_domain_and_name_come_first_and_the_rest_in_alphabetical_order() -> None:
    keys = list(MANIFEST)
    assert keys[:2] == ["domain", "name"]
    assert keys[2:] == sorted(keys[2:])


@pytest.mark.parametrize(
    "key",
    [
        "codeowners",
        "config_flow",
        "documentation",
        "integration_type",
        "iot_class",
        "issue_tracker",
        "version",
    ],
)
def test_what_hassfest_and_hacs_require_is_there(key: str) -> None:
    assert MANIFEST[key]


def test_no_key_is_unknown_to_home_assistant() -> None:
    assert set(MANIFEST) <= set(Manifest.__annotations__)


@pytest.mark.parametrize(
    "key", ["after_dependencies", "codeowners", "dependencies", "loggers"]
)
def test_lists_are_sorted_and_without_duplicates(key: str) -> None:
    values = MANIFEST.get(key, [])
    assert values == sorted(set(values))


def test_several_stacks_are_allowed() -> None:
    # The key would also end every discovery before our own code is asked.
    assert "single_config_entry" not in MANIFEST


def test_version_and_requirements_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert MANIFEST["version"] == project["version"]
    assert AwesomeVersion(MANIFEST["version"]).valid
    assert MANIFEST["requirements"] == project["dependencies"]


def test_every_rule_of_home_assistants_quality_scale_is_kept() -> None:
    rules = load_yaml_dict(COMPONENT / "quality_scale.yaml")["rules"]
    theirs = Path(components.__path__[0]) / "overseerr" / "quality_scale.yaml"
    known = load_yaml_dict(theirs)["rules"]
    assert rules.keys() == known.keys()
    kept = {
        rule if isinstance(rule, str) else rule["status"] for rule in rules.values()
    }
    assert kept == {"done"}


@pytest.mark.usefixtures("enable_custom_integrations")
async def test_home_assistant_loads_it_and_listens_for_its_announcements(
    hass: HomeAssistant,
) -> None:
    integration = await async_get_integration(hass, DOMAIN)
    assert integration.integration_type == "hub"
    assert integration.config_flow
    assert DOMAIN in await async_get_ssdp(hass)
    listeners = await async_get_zeroconf(hass)
    for service in ("_http._tcp.local.", "_plexmediasvr._tcp.local."):
        assert DOMAIN in {listener["domain"] for listener in listeners[service]}
