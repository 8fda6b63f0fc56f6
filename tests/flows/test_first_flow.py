"""Setting up a stack: a name, servers one by one or all at once, and a recovery mode."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.servers.models import ServerType

from .conftest import add_stack, server
from .servers import ERRORS, GOOD_KEY, Neighbourhood

URLS = {
    ServerType.SONARR: "http://10.0.0.2:8989",
    ServerType.RADARR: "http://10.0.0.2:7878",
    ServerType.SABNZBD: "http://10.0.0.2:8080/sabnzbd",
    ServerType.PLEX: "http://10.0.0.3:32400",
}


async def start(hass: HomeAssistant, name: str = "Home") -> ConfigFlowResult:
    """Name a stack and return the menu."""
    flow = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert flow["step_id"] == "user"
    return await configure(hass, flow, {"name": name})


async def configure(
    hass: HomeAssistant, flow: ConfigFlowResult, user_input: dict[str, Any]
) -> ConfigFlowResult:
    """Send a form."""
    return await hass.config_entries.flow.async_configure(flow["flow_id"], user_input)


async def choose(
    hass: HomeAssistant, flow: ConfigFlowResult, option: str
) -> ConfigFlowResult:
    """Choose from the menu."""
    assert flow["type"] is FlowResultType.MENU
    assert option in flow["menu_options"]
    return await configure(hass, flow, {"next_step_id": option})


async def finish(
    hass: HomeAssistant, flow: ConfigFlowResult, mode: str = "automatic"
) -> ConfigFlowResult:
    """Leave the menu with a recovery mode."""
    flow = await choose(hass, flow, "finish")
    assert flow["step_id"] == "recovery"
    flow = await configure(hass, flow, {"mode": mode})
    assert flow["step_id"] == "ai"
    flow = await configure(hass, flow, {"ai_provider": "none"})
    await hass.async_block_till_done()
    return flow


def form(server_type: ServerType, url: str, **more: Any) -> dict[str, Any]:
    """Return a filled form for a server."""
    key = "token" if server_type is ServerType.PLEX else "api_key"
    return {"url": url, key: GOOD_KEY, "verify_ssl": True, **more}


async def test_one_server_of_each_type_makes_a_stack(
    hass: HomeAssistant, neighbourhood: Neighbourhood, loaded: list[str]
) -> None:
    neighbourhood.add(ServerType.SONARR, URLS[ServerType.SONARR], name="Sonarr")
    neighbourhood.add(ServerType.RADARR, URLS[ServerType.RADARR], name="Radarr")
    neighbourhood.add(ServerType.SABNZBD, URLS[ServerType.SABNZBD])
    neighbourhood.add(
        ServerType.PLEX, URLS[ServerType.PLEX], name="Attic", machine_id="m1"
    )
    flow = await start(hass, " Cabin ")
    for server_type, url in URLS.items():
        flow = await choose(hass, flow, server_type)
        flow = await configure(hass, flow, form(server_type, f" {url}/ "))
    placeholders = flow["description_placeholders"]
    assert placeholders is not None
    assert "Attic (http://10.0.0.3:32400)" in placeholders["servers"]

    flow = await finish(hass, flow, "ask")

    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert flow["title"] == "Cabin"
    entry = flow["result"]
    assert dict(entry.data) == {}
    assert dict(entry.options) == {"mode": "ask", "voice_sentences": True}
    assert entry.unique_id is None
    assert [
        (each.subentry_type, each.title, each.unique_id, dict(each.data))
        for each in entry.subentries.values()
    ] == [
        (kind, name, unique_id, {"name": name, **form(kind, URLS[kind])})
        for kind, name, unique_id in (
            (ServerType.SONARR, "Sonarr", URLS[ServerType.SONARR]),
            (ServerType.RADARR, "Radarr", URLS[ServerType.RADARR]),
            (ServerType.SABNZBD, "Sabnzbd", URLS[ServerType.SABNZBD]),
            (ServerType.PLEX, "Attic", "m1"),
        )
    ]
    assert loaded == [entry.entry_id]


async def test_automatic_recovery_is_preselected(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    url = neighbourhood.add(ServerType.SONARR, URLS[ServerType.SONARR])
    flow = await choose(hass, await start(hass), "sonarr")
    flow = await configure(hass, flow, form(ServerType.SONARR, url))
    flow = await choose(hass, flow, "finish")
    flow = await configure(hass, flow, {})
    flow = await configure(hass, flow, {})
    assert flow["options"] == {"mode": "automatic", "voice_sentences": True}


async def test_two_servers_of_a_type_get_different_names(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    flow = await start(hass)
    for port in (7878, 7879, 7880):
        url = neighbourhood.add(
            ServerType.RADARR, f"http://10.0.0.2:{port}", name="Radarr"
        )
        flow = await choose(hass, flow, "radarr")
        flow = await configure(hass, flow, form(ServerType.RADARR, url))
    flow = await finish(hass, flow)
    titles = [each.title for each in flow["result"].subentries.values()]
    assert titles == ["Radarr", "Radarr 2", "Radarr 3"]


async def test_nothing_can_be_finished_without_a_server(hass: HomeAssistant) -> None:
    flow = await start(hass)
    assert flow["menu_options"] == ["sonarr", "radarr", "sabnzbd", "plex"]


async def test_an_empty_form_leads_back_to_the_menu_and_loses_nothing(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    url = neighbourhood.add(ServerType.SONARR, URLS[ServerType.SONARR], name="One")
    flow = await choose(hass, await start(hass), "sonarr")
    flow = await configure(hass, flow, form(ServerType.SONARR, url))
    flow = await choose(hass, flow, "plex")
    flow = await configure(hass, flow, {"verify_ssl": True})
    assert flow["step_id"] == "more_servers"
    flow = await finish(hass, flow)
    assert [each.title for each in flow["result"].subentries.values()] == ["One"]


@pytest.mark.parametrize("server_type", list(ServerType))
@pytest.mark.parametrize(("answer", "error"), ERRORS, ids=str)
async def test_each_trouble_has_its_own_text_and_can_be_overcome(
    hass: HomeAssistant,
    neighbourhood: Neighbourhood,
    server_type: ServerType,
    answer: Exception,
    error: str,
) -> None:
    url = URLS[server_type]
    neighbourhood.answers[url] = answer
    flow = await choose(hass, await start(hass), server_type)
    flow = await configure(hass, flow, form(server_type, url, name="Mine"))
    assert flow["type"] is FlowResultType.FORM
    assert flow["errors"] == {"base": error}

    neighbourhood.add(server_type, url)
    flow = await configure(hass, flow, form(server_type, url, name="Mine"))
    flow = await finish(hass, flow)
    assert flow["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"url": "not an address"}, {"url": "invalid_url"}),
        ({"url": "ftp://10.0.0.2"}, {"url": "invalid_url"}),
        ({"url": "http://me:secret@10.0.0.2"}, {"url": "invalid_url"}),
        ({"url": ""}, {"url": "invalid_url"}),
        ({"api_key": " "}, {"api_key": "key_missing"}),
        ({"api_key": "wrong"}, {"base": "invalid_auth"}),
        ({"name": "first"}, {"name": "name_taken"}),
        ({"url": "10.0.0.9:8989"}, {"base": "already_configured"}),
    ],
)
async def test_mistakes_are_shown_where_they_were_made(
    hass: HomeAssistant,
    neighbourhood: Neighbourhood,
    changes: dict[str, str],
    errors: dict[str, str],
) -> None:
    first = neighbourhood.add(ServerType.SONARR, "http://10.0.0.9:8989")
    url = neighbourhood.add(ServerType.SONARR, URLS[ServerType.SONARR])
    flow = await choose(hass, await start(hass), "sonarr")
    flow = await configure(hass, flow, form(ServerType.SONARR, first, name="First"))
    flow = await choose(hass, flow, "sonarr")
    good = form(ServerType.SONARR, url, name="Second")
    flow = await configure(hass, flow, {**good, **changes})
    assert flow["errors"] == errors

    flow = await configure(hass, flow, good)
    flow = await finish(hass, flow)
    assert len(flow["result"].subentries) == 2


async def test_a_plex_is_one_server_under_all_its_addresses(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    neighbourhood.add(ServerType.PLEX, "http://10.0.0.3:32400", machine_id="m1")
    neighbourhood.add(ServerType.PLEX, "https://plex.example.org", machine_id="m1")
    flow = await choose(hass, await start(hass), "plex")
    flow = await configure(hass, flow, form(ServerType.PLEX, "http://10.0.0.3:32400"))
    flow = await choose(hass, flow, "plex")
    flow = await configure(
        hass, flow, form(ServerType.PLEX, "https://plex.example.org")
    )
    assert flow["errors"] == {"base": "already_configured"}


async def test_a_server_belongs_to_one_stack(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    url = neighbourhood.add(ServerType.SONARR, URLS[ServerType.SONARR])
    await add_stack(hass, "Home", server(ServerType.SONARR, url))
    flow = await choose(hass, await start(hass, "Cabin"), "sonarr")
    flow = await configure(hass, flow, form(ServerType.SONARR, url))
    assert flow["errors"] == {"base": "already_configured"}
    assert neighbourhood.asked == []


async def test_two_flows_cannot_both_take_a_server(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    url = neighbourhood.add(ServerType.SONARR, URLS[ServerType.SONARR])
    flows = []
    for name in ("Home", "Cabin"):
        flow = await choose(hass, await start(hass, name), "sonarr")
        flows.append(await configure(hass, flow, form(ServerType.SONARR, url)))
    first = await finish(hass, flows[0])
    second = await finish(hass, flows[1])
    assert first["type"] is FlowResultType.CREATE_ENTRY
    assert second["type"] is FlowResultType.ABORT
    assert second["reason"] == "already_configured"


@pytest.mark.parametrize(
    ("name", "error"), [("home", "name_taken"), (" ", "name_missing")]
)
async def test_a_stack_needs_a_name_of_its_own(
    hass: HomeAssistant, name: str, error: str
) -> None:
    await add_stack(hass, "Home")
    flow = await start(hass, name)
    assert flow["errors"] == {"name": error}
    flow = await configure(hass, flow, {"name": "Cabin"})
    assert flow["type"] is FlowResultType.MENU


def known_to_home_assistant(hass: HomeAssistant) -> dict[str, MockConfigEntry]:
    """Let Home Assistant's own integrations know a server of each type."""
    entries = {
        "sonarr": MockConfigEntry(
            domain="sonarr",
            title="10.0.0.2",
            data={
                "url": "http://10.0.0.2:8989",
                "api_key": GOOD_KEY,
                "verify_ssl": False,
            },
        ),
        "radarr": MockConfigEntry(
            domain="radarr",
            title="Radarr",
            data={
                "url": "https://10.0.0.2:7878",
                "api_key": GOOD_KEY,
                "verify_ssl": True,
            },
        ),
        "sabnzbd": MockConfigEntry(
            domain="sabnzbd",
            title="sabnzbd",
            data={"url": "http://10.0.0.2:8080", "api_key": GOOD_KEY},
        ),
        "plex": MockConfigEntry(
            domain="plex",
            title="Attic",
            data={
                "server_id": "m1",
                "server": "Attic",
                "server_config": {
                    "url": "http://10.0.0.3:32400",
                    "token": GOOD_KEY,
                    "verify_ssl": True,
                },
            },
        ),
        # Neither can be used: one has no key yet, the other is not wanted.
        "without_key": MockConfigEntry(
            domain="plex", title="Cloud", data={"server_config": {"url": "http://a:1"}}
        ),
        "without_url": MockConfigEntry(domain="plex", title="Cloud", data={}),
        "ignored": MockConfigEntry(
            domain="plex", title="Ignored", data={}, source="ignore"
        ),
    }
    for entry in entries.values():
        entry.add_to_hass(hass)
    return entries


