"""The dashboard that the demo opens on: the one that AutoArr builds by itself."""

from .home import Json, Websocket

URL_PATH = "autoarr-demo"


async def create(socket: Websocket) -> str:
    """Create the dashboard and return its path."""
    return await _create(
        socket, URL_PATH, {"strategy": {"type": "custom:autoarr"}}, shown=True
    )


async def create_with(socket: Websocket, cards: list[Json]) -> str:
    """Create a dashboard of somebody's own, with one view, and return its path."""
    return await _create(socket, f"{URL_PATH}-own", {"views": [{"cards": cards}]})


async def _create(
    socket: Websocket, url_path: str, config: Json, *, shown: bool = False
) -> str:
    await socket.command(
        "lovelace/dashboards/create",
        url_path=url_path,
        title="AutoArr",
        icon="mdi:car-cruise-control",
        mode="storage",
        show_in_sidebar=shown,
        require_admin=False,
    )
    await socket.command("lovelace/config/save", url_path=url_path, config=config)
    return f"/{url_path}"
