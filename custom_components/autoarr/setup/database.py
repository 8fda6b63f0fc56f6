"""Trying a database before it is used: the one option that can lock people out."""

import asyncio

from homeassistant.core import HomeAssistant

from ..const import LOGGER
from .server import NotAccepted

_PATIENCE = 20.0


async def try_database(hass: HomeAssistant, url: str) -> None:
    """Connect once to the database of a SQLAlchemy URL.

    Raises:
        NotAccepted: The driver is not installed, or the database does not answer.
    """
    try:
        async with asyncio.timeout(_PATIENCE):
            await hass.async_add_executor_job(_connect, url)
    except TimeoutError as err:
        raise NotAccepted("db_cannot_connect") from err


def _connect(url: str) -> None:
    # SQLAlchemy is heavy, and most people keep the database they have.
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
    from sqlalchemy.pool import NullPool

    try:
        engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    except (ImportError, NoSuchModuleError) as err:
        raise NotAccepted("db_driver_missing") from err
    except (ArgumentError, ValueError) as err:
        raise NotAccepted("db_invalid_url") from err
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError) as err:
        # The error's own words may hold the password.
        LOGGER.debug("The database did not answer: %s", type(err).__name__)
        raise NotAccepted("db_cannot_connect") from err
