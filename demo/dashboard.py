"""The dashboard that the demo opens on: what a stack's entities show, by server."""

from collections.abc import Iterable, Mapping
from typing import Any

from .home import Websocket

URL_PATH = "autoarr-demo"

type Json = Any

_STORY = (
    "downloads",
    "failed_downloads",
    "recovering",
    "recovered",
    "given_up",
    "attention_needed",
    "automatic_recovery",
    "recover_now",
)
_HIDDEN = ("update", "button")


async def create(socket: Websocket) -> str:
    """Create the dashboard and return its path."""
    await socket.command(
        "lovelace/dashboards/create",
        url_path=URL_PATH,
        title="AutoArr",
        icon="mdi:car-cruise-control",
        mode="storage",
        show_in_sidebar=True,
        require_admin=False,
    )
    entities = [
        entity
        for entity in await socket.command("config/entity_registry/list")
        if entity["platform"] == "autoarr" and not entity["disabled_by"]
    ]
    devices = {
        device["id"]: device
        for device in await socket.command("config/device_registry/list")
    }
    await socket.command(
        "lovelace/config/save",
        url_path=URL_PATH,
        config={"views": [_view(entities, devices)]},
    )
    return f"/{URL_PATH}/0"


def _view(entities: Iterable[Json], devices: Mapping[str, Json]) -> Json:
    by_device: dict[str, list[Json]] = {}
    for entity in entities:
        by_device.setdefault(entity["device_id"], []).append(entity)
    stack, *servers = sorted(
        by_device.items(), key=lambda item: devices[item[0]]["via_device_id"] or ""
    )
    return {
        "title": "AutoArr",
        "type": "sections",
        "max_columns": 3,
        "sections": [
            _section("AutoArr", _ordered(stack[1]), "mdi:car-cruise-control"),
            *(
                _section(
                    devices[device_id]["name"],
                    [
                        entity
                        for entity in group
                        if not entity["entity_id"].startswith(_HIDDEN)
                    ],
                    "mdi:server",
                )
                for device_id, group in servers
            ),
            {
                "type": "grid",
                "cards": [
                    {"type": "heading", "heading": "What happened"},
                    {
                        "type": "logbook",
                        "target": {
                            "entity_id": [
                                entity["entity_id"]
                                for entity in stack[1]
                                if entity["entity_id"].startswith("event")
                            ]
                        },
                        "grid_options": {"columns": "full"},
                    },
                ],
            },
        ],
    }


def _ordered(entities: Iterable[Json]) -> list[Json]:
    def place(entity: Json) -> int:
        key = entity["translation_key"]
        return _STORY.index(key) if key in _STORY else len(_STORY)

    return sorted(entities, key=place)


def _section(title: str, entities: Iterable[Json], icon: str) -> Json:
    return {
        "type": "grid",
        "cards": [
            {"type": "heading", "heading": title, "icon": icon},
            *({"type": "tile", "entity": entity["entity_id"]} for entity in entities),
        ],
    }
