"""Signs that another tool writes settings of an app: then fixes would not last."""

from .cases import table
from .model import Owner
from .rows import Missing
from .views import ArrView, form

_ENOUGH = 10
_PROWLARR = "(prowlarr)"


def owners(arr: ArrView) -> frozenset[Owner]:
    """Return the kinds of tools that seem to write to an app."""
    found = set()
    for owner, sign in (
        (Owner.INDEXER_SYNC, _has_synced_indexers),
        (Owner.FORMAT_SYNC, _has_synced_formats),
    ):
        try:
            if sign(arr):
                found.add(owner)
        except Missing:
            continue
    return frozenset(found)


def _has_synced_indexers(arr: ArrView) -> bool:
    return any(
        row.text("name").lower().endswith(_PROWLARR)
        or "prowlarr" in str(form(row, "baseUrl") or "").lower()
        for row in arr.list("indexer")
    )


def _has_synced_formats(arr: ArrView) -> bool:
    """Return whether many formats of the guides are there, and scored: nobody types them."""
    names = {
        name.casefold()
        for name in table("trash_formats")["apps"][arr.type.value]["names"]
    }
    known = sum(
        row.text("name").casefold() in names for row in arr.list("customformat")
    )
    if known < _ENOUGH:
        return False
    return any(
        sum(item.number("score") != 0 for item in profile.rows("formatItems"))
        >= _ENOUGH
        for profile in arr.profiles
    )
