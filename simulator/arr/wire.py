"""How Sonarr and Radarr put things on the wire: times, errors, pages and routes."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
import json
import re
from typing import Any

from aiohttp import web

type Json = dict[str, Any]
type Answer = object
type Handler = Callable[[Call], Awaitable[Answer] | Answer]

UNSET = "0001-01-01T00:00:00Z"
_TRACE = "00-00000000000000000000000000000000-0000000000000000-00"
_RFC = "https://tools.ietf.org/html/rfc7231#section-6.5."


def iso(moment: float) -> str:
    """Return unix seconds as the apps write times: UTC, no fraction."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_iso(text: str) -> float:
    """Return unix seconds.

    Raises:
        Problem: The text is not a time (400).
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as err:
        raise invalid("date", f"The value '{text}' is not valid.") from err
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def timespan(seconds: float) -> str:
    """Return a .NET TimeSpan: `[d.]hh:mm:ss`."""
    minutes, second = divmod(max(0, int(seconds)), 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    clock = f"{hour:02}:{minute:02}:{second:02}"
    return f"{days}.{clock}" if days else clock


class Problem(Exception):
    """An answer that is not a success."""

    def __init__(
        self, status: int, body: object, content_type: str = "application/json"
    ) -> None:
        """Keep what to send."""
        super().__init__(status)
        self.status = status
        self.body = body
        self.content_type = content_type


def validation(field: str, message: str, value: object = None) -> Problem:
    """Return the 400 that a validator gives: a list."""
    row: Json = {
        "propertyName": field,
        "errorMessage": message,
        "severity": "error",
        "formattedMessageArguments": [],
        "formattedMessagePlaceholderValues": {
            "propertyName": re.sub(r"(?<=[a-z])(?=[A-Z])", " ", field),
            "propertyValue": value,
        },
    }
    if value is not None:
        row["attemptedValue"] = value
    return Problem(400, [row])


def invalid(path: str, message: str) -> Problem:
    """Return the 400 that model binding gives: problem details."""
    body = {
        "type": f"{_RFC}1",
        "title": "One or more validation errors occurred.",
        "status": 400,
        "traceId": _TRACE,
        "errors": {path: [message]},
    }
    return Problem(400, body, "application/problem+json")


def bad_request(message: str) -> Problem:
    """Return the 400 that code throws: a message."""
    return Problem(400, {"message": f"BadRequest: {message}", "content": message})


def not_found() -> Problem:
    """Return the 404 of a route that looked for one thing."""
    body = {
        "type": f"{_RFC}4",
        "title": "Not Found",
        "status": 404,
        "traceId": _TRACE,
    }
    return Problem(404, body, "application/problem+json")


def gone() -> Problem:
    """Return the 404 that code throws, as for a queue item that left."""
    return Problem(404, {"message": "NotFound"})


def missing_model(kind: str, number: int) -> Problem:
    """Return the 404 of a model that does not exist."""
    message = f"{kind} with ID {number} does not exist"
    trace = f"NzbDrone.Core.Datastore.ModelNotFoundException: {message}"
    return Problem(404, {"message": message, "description": trace})


def conflict(message: str) -> Problem:
    """Return the 409 of something that cannot be done now."""
    trace = f"NzbDrone.Core.Exceptions.NzbDroneClientException: {message}"
    return Problem(409, {"message": message, "description": trace})


def crash(message: str, kind: str = "System.InvalidOperationException") -> Problem:
    """Return the 500 of everything that nobody thought of."""
    return Problem(500, {"message": message, "description": f"{kind}: {message}"})


@dataclass(frozen=True, slots=True)
class Call:
    """One request to an endpoint: its path arguments, query and body."""

    request: web.Request
    args: dict[str, int | str]

    @property
    def id(self) -> int:
        """The `{id}` of the path."""
        return int(self.args["id"])

    def text(self, name: str, default: str = "") -> str:
        """Return a query field; names ignore case."""
        return next(iter(self.texts(name)), default)

    def texts(self, name: str) -> list[str]:
        """Return all values of a repeated query field."""
        low = name.lower()
        return [
            value
            for key, value in self.request.query.items()
            if key.lower() in {low, f"{low}[]"}
        ]

    def number(self, name: str, default: int | None = None) -> int | None:
        """Return a whole number of the query."""
        return next(iter(self.numbers(name)), default)

    def numbers(self, name: str) -> list[int]:
        """Return a repeated whole number of the query.

        Raises:
            Problem: A value is not a number (400).
        """
        try:
            return [int(value) for value in self.texts(name)]
        except ValueError as err:
            text = self.text(name)
            raise invalid(name, f"The value '{text}' is not valid.") from err

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a truth value of the query.

        Raises:
            Problem: It is neither true nor false (400).
        """
        match self.text(name).lower():
            case "":
                return default
            case "true":
                return True
            case "false":
                return False
            case other:
                raise invalid(name, f"The value '{other}' is not valid.")

    async def body(self) -> Json:
        """Return the body, an object; its names keep their case.

        Raises:
            Problem: It is not a JSON object (400).
        """
        body = await self.json()
        if not isinstance(body, dict):
            raise invalid("$", "The JSON value could not be converted.")
        return body

    async def json(self) -> object:
        """Return the body, whatever JSON it is.

        Raises:
            Problem: It is not JSON (400).
        """
        try:
            body: object = json.loads(await self.request.read())
        except ValueError as err:
            raise invalid("$", "The input is not valid JSON.") from err
        return body


