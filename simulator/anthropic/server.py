"""The HTTP side of the simulated model: messages, token counts, models, and their errors."""

from collections import deque
from http import HTTPStatus
import json
from typing import Any, override

from aiohttp import web

from simulator.anthropic.models import MODELS, model_info
from simulator.anthropic.replies import (
    Reply,
    cached_tokens,
    input_tokens,
    tokens,
    usual,
)
from simulator.clock import Clock
from simulator.http import AppServer, Fault

type Json = dict[str, Any]

SLOW = 120.0
"""World seconds that a slow answer takes."""
RETRY_AFTER = 2
"""Seconds to wait, as told to those who ask too often."""

_REFUSED = {
    Fault.FORBIDDEN: (403, "permission_error"),
    Fault.RATE_LIMITED: (429, "rate_limit_error"),
    Fault.OVERLOADED: (529, "overloaded_error"),
    Fault.HTTP_500: (500, "api_error"),
}


class AnthropicServer(AppServer):
    """A model behind the Messages API.

    Attributes:
        api_key: The key it takes.
        replies: What it says next, oldest first; then what fits each request.
        received: The bodies of the newest requests as they came, oldest first.
    """

    def __init__(self, clock: Clock, *, api_key: str) -> None:
        """Prepare a server; `start` makes it listen."""
        super().__init__("anthropic", clock)
        self.api_key = api_key
        self.replies: deque[Reply] = deque()
        self.received: deque[bytes] = deque(maxlen=1000)
        self._cached: set[str] = set()
        self._messages = 0

    @property
    def asked(self) -> list[Json]:
        """The requests for a message among the newest, oldest first."""
        bodies: list[Json] = [json.loads(body) for body in self.received]
        return [body for body in bodies if "max_tokens" in body]

    @override
    def is_write(
        self, request: web.Request, params: dict[str, str | list[str]]
    ) -> bool:
        return False

    @override
    def unauthorised(self, request: web.Request) -> web.Response:
        return _error(401, "authentication_error", "invalid x-api-key")

    @override
    def starting_up(self) -> web.Response:
        return web.Response(status=503, text="upstream connect error")

    @override
    def authorise(self, request: web.Request) -> web.Response | None:
        # Newer clients send the key the second way.
        keys = {"x-api-key": self.api_key, "Authorization": f"Bearer {self.api_key}"}
        if not any(request.headers.get(name) == key for name, key in keys.items()):
            return self.unauthorised(request)
        if "anthropic-version" not in request.headers:
            return _error(
                400, "invalid_request_error", "anthropic-version: header is required"
            )
        return None

    @override
    async def misbehave(self, request: web.Request) -> web.StreamResponse | None:
        if (refused := _REFUSED.get(self.fault)) is None:
            return await super().misbehave(request)
        status, kind = refused
        answer = _error(status, kind, self.fault.value.replace("_", " "))
        if self.fault is Fault.RATE_LIMITED:
            answer.headers["retry-after"] = str(RETRY_AFTER)
        return answer

    @override
    async def respond(self, request: web.Request) -> web.StreamResponse:
        match request.method, request.path.strip("/").split("/"):
            case "GET", ["v1", "models"]:
                return web.json_response(_models())
            case "GET", ["v1", "models", name] if name in MODELS:
                return web.json_response(model_info(name))
            case "POST", ["v1", "messages"]:
                return await self._message(request)
            case "POST", ["v1", "messages", "count_tokens"]:
                return await self._count(request)
        return _error(404, "not_found_error", "Not found")

    async def _body(self, request: web.Request) -> Json | web.Response:
        raw = await request.read()
        self.received.append(raw)
        try:
            body = json.loads(raw)
        except ValueError:
            return _error(400, "invalid_request_error", "the body is not JSON")
        for field in ("model", "messages"):
            if not isinstance(body, dict) or not body.get(field):
                return _error(400, "invalid_request_error", f"{field}: Field required")
        if body["model"] not in MODELS:
            return _error(404, "not_found_error", f"model: {body['model']}")
        wrong = sorted({"temperature", "top_p", "top_k"} & body.keys())
        if wrong:
            return _error(400, "invalid_request_error", f"{wrong[0]}: not permitted")
        return dict(body)

    async def _count(self, request: web.Request) -> web.Response:
        body = await self._body(request)
        if isinstance(body, web.Response):
            return body
        return web.json_response({"input_tokens": input_tokens(body)})

    async def _message(self, request: web.Request) -> web.StreamResponse:
        body = await self._body(request)
        if isinstance(body, web.Response):
            return body
        if not isinstance(body.get("max_tokens"), int) or body["max_tokens"] < 1:
            return _error(400, "invalid_request_error", "max_tokens: Field required")
        if self.fault is Fault.SLOW:
            await self.dawdle(SLOW)
        message = self._answer(body, self._reply(body))
        if body.get("stream"):
            return await _stream(request, message)
        return web.json_response(message, headers={"request-id": message["id"]})

    def _reply(self, body: Json) -> Reply:
        match self.fault:
            case Fault.REFUSAL:
                return Reply(text="", stop_reason="refusal")
            case Fault.INVALID_ANSWER:
                return Reply(text='{"unexpected": true}')
        reply = self.replies.popleft() if self.replies else usual(body)
        if self.fault is Fault.CUT_SHORT:
            half = len(reply.text) // 2
            return Reply(text=reply.text[:half], stop_reason="max_tokens")
        return reply

    def _answer(self, body: Json, reply: Reply) -> Json:
        self._messages += 1
        return {
            "id": f"msg_simulated{self._messages:06}",
            "type": "message",
            "role": "assistant",
            "model": body["model"],
            "content": reply.blocks,
            "stop_reason": reply.stop_reason,
            "stop_sequence": None,
            "usage": self._usage(body, reply),
        }

    def _usage(self, body: Json, reply: Reply) -> Json:
        """Bill a request: a system prompt that was kept is read from there."""
        kept = cached_tokens(body)
        system = json.dumps([body["model"], body.get("system")])
        known = system in self._cached
        if kept:
            self._cached.add(system)
        return {
            "input_tokens": input_tokens(body) - kept,
            "cache_creation_input_tokens": 0 if known else kept,
            "cache_read_input_tokens": kept if known else 0,
            "output_tokens": min(tokens(reply.text), body["max_tokens"]),
            "service_tier": "standard",
        }


