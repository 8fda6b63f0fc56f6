"""What a person should hear about a stack now: questions, defeats, alarms. Nothing is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .downloads.model import Failure, FailureClass, FailureState, Message
from .engine import Engine
from .issues import sick_server
from .requests.record import RequestStatus

PATIENCE = timedelta(minutes=2)
"""How long a question of a request is left to who was asked it."""


class Kind(StrEnum):
    """Kinds of news that are told apart from each other."""

    QUESTION = "question"
    GIVEN_UP = "given_up"
    ALARM = "alarm"
    WHICH = "which"
    """A request asks its requester something."""
    APPROVAL = "approval"
    """A request waits for an administrator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that a person should hear once, for as long as it is so."""

    kind: Kind
    subject: str
    """What it is about: newer news of it take the place of this."""
    title: str
    texts: tuple[Message, ...]
    """Sentences, to be said one after the other."""
    failure_id: str | None = None
    """The failure that can be decided about."""
    request_id: str | None = None
    """The request that waits for an answer."""
    occasion: str = ""
    """Tells two questions about one subject apart."""
    due_at: datetime | None = None
    """When it becomes news; None for at once."""

    @property
    def key(self) -> str:
        """The same for the same news, in every look and after a restart."""
        return f"{self.kind}/{self.subject}/{self.occasion}"


def current(engine: Engine) -> dict[str, News]:
    """Return what is news, or was and still is so, by key; the oldest first."""
    found = (*_open(engine), *_given_up(engine), *_requests(engine))
    return {news.key: news for news in sorted(found, key=lambda news: news.subject)}


def _open(engine: Engine) -> Iterator[News]:
    for failure in filter(engine.rulings.is_told, engine.failures.values()):
        if failure.state is FailureState.ASKING:
            yield _about(failure, Kind.QUESTION, failure.cause, failure.reason)
        elif failure.failure_class is FailureClass.DANGEROUS:
            yield _about(failure, Kind.ALARM, failure.cause)
        elif (
            failure.failure_class is FailureClass.ENVIRONMENT
            and failure.state is not FailureState.RECOVERING
        ):
            # However many downloads suffer from it, it is one trouble.
            server_id = sick_server(failure)
            yield News(
                kind=Kind.ALARM,
                subject=f"{server_id}_{failure.cause.key}",
                title=engine.shaper.name(server_id) or failure.title,
                texts=(failure.cause,),
            )


def _given_up(engine: Engine) -> Iterator[News]:
    for failure in filter(engine.rulings.is_told, engine.given_up.values()):
        yield _about(failure, Kind.GIVEN_UP, failure.reason)


def _requests(engine: Engine) -> Iterator[News]:
    for request in engine.desk.open.values():
        is_approval = request.status is RequestStatus.AWAITING_APPROVAL
        if not (is_approval or request.status.is_question) or not request.message:
            continue
        texts = [request.message]
        if is_approval and request.requester.name:
            by = {"name": request.requester.name}
            texts.insert(0, Message(key="notify_requested_by", placeholders=by))
        yield News(
            kind=Kind.APPROVAL if is_approval else Kind.WHICH,
            subject=request.id,
            title=request.label,
            texts=tuple(texts),
            request_id=request.id,
            occasion=f"{request.status}_{request.updated_at.timestamp():.0f}",
            # Whoever asks hears the question, and mostly answers it right there.
            due_at=None if is_approval else request.updated_at + PATIENCE,
        )


def _about(failure: Failure, kind: Kind, *texts: Message | None) -> News:
    return News(
        kind=kind,
        subject=failure.id,
        title=failure.title,
        texts=tuple(text for text in texts if text),
        failure_id=None if kind is Kind.ALARM else failure.id,
        occasion=failure.download_id,
    )
