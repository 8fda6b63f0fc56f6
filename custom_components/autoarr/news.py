"""What a person should hear about a stack now: questions, defeats, alarms. Nothing is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .downloads.model import Failure, FailureClass, FailureState, Message
from .engine import Engine
from .issues import sick_server


class Kind(StrEnum):
    """Kinds of news that are told apart from each other."""

    QUESTION = "question"
    GIVEN_UP = "given_up"
    ALARM = "alarm"


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
    download_id: str = ""
    """Tells two questions about one title apart."""

    @property
    def key(self) -> str:
        """The same for the same news, in every look and after a restart."""
        return f"{self.kind}/{self.subject}/{self.download_id}"


def current(engine: Engine) -> dict[str, News]:
    """Return what is news, or was and still is so, by key; the oldest first."""
    found = (*_open(engine), *_given_up(engine))
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


def _about(failure: Failure, kind: Kind, *texts: Message | None) -> News:
    return News(
        kind=kind,
        subject=failure.id,
        title=failure.title,
        texts=tuple(text for text in texts if text),
        failure_id=None if kind is Kind.ALARM else failure.id,
        download_id=failure.download_id,
    )
