"""Adding a rule to a stack and changing it, with every mistake a form can hold."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.autoarr.const import SUBENTRY_RULE
from custom_components.autoarr.servers.models import ServerType

from .conftest import add_stack, server
from .servers import GOOD_KEY, Neighbourhood

STEPS = [
    "retry_same",
    "regrab",
    "blocklist_search",
    "lower_quality",
    "remove",
    "import",
    "refresh",
]


def form(
    name: str = "Big films",
    *,
    priority: float = 100,
    matches: dict[str, Any] | None = None,
    then: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return a filled form; what is not said is as the form shows it first."""
    return {
        "name": name,
        "priority": priority,
        "matches": matches or {},
        "then": {"notify": True, **(then or {})},
    }


async def stack(hass: HomeAssistant) -> MockConfigEntry:
    """Return a stack with one server of each type."""
    return await add_stack(
        hass,
        "Home",
        *(
            server(server_type, f"http://10.0.0.{number}")
            for number, server_type in enumerate(ServerType)
        ),
    )


async def begun(hass: HomeAssistant, entry: MockConfigEntry) -> Any:
    """Return the flow of somebody who wants to add a rule."""
    return await hass.config_entries.subentries.async_init(
        (entry.entry_id, SUBENTRY_RULE), context={"source": SOURCE_USER}
    )


async def sent(hass: HomeAssistant, flow: Any, filled: dict[str, Any]) -> Any:
    """Return the flow after a filled form."""
    return await hass.config_entries.subentries.async_configure(flow["flow_id"], filled)


async def added(
    hass: HomeAssistant, entry: MockConfigEntry, filled: dict[str, Any]
) -> ConfigSubentry:
    """Return the rule that a filled form became."""
    flow = await sent(hass, await begun(hass, entry), filled)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    return list(entry.subentries.values())[-1]


def ids(entry: MockConfigEntry) -> dict[str, str]:
    """Return the ids of a stack's servers by type."""
    return {
        subentry.subentry_type: subentry_id
        for subentry_id, subentry in entry.subentries.items()
    }


def section(flow: Any, name: str) -> dict[str, Any]:
    """Return the selectors of a part of the form by field."""
    part = next(
        value for key, value in flow["data_schema"].schema.items() if key == name
    )
    return {str(key): value for key, value in part.schema.schema.items()}


def suggested(flow: Any) -> dict[str, Any]:
    """Return what a form shows as filled in."""

    def shown(schema: Any) -> dict[str, Any]:
        return {
            str(key): shown(value.schema)
            if hasattr(value, "schema")
            else (key.description or {}).get("suggested_value")
            for key, value in schema.schema.items()
        }

    return shown(flow["data_schema"])


async def test_a_rule_keeps_only_what_was_filled_in(hass: HomeAssistant) -> None:
    entry = await stack(hass)
    rule = await added(hass, entry, form(" Everything "))
    assert rule.subentry_type == SUBENTRY_RULE
    assert rule.title == "Everything"
    assert dict(rule.data) == {"priority": 100, "notify": True}


async def test_everything_can_be_said_in_a_rule(hass: HomeAssistant) -> None:
    entry = await stack(hass)
    conditions = {
        "servers": [ids(entry)["radarr"], ids(entry)["sabnzbd"]],
        "classes": ["bad_release", "encrypted"],
        "causes": [" missing ", " "],
        "media_type": "movie",
        "titles": ["dune*"],
        "tags": ["keep"],
        "categories": ["movies"],
        "size_min": 20.5,
        "size_max": 20.5,
        "age_min": 0,
        "age_max": 48,
    }
    demands = {
        "mode": "ask",
        "steps": ["retry_same", "import"],
        "max_attempts": 2.0,
        "settle_time": {"days": 0, "hours": 1, "minutes": 0, "seconds": 5},
        "notify": False,
    }
    rule = await added(
        hass, entry, form(priority=5.0, matches=conditions, then=demands)
    )
    assert dict(rule.data) == {
        "priority": 5,
        **conditions,
        "causes": ["missing"],
        **demands,
        "max_attempts": 2,
        "settle_time": 3605,
    }


async def test_a_rule_is_about_servers_that_downloads_fail_on(
    hass: HomeAssistant,
) -> None:
    entry = await stack(hass)
    await added(hass, entry, form())
    flow = await begun(hass, entry)
    options = section(flow, "matches")["servers"].config["options"]
    assert [option["label"] for option in options] == ["Sonarr", "Radarr", "Sabnzbd"]


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"name": "  "}, {"name": "rule_name_missing"}),
        ({"name": "known"}, {"name": "name_taken"}),
        (
            {"matches": {"size_min": 2, "size_max": 1.9}},
            {"base": "least_above_most"},
        ),
        ({"matches": {"age_min": 48, "age_max": 24}}, {"base": "least_above_most"}),
        ({"matches": {"titles": ["?!"]}}, {"base": "no_word"}),
        ({"matches": {"causes": ["fine", "…"]}}, {"base": "no_word"}),
        ({"matches": {"tags": ["*"]}}, {"base": "no_word"}),
        ({"then": {"steps": []}}, {"base": "no_step"}),
        (
            {"then": {"settle_time": {"hours": 0, "minutes": 0, "seconds": 9}}},
            {"base": "duration_out_of_bounds"},
        ),
        (
            {"then": {"settle_time": {"days": 7, "seconds": 1}}},
            {"base": "duration_out_of_bounds"},
        ),
    ],
    ids=str,
)
async def test_each_mistake_is_told_and_can_be_corrected(
    hass: HomeAssistant, wrong: dict[str, Any], errors: dict[str, str]
) -> None:
    entry = await stack(hass)
    await added(hass, entry, form("Known"))
    flow = await sent(hass, await begun(hass, entry), form(**wrong))
    assert flow["type"] is FlowResultType.FORM
    assert flow["errors"] == errors
    flow = await sent(hass, flow, form())
    assert flow["type"] is FlowResultType.CREATE_ENTRY