def _models() -> Json:
    names = list(MODELS)
    return {
        "data": [model_info(name) for name in names],
        "has_more": False,
        "first_id": names[0],
        "last_id": names[-1],
    }


def _error(status: int, kind: str, message: str) -> web.Response:
    body = {
        "type": "error",
        "error": {"type": kind, "message": message},
        "request_id": "req_simulated",
    }
    reason = "Overloaded" if status == 529 else HTTPStatus(status).phrase
    return web.json_response(body, status=status, reason=reason)


async def _stream(request: web.Request, message: Json) -> web.StreamResponse:
    """Send a message as server-sent events, a few letters at a time."""
    answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await answer.prepare(request)

    async def send(kind: str, **data: object) -> None:
        text = json.dumps({"type": kind, **data}, ensure_ascii=False)
        await answer.write(f"event: {kind}\ndata: {text}\n\n".encode())

    billed = {**message["usage"], "output_tokens": 1}
    empty = {**message, "content": [], "stop_reason": None, "usage": billed}
    await send("message_start", message=empty)
    for index, block in enumerate(message["content"]):
        if block["type"] == "text":
            begin, text = {**block, "text": ""}, block["text"]
            kind, field = "text_delta", "text"
        else:
            begin, text = {**block, "input": {}}, json.dumps(block["input"])
            kind, field = "input_json_delta", "partial_json"
        await send("content_block_start", index=index, content_block=begin)
        for start in range(0, len(text), 40):
            delta = {"type": kind, field: text[start : start + 40]}
            await send("content_block_delta", index=index, delta=delta)
        await send("content_block_stop", index=index)
    ending = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    output = {"output_tokens": message["usage"]["output_tokens"]}
    await send("message_delta", delta=ending, usage=output)
    await send("message_stop")
    await answer.write_eof()
    return answer
