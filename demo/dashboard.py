"""The dashboard that the demo opens on: the one that AutoArr builds by itself."""

from .home import Websocket

URL_PATH = "autoarr-demo"


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
    await socket.command(
        "lovelace/config/save",
        url_path=URL_PATH,
        config={"strategy": {"type": "custom:autoarr"}},
    )
    return f"/{URL_PATH}"