async def test_a_settle_time_of_zero_is_the_stack_s(hass: HomeAssistant) -> None:
    entry = await stack(hass)
    nothing = {"hours": 0, "minutes": 0, "seconds": 0}
    rule = await added(hass, entry, form(then={"settle_time": nothing}))
    assert "settle_time" not in rule.data


async def test_all_steps_are_no_limit(hass: HomeAssistant) -> None:
    entry = await stack(hass)
    rule = await added(hass, entry, form(then={"steps": STEPS[::-1]}))
    assert "steps" not in rule.data


async def test_a_rule_may_be_called_like_a_server_and_a_server_like_a_rule(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    entry = await stack(hass)
    await added(hass, entry, form("Radarr"))
    await added(hass, entry, form("4K"))
    flow = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "radarr"), context={"source": SOURCE_USER}
    )
    url = neighbourhood.add(ServerType.RADARR, "http://10.0.1.1")
    flow = await sent(
        hass,
        flow,
        {"url": url, "api_key": GOOD_KEY, "name": "4K", "verify_ssl": True},
    )
    assert flow["type"] is FlowResultType.CREATE_ENTRY


async def test_a_changed_rule_shows_what_it_was_and_keeps_its_place(
    hass: HomeAssistant,
) -> None:
    entry = await stack(hass)
    matches = {"servers": [ids(entry)["sonarr"]], "titles": ["dune"], "size_min": 20}
    then = {"mode": "ask", "max_attempts": 2, "settle_time": {"minutes": 5}}
    rule = await added(hass, entry, form(priority=7, matches=matches, then=then))
    await added(hass, entry, form("Another"))

    flow = await entry.start_subentry_reconfigure_flow(hass, rule.subentry_id)
    shown = suggested(flow)
    assert (shown["name"], shown["priority"]) == ("Big films", 7)
    assert {key: value for key, value in shown["matches"].items() if value} == matches
    assert shown["then"] == {
        "mode": "ask",
        "steps": STEPS,
        "max_attempts": 2,
        "settle_time": {"days": 0, "hours": 0, "minutes": 5, "seconds": 0},
        "notify": True,
    }
    flow = await sent(hass, flow, form("Another"))
    assert flow["errors"] == {"name": "name_taken"}
    flow = await sent(hass, flow, form("BIG films", then={"steps": ["import"]}))
    assert flow["reason"] == "reconfigure_successful"
    changed = entry.subentries[rule.subentry_id]
    assert changed.title == "BIG films"
    assert dict(changed.data) == {"priority": 100, "notify": True, "steps": ["import"]}
    rules = [each for each in entry.subentries.values() if each.subentry_type == "rule"]
    assert [each.title for each in rules] == ["BIG films", "Another"]

    flow = await entry.start_subentry_reconfigure_flow(hass, rule.subentry_id)
    assert suggested(flow)["then"]["steps"] == ["import"]


async def test_a_rule_whose_servers_left_never_grows_to_all_servers(
    hass: HomeAssistant,
) -> None:
    entry = await stack(hass)
    servers = [ids(entry)["sonarr"], ids(entry)["radarr"]]
    rule = await added(hass, entry, form(matches={"servers": servers}))
    hass.config_entries.async_remove_subentry(entry, servers[0])
    await hass.async_block_till_done()
    flow = await entry.start_subentry_reconfigure_flow(hass, rule.subentry_id)
    assert suggested(flow)["matches"]["servers"] == servers[1:]

    hass.config_entries.async_remove_subentry(entry, servers[1])
    await hass.async_block_till_done()
    flow = await entry.start_subentry_reconfigure_flow(hass, rule.subentry_id)
    assert suggested(flow)["matches"]["servers"] == []
    flow = await sent(hass, flow, form())
    assert flow["errors"] == {"base": "servers_gone"}
    others = {"servers": [ids(entry)["sabnzbd"]]}
    flow = await sent(hass, flow, form(matches=others))
    assert flow["reason"] == "reconfigure_successful"
    assert entry.subentries[rule.subentry_id].data["servers"] == others["servers"]


async def test_who_takes_the_servers_out_of_a_rule_means_all_of_them(
    hass: HomeAssistant,
) -> None:
    entry = await stack(hass)
    matches = {"servers": [ids(entry)["sonarr"]]}
    rule = await added(hass, entry, form(matches=matches))
    flow = await entry.start_subentry_reconfigure_flow(hass, rule.subentry_id)
    flow = await sent(hass, flow, form(matches={"servers": []}))
    assert flow["reason"] == "reconfigure_successful"
    assert "servers" not in entry.subentries[rule.subentry_id].data
