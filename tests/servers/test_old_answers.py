"""Answers of Sonarr 3 and Radarr 4, kept by the authors of aiopyarr, are still readable.

These files are not part of the project: AUTOARR_REFERENCE names the folder that has
them below specs/.
"""

from collections.abc import Callable
import os
from pathlib import Path
from typing import Any

import pytest

from custom_components.autoarr.servers import arr_wire
from custom_components.autoarr.servers.decoding import Reader
from custom_components.autoarr.servers.radarr import _MOVIES, _movie
from custom_components.autoarr.servers.sonarr import _EPISODES, _episode

REFERENCE = os.environ.get("AUTOARR_REFERENCE")

pytestmark = pytest.mark.skipif(
    REFERENCE is None, reason="AUTOARR_REFERENCE names no folder with old answers"
)


@pytest.mark.parametrize(
    ("name", "reader", "build"),
    [
        ("radarr/aiopyarr/queue", arr_wire.QUEUE, arr_wire.queue_row),
        ("radarr/aiopyarr/queue-2", arr_wire.QUEUE, arr_wire.queue_row),
        ("radarr/aiopyarr/history", arr_wire.HISTORY, arr_wire.history_record),
        ("sonarr/aiopyarr/history", arr_wire.HISTORY, arr_wire.history_record),
        ("radarr/aiopyarr/blocklist", arr_wire.BLOCKLIST, arr_wire.blocklist_entry),
        ("sonarr/aiopyarr/blocklist", arr_wire.BLOCKLIST, arr_wire.blocklist_entry),
        ("radarr/aiopyarr/movie-list", _MOVIES, _movie),
        ("common/aiopyarr/rootfolder", arr_wire.ROOT_FOLDERS, arr_wire.root_folder),
        ("common/aiopyarr/health", arr_wire.HEALTH, arr_wire.health_check),
        (
            "common/aiopyarr/downloadclient",
            arr_wire.DOWNLOAD_CLIENTS,
            arr_wire.download_client,
        ),
        ("sonarr/aiopyarr/episode", _EPISODES, _episode),
    ],
)
def test_old_lists_are_read(
    name: str, reader: Reader[Any], build: Callable[[Any], object]
) -> None:
    assert REFERENCE is not None
    body = (Path(REFERENCE) / "specs" / f"{name}.json").read_bytes()
    answer, losses = reader.read(
        body
        if body.lstrip().startswith(b"[") or b'"records"' in body
        else b"[" + body + b"]"
    )
    records = answer if isinstance(answer, list) else answer.records
    assert records
    assert losses.records == 0
    assert all(build(record) for record in records)
