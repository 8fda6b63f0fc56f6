"""Claude, asked through Anthropic's own SDK, which is loaded only when it is chosen.

The SDK takes a second of processor time and 57 MB: whoever connects says in which thread.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .errors import (
    CannotReach,
    Interrupted,
    KeyRejected,
    ModelGone,
    Overloaded,
    ProviderError,
    QuestionRejected,
)
from .model import Answer, Ending, ProviderName, Question, Usage

if TYPE_CHECKING:
    import anthropic
    from anthropic.types import Message, ModelInfo

DEFAULT_URL: Final = "https://api.anthropic.com"
CONNECT_TIME_OUT: Final = 5.0
SMALL_TIME_OUT: Final = 10.0
"""Seconds for what is not a question: counting, listing models."""

_ENDINGS = {"refusal": Ending.REFUSED, "end_turn": Ending.COMPLETE}

type Load = Callable[[Callable[[], Any]], Awaitable[Any]]
"""Runs what blocks in a thread and returns its result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How to reach Claude.

    Attributes:
        api_key: The key.
        base_url: Where the API is, without a slash at the end.
    """

    api_key: str
    base_url: str = DEFAULT_URL


@dataclass(frozen=True, slots=True)
class Model:
    """A model that a key can use.

    Attributes:
        id: How the API calls it.
        name: How people call it.
    """

    id: str
    name: str


class AnthropicProvider:
    """One model of Claude.

    Attributes:
        name: Who answers.
        model: How the API calls the model.
    """

    name = ProviderName.ANTHROPIC

    def __init__(self, account: Account, model: str, load: Load) -> None:
        """Choose a model; nothing is loaded before the first question.

        Args:
            account: How to reach it.
            model: How the API calls it.
            load: Runs what blocks in a thread.
        """
        self.model = model
        self._account = account
        self._load = load
        self._connecting = asyncio.Lock()
        self._client: anthropic.AsyncAnthropic | None = None
        self._knows_effort: bool | None = None

    async def models(self) -> Sequence[Model]:
        """Return the models that the key can use and that keep to a schema, newest first.

        Raises:
            ProviderError: They could not be listed.
        """
        client = await self._connected()
        with _Told():
            return [
                Model(info.id, info.display_name)
                async for info in client.models.list(timeout=SMALL_TIME_OUT)
                if _is_suitable(info)
            ]

    async def count(self, question: Question, time_out: float) -> int:
        """Return how many tokens the question has; seconds until it is given up.

        Raises:
            ProviderError: It could not be counted.
        """
        if time_out <= 0:
            raise CannotReach("no time is left")
        client = await self._connected()
        try:
            async with asyncio.timeout(min(time_out, SMALL_TIME_OUT)):
                body = await self._body(question)
                with _Told():
                    counted = await client.messages.count_tokens(**body)
                    return int(counted.input_tokens)
        except TimeoutError as err:
            raise CannotReach("nobody counts in time") from err

    async def ask(self, question: Question, time_out: float) -> Answer:
        """Ask once; seconds until it is given up.

        Raises:
            ProviderError: There is no answer.
        """
        if time_out <= 0:
            raise CannotReach("no time is left")
        client = await self._connected()
        body = await self._body(question)
        try:
            async with asyncio.timeout(time_out):
                with _Told(billed=True):
                    message = await client.messages.create(
                        **body, max_tokens=question.most_tokens, timeout=time_out
                    )
                    return _answer(message)
        except TimeoutError as err:
            raise Interrupted("no answer in time") from err

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()

    async def _connected(self) -> anthropic.AsyncAnthropic:
        async with self._connecting:
            if self._client is None:
                self._client = await self._load(self._make_client)
            return self._client

    def _make_client(self) -> anthropic.AsyncAnthropic:
        """Load the SDK and the certificates: this blocks."""
        from anthropic import AsyncAnthropic, Timeout

        return AsyncAnthropic(
            api_key=self._account.api_key,
            base_url=self._account.base_url,
            timeout=Timeout(SMALL_TIME_OUT, connect=CONNECT_TIME_OUT),
            # Every try has to fit the budget, so that the tries are ours.
            max_retries=0,
        )

    async def _body(self, question: Question) -> dict[str, Any]:
        """Return what counting and asking have in common."""
        config: dict[str, Any] = {
            "format": {"type": "json_schema", "schema": question.schema}
        }
        if await self._is_tunable():
            config["effort"] = "low"
        return {
            "model": self.model,
            "system": [
                {
                    "type": "text",
                    "text": question.instructions,
                    "cache_control": {"type": "ephemeral"},
                }
            ],
            "messages": [{"role": "user", "content": question.words}],
            "output_config": config,
        }

    async def _is_tunable(self) -> bool:
        """Whether the model can be told to think less: what we ask is easy for it."""
        if self._knows_effort is None:
            client = await self._connected()
            try:
                with _Told():
                    info = await client.models.retrieve(
                        self.model, timeout=SMALL_TIME_OUT
                    )
                    can = info.capabilities
                    self._knows_effort = can is not None and can.effort.supported
            except QuestionRejected:
                # Some who speak the same language list no models.
                self._knows_effort = False
        return self._knows_effort


def _is_suitable(info: ModelInfo) -> bool:
    """Return whether a model can be asked; older SDKs and others tell less of it."""
    if getattr(info, "lifecycle", None) == "retired":
        return False
    can = info.capabilities
    return can is None or can.structured_outputs.supported


def _answer(message: Message) -> Answer:
    usage = message.usage
    return Answer(
        text="".join(block.text for block in message.content if block.type == "text"),
        ending=_ENDINGS.get(message.stop_reason or "", Ending.CUT_SHORT),
        usage=Usage(
            input=usage.input_tokens,
            output=usage.output_tokens,
            cache_write=usage.cache_creation_input_tokens or 0,
            cache_read=usage.cache_read_input_tokens or 0,
        ),
    )


class _Told:
    """Turns what the SDK raises into this room's errors; its texts stay inside.

    What a server says about a question may repeat the question or the key.
    """

    def __init__(self, *, billed: bool = False) -> None:
        """Watch over a request that may or may not be billed."""
        self._billed = billed

    def __enter__(self) -> None:
        """Watch."""

    def __exit__(self, _kind: object, error: BaseException | None, _: object) -> None:
        """Raise this room's error in place of the SDK's."""
        if error is None:
            return
        if (told := self._told(error)) is not None:
            raise told from None

    def _told(self, error: BaseException) -> ProviderError | None:
        import anthropic

        match error:
            case anthropic.APITimeoutError() if self._billed:
                return Interrupted("no answer in time")
            case anthropic.APIConnectionError() if self._billed and _was_sent(error):
                return Interrupted("the connection broke")
            case anthropic.APIConnectionError():
                return CannotReach(type(error).__name__)
            case anthropic.NotFoundError() if self._billed:
                return ModelGone("HTTP 404")
            case anthropic.APIStatusError():
                return _by_status(error)
            # The SDK hands out what it got, such as a page for people, as it is.
            case anthropic.APIError() | AttributeError() | TypeError() | ValueError():
                unreadable = Interrupted if self._billed else CannotReach
                return unreadable("the answer cannot be read")
        return None


def _was_sent(error: BaseException) -> bool:
    """Return whether a question may have arrived before the connection broke."""
    cause = type(error.__cause__).__name__
    return not cause.startswith("Connect")


def _by_status(error: anthropic.APIStatusError) -> ProviderError:
    status = error.status_code
    message = f"HTTP {status}"
    if status in {401, 403}:
        return KeyRejected(message)
    if status in {408, 409, 429} or status >= 500:
        return Overloaded(message, retry_after=_retry_after(error))
    return QuestionRejected(message)


def _retry_after(error: anthropic.APIStatusError) -> float | None:
    try:
        return max(0.0, float(error.response.headers["retry-after"]))
    except KeyError, ValueError:
        return None