def whole(body: Json, name: str, default: int = 0) -> int:
    """Return a whole number of a body.

    Raises:
        Problem: It is something else (400).
    """
    value = body.get(name, default)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int):
        try:
            return int(str(value))
        except ValueError as err:
            message = (
                f"The JSON value could not be converted to System.Int32. Path: $.{name}"
            )
            raise invalid(f"$.{name}", message) from err
    return value


def wholes(body: Json, name: str) -> list[int]:
    """Return a list of whole numbers of a body.

    Raises:
        Problem: It is something else (400).
    """
    value = body.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, int) for item in value):
        message = f"The JSON value could not be converted. Path: $.{name}"
        raise invalid(f"$.{name}", message)
    return value


def page(
    call: Call,
    rows: Sequence[Json],
    *,
    sort_key: str,
    keys: dict[str, Callable[[Json], Any]],
    last_page: bool = False,
) -> Json:
    """Return one page of rows the way the apps do.

    Args:
        call: Carries page, pageSize, sortKey and sortDirection.
        rows: All rows.
        sort_key: Used where the call names none, or one that is unknown.
        keys: How to sort by each known key.
        last_page: A page beyond the end is answered with the last one (the queue).
    """
    number = max(1, call.number("page", 1) or 1)
    size = max(1, call.number("pageSize", 10) or 10)
    asked = call.text("sortKey")
    known = {key.lower(): key for key in keys}
    key = known.get(asked.lower(), sort_key)
    direction = call.text("sortDirection", "descending").lower()
    if direction not in {"ascending", "descending", "default"}:
        raise invalid("sortDirection", f"The value '{direction}' is not valid.")
    ordered = sorted(rows, key=keys[key], reverse=direction != "ascending")
    if last_page:
        number = min(number, max(1, -(-len(ordered) // size)))
    return {
        "page": number,
        "pageSize": size,
        "sortKey": key,
        "sortDirection": direction,
        "totalRecords": len(ordered),
        "records": ordered[(number - 1) * size : number * size],
    }


class Routes:
    """The endpoints of an app by method and path; paths ignore case."""

    def __init__(self) -> None:
        """Start empty."""
        self._routes: list[tuple[str, re.Pattern[str], Handler]] = []
        self._paths: list[tuple[str, str]] = []

    def add(self, method: str, path: str, handler: Handler) -> None:
        """Answer a path like `queue/{id}`; fixed paths must come before open ones.

        Args:
            method: HTTP method.
            path: Below `/api/v3/`; `{id}` matches a whole number, `{name}` a word.
            handler: Returns JSON, a finished response, or raises `Problem`.
        """
        self._paths.append((method, path))
        pattern = re.sub(r"\\\{id\\\}", r"(?P<id>\\d+)", re.escape(path))
        pattern = re.sub(r"\\\{name\\\}", r"(?P<name>[^/]+)", pattern)
        self._routes.append(
            (method, re.compile(f"^{pattern}$", re.IGNORECASE), handler)
        )

    def endpoints(self) -> list[tuple[str, str]]:
        """Return method and path of everything that is answered."""
        return list(self._paths)

    def find(self, method: str, path: str) -> tuple[Handler, dict[str, int | str]]:
        """Return who answers.

        Raises:
            Problem: Nobody (404 with an empty body, or 405).
        """
        others: set[str] = set()
        for known, pattern, handler in self._routes:
            if (match := pattern.match(path)) is None:
                continue
            if known == method or (method == "HEAD" and known == "GET"):
                return handler, match.groupdict()
            others.add(known)
        raise Problem(405 if others else 404, None)


def render(answer: Answer, method: str) -> web.StreamResponse:
    """Turn what a handler returned into a response: POST 201, PUT 202, else 200."""
    if isinstance(answer, web.StreamResponse):
        return answer
    status = {"POST": 201, "PUT": 202}.get(method, 200)
    return respond(status, answer)


def respond(
    status: int, body: object, content_type: str = "application/json"
) -> web.Response:
    """Return JSON, or an empty body for None."""
    if body is None:
        return web.Response(status=status)
    return web.Response(
        status=status,
        text=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        content_type=content_type,
        charset="utf-8",
    )


def without_nulls(value: Json) -> Json:
    """Drop what is None, as the apps do."""
    return {key: item for key, item in value.items() if item is not None}


def pick(rows: Iterable[Json], number: int) -> Json | None:
    """Return the row with this id."""
    return next((row for row in rows if row.get("id") == number), None)
