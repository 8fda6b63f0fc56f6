"""How conditions name what would mend the settings of Sonarr and Radarr."""

from collections.abc import Iterator

from ..model import Edit, Hit
from ..rows import Row
from ..views import ArrView


def written(arr: ArrView, resource: str, **values: object) -> tuple[Edit, ...]:
    """Return edits of one resource."""
    return tuple(
        Edit(server=arr.id, resource=resource, field=name, value=value)
        for name, value in values.items()
    )


def of_row(arr: ArrView, kind: str, row: Row, **values: object) -> tuple[Edit, ...]:
    """Return edits of one row of a list such as `indexer`."""
    return written(arr, f"{kind}/{row.number('id'):g}", **values)


def in_form(arr: ArrView, kind: str, row: Row, **values: object) -> tuple[Edit, ...]:
    """Return edits of fields in a provider's form."""
    named = {f"fields.{name}": value for name, value in values.items()}
    return of_row(arr, kind, row, **named)


def switch(arr: ArrView, path: str, name: str, wanted: bool) -> Iterator[Hit]:
    """Yield a hit where a switch of a single object is not as wanted."""
    if arr.object(path).flag(name) is not wanted:
        yield Hit(
            current=f"{name} = {str(not wanted).lower()}",
            recommended=f"{name} = {str(wanted).lower()}",
            edits=written(arr, path, **{name: wanted}),
        )
