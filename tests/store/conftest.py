"""Stores on a new SQLite file each, or on the database that AUTOARR_STORE_URL names."""

from collections.abc import AsyncIterator, Awaitable, Callable
import os
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from custom_components.autoarr.store import Store
from custom_components.autoarr.store.schema import metadata

type OpenStore = Callable[..., Awaitable[Store]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the SQLite file is to be."""
    return tmp_path / "autoarr.db"


@pytest.fixture
def sqlite_url(path: Path) -> str:
    """URL of the SQLite file, for what is SQLite's own."""
    return f"sqlite:///{path}"


@pytest.fixture
def url(sqlite_url: str, request: pytest.FixtureRequest) -> str:
    """URL of an empty database."""
    other = os.environ.get("AUTOARR_STORE_URL")
    if other is None:
        return sqlite_url
    request.getfixturevalue("socket_enabled")
    engine = create_engine(other)
    metadata.drop_all(engine)
    engine.dispose()
    return other


@pytest.fixture
async def open_store(url: str) -> AsyncIterator[OpenStore]:
    """Open stores that are closed when the test ends."""
    opened: list[Store] = []

    async def open_(stack_id: str = "home", **options: float) -> Store:
        store = await Store.open(url, stack_id, **options)
        opened.append(store)
        return store

    yield open_
    for store in opened:
        await store.close()


@pytest.fixture
async def store(open_store: OpenStore) -> Store:
    """Return an open, empty store of the stack "home"."""
    return await open_store()