def offered(flow: ConfigFlowResult) -> list[str]:
    """Return the labels of what a form offers."""
    assert flow["data_schema"] is not None
    return [
        option["label"]
        for option in flow["data_schema"].schema["servers"].config["options"]
    ]


async def test_servers_that_home_assistant_knows_need_no_typing(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    entries = known_to_home_assistant(hass)
    neighbourhood.add(ServerType.SONARR, "http://10.0.0.2:8989", name="Sonarr")
    neighbourhood.add(ServerType.RADARR, "https://10.0.0.2:7878", name="Sonarr")
    neighbourhood.add(ServerType.SABNZBD, "http://10.0.0.2:8080")
    neighbourhood.add(
        ServerType.PLEX, "http://10.0.0.3:32400", name="Attic", machine_id="m1"
    )
    flow = await choose(hass, await start(hass), "import_servers")
    assert offered(flow) == [
        "10.0.0.2 (Sonarr, 10.0.0.2:8989)",
        "Radarr (Radarr, 10.0.0.2:7878)",
        "sabnzbd (Sabnzbd, 10.0.0.2:8080)",
        "Attic (Plex, 10.0.0.3:32400)",
    ]
    chosen = [
        entries[each].entry_id for each in ("sonarr", "radarr", "sabnzbd", "plex")
    ]
    flow = await configure(hass, flow, {"servers": chosen})
    assert "import_servers" not in flow["menu_options"]
    flow = await finish(hass, flow)

    servers = {each.title: each for each in flow["result"].subentries.values()}
    assert dict(servers["Sonarr"].data) == {
        "name": "Sonarr",
        "url": "http://10.0.0.2:8989",
        "api_key": GOOD_KEY,
        "verify_ssl": False,
    }
    assert servers["Sonarr 2"].data["verify_ssl"] is True
    assert servers["Sabnzbd"].data["verify_ssl"] is False
    assert servers["Attic"].data["token"] == GOOD_KEY
    assert servers["Attic"].unique_id == "m1"


async def test_what_cannot_be_imported_now_is_named_and_can_be_left_out(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    entries = known_to_home_assistant(hass)
    neighbourhood.add(ServerType.SONARR, "http://10.0.0.2:8989", name="Sonarr")
    chosen = [entries[each].entry_id for each in ("sonarr", "radarr", "sabnzbd")]
    flow = await choose(hass, await start(hass), "import_servers")
    flow = await configure(hass, flow, {"servers": chosen})
    assert flow["step_id"] == "import_rest"
    assert flow["errors"] == {"base": "cannot_connect"}
    placeholders = flow["description_placeholders"]
    assert placeholders is not None
    assert placeholders["server"] == "Radarr (Radarr, 10.0.0.2:7878)"

    neighbourhood.add(ServerType.SABNZBD, "http://10.0.0.2:8080")
    flow = await configure(hass, flow, {"servers": [entries["sabnzbd"].entry_id]})
    assert flow["step_id"] == "more_servers"
    flow = await choose(hass, flow, "import_servers")
    flow = await configure(hass, flow, {"servers": []})
    flow = await finish(hass, flow)
    titles = [each.title for each in flow["result"].subentries.values()]
    assert titles == ["Sonarr", "Sabnzbd"]


async def test_one_plex_known_twice_is_imported_once(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    entries = [
        MockConfigEntry(
            domain="plex",
            data={
                "server_config": {"url": f"http://10.0.0.{n}:32400", "token": GOOD_KEY}
            },
        )
        for n in (3, 4)
    ]
    for n, entry in zip((3, 4), entries, strict=True):
        entry.add_to_hass(hass)
        neighbourhood.add(ServerType.PLEX, f"http://10.0.0.{n}:32400", machine_id="m1")
    flow = await choose(hass, await start(hass), "import_servers")
    flow = await configure(
        hass, flow, {"servers": [entry.entry_id for entry in entries]}
    )
    assert flow["errors"] == {"base": "already_configured"}
    flow = await configure(hass, flow, {"servers": []})
    flow = await finish(hass, flow)
    assert len(flow["result"].subentries) == 1


async def test_what_a_stack_has_is_not_offered_again(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    known_to_home_assistant(hass)
    await add_stack(
        hass,
        "Home",
        server(ServerType.SONARR, "http://10.0.0.2:8989"),
        server(ServerType.PLEX, "https://plex.example.org", unique_id="m1"),
    )
    flow = await choose(hass, await start(hass, "Cabin"), "import_servers")
    assert offered(flow) == [
        "Radarr (Radarr, 10.0.0.2:7878)",
        "sabnzbd (Sabnzbd, 10.0.0.2:8080)",
    ]
