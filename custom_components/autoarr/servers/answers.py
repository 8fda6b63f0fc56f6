"""How to read what came back over HTTP, told from the answer alone: no app's business."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import msgspec


def is_page(headers: Mapping[str, str], body: bytes) -> bool:
    """Return whether an answer is a web page."""
    if "json" in headers.get("Content-Type", ""):
        return False
    return body[:200].lstrip().startswith(b"<")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a Retry-After header asks for."""
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdecimal() and len(text) < 8:
        return float(text)
    try:
        # Both dates are the server's own, so its clock may be wrong.
        wait = parsedate_to_datetime(text) - parsedate_to_datetime(headers["Date"])
    except KeyError, ValueError, TypeError:
        return None
    return max(0.0, wait.total_seconds())


def reasons(body: bytes) -> tuple[str, ...]:
    """Return the app's own words for a refusal, from any of the shapes they come in."""
    try:
        answer = msgspec.json.decode(body)
    except msgspec.MsgspecError, ValueError, RecursionError:
        return ()
    match answer:
        case list():
            found = [
                item.get("errorMessage") for item in answer if isinstance(item, dict)
            ]
        case {"errors": dict() as errors}:
            found = [
                text
                for texts in errors.values()
                if isinstance(texts, list)
                for text in texts
            ]
        case {"message": text} | {"error": text} | {"title": text}:
            found = [text]
        case _:
            found = []
    return tuple(text for text in found if isinstance(text, str) and text)


def version_of(text: str) -> tuple[int, ...]:
    """Return the leading numbers of a version; empty for a development build."""
    numbers: list[int] = []
    for part in text.split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if digits:
            numbers.append(int(digits[:9]))
        if not digits or digits != part:
            break
    return tuple(numbers)
