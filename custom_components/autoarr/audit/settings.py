"""What it takes to read and write one setting of an app as a whole, whichever app it is."""

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from ..servers.base import UnexpectedAnswer

type Resource = dict[str, Any]


class Settings(Protocol):
    """The settings of one server, resource by resource."""

    async def read(self, resource: str) -> Resource | None:
        """Return a resource as it is now; None if there is none."""

    async def write(
        self,
        resource: str,
        whole: Resource,
        changes: Mapping[str, Any],
        *,
        force: bool = False,
    ) -> None:
        """Write changes of a resource.

        Args:
            resource: Which one.
            whole: All of it as it shall be.
            changes: The fields that are new.
            force: Whether it is given back, and so must be taken even if it never worked.

        Raises:
            Refused: The app does not take it.
            ServerError: The app did not answer, or refused in its own words.
        """

    async def remove(self, resource: str) -> None:
        """Take away a resource that AutoArr made."""

    async def try_out(self, resource: str, before: Resource | None) -> None:
        """Have the app try a connection that was written.

        Raises:
            TrialFailed: It does not work, and what was there before does.
            ServerError: The app did not answer.
        """

    async def is_busy(self) -> bool:
        """Return whether the app saves or updates itself just now."""

    async def back_up(self) -> bool:
        """Have the app save its settings; return whether it is one that does.

        Raises:
            NoBackup: It could not.
            ServerError: The app did not answer.
        """

    def value(self, whole: Mapping[str, Any], field: str) -> Any:
        """Return a field of a resource."""

    def put(self, whole: Resource, field: str, value: object) -> None:
        """Change a field of a resource where it stands."""

    def compared(self, resource: str, whole: Resource | None, fields: set[str]) -> Any:
        """Return the part of a resource that nobody else may change meanwhile."""


def decoded[T](body: bytes, kind: type[T]) -> T:
    """Return what an answer holds.

    Raises:
        UnexpectedAnswer: It is no JSON, as while an app starts, or of another shape.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, RecursionError) as err:
        raise UnexpectedAnswer(f"an answer: {type(err).__name__}") from err


def same(one: object, other: object) -> bool:
    """Return whether two values mean the same, however an app writes them."""
    return plain(one) == plain(other)


def plain(value: object) -> object:
    """Return a value without what apps write now so, now so."""
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case int() | float():
            return f"{value:g}"
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case str() if value.strip().lower() in {"true", "false"}:
            return str(int(value.strip().lower() == "true"))
        case _:
            return str(value).strip()


class PlainSettings:
    """What most settings have in common: fields are keys, and all of it counts."""

    def value(self, whole: Mapping[str, Any], field: str) -> Any:
        """Return a field of a resource."""
        return whole.get(field)

    def put(self, whole: Resource, field: str, value: object) -> None:
        """Change a field of a resource where it stands."""
        whole[field] = value

    def compared(self, resource: str, whole: Resource | None, fields: set[str]) -> Any:
        """Return the part of a resource that nobody else may change meanwhile."""
        return plain(whole)

    async def try_out(self, resource: str, before: Resource | None) -> None:
        """Do nothing: there is nothing to try."""

    async def is_busy(self) -> bool:
        """Return that nothing is known to go on."""
        return False

    async def back_up(self) -> bool:
        """Save nothing: the app knows no such thing."""
        return False


def as_text(value: object) -> str:
    """Return a value as SABnzbd and Plex take it."""
    if isinstance(value, list | tuple):
        # A space would part it at spaces instead.
        return ",".join(str(item).strip() for item in value)
    return str(int(value)) if isinstance(value, bool) else str(value)
