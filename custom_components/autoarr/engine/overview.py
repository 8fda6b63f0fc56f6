"""One stack at a glance: its servers, its queue, its disks, and what waits for a person."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..activity import JsonValue
from ..coordinators import (
    AnyCoordinator,
    ArrCoordinator,
    PlexCoordinator,
    SabnzbdCoordinator,
    SabState,
)
from ..downloads.model import Failure, FailureClass, FailureState
from ..message import Message
from ..requests.record import RequestStatus
from .presence import availability

if TYPE_CHECKING:
    from .stack import Engine

type Shape = dict[str, JsonValue]

_MILLIONTHS = 1_000_000
_WORST_FIRST = ("error", "warning")


def overview_shape(engine: Engine) -> Shape:
    """Return how a stack is doing. Nothing is asked or read: it is what is known."""
    return {
        "config_entry_id": engine.entry.entry_id,
        "title": engine.entry.title,
        "servers": [_server(engine, each) for each in engine.coordinators.values()],
        "queue": _queue(engine),
        "disks": [*_disks(engine)],
        "attention": _attention(engine),
        "recovery": _recovery(engine),
        "requests": _requests(engine),
        "audit": _audit(engine),
        "ai": {
            "tokens": engine.totals.ai_tokens,
            "cost": engine.totals.ai_cost / _MILLIONTHS,
        },
    }


def _server(engine: Engine, coordinator: AnyCoordinator) -> Shape:
    server, state = coordinator.server, coordinator.data
    # A server that is away keeps the version that it had.
    info = coordinator.info or (state.info if state else None)
    return {
        "server": server.name,
        "server_id": server.id,
        "type": server.type,
        "connected": coordinator.last_update_success,
        "version": info.version if info else None,
        "problem": problem(engine, coordinator),
        **_work(coordinator),
    }


def _work(coordinator: AnyCoordinator) -> Shape:
    """Return what a server is at; None for what it does not do, or cannot tell now."""
    work: Shape = dict.fromkeys(("queue", "speed", "paused", "streams"))
    if not coordinator.last_update_success:
        return work
    match coordinator:
        case SabnzbdCoordinator():
            queue = coordinator.data.queue
            work |= {
                "queue": queue.total,
                "speed": queue.speed,
                "paused": queue.paused,
            }
        case ArrCoordinator():
            work["queue"] = coordinator.data.queue
        case PlexCoordinator():
            work["streams"] = coordinator.data.sessions.count
    return work


def problem(engine: Engine, coordinator: AnyCoordinator) -> str | None:
    """Return what is wrong with a server, in words: it is away, or complains of something."""
    if not coordinator.last_update_success:
        return engine.phrases.words(availability(coordinator))
    match coordinator:
        case ArrCoordinator():
            checks = coordinator.data.health
            for level in _WORST_FIRST:
                for check in checks:
                    if check.level == level:
                        return check.message
        case SabnzbdCoordinator():
            return _sabnzbd_problem(engine, coordinator.data)
    return None


def _sabnzbd_problem(engine: Engine, state: SabState) -> str | None:
    for provider in state.news_servers:
        if provider.error:
            return f"{provider.name}: {provider.error}"
        if not provider.active:
            off = Message(
                key="overview_provider_off", placeholders={"provider": provider.name}
            )
            return engine.phrases.words(off)
    if state.warnings and state.queue.warnings:
        return state.warnings[-1].text
    return None


def _queue(engine: Engine) -> Shape:
    downloads = engine.downloads.values()
    queues = [
        each.data.queue
        for each in engine.coordinators.values()
        if isinstance(each, SabnzbdCoordinator) and each.last_update_success
    ]
    lefts = [queue.time_left for queue in queues if queue.time_left is not None]
    statuses: Shape = {**Counter(each.status.value for each in downloads)}
    return {
        "downloads": len(downloads),
        "by_status": statuses,
        "size": sum(each.size for each in downloads),
        "size_left": sum(each.size_left for each in downloads),
        "speed": sum(queue.speed for queue in queues),
        "time_left": max(lefts, default=None),
        "paused": bool(queues) and all(queue.paused for queue in queues),
    }


def _disks(engine: Engine) -> Iterator[Shape]:
    for coordinator in engine.coordinators.values():
        server = coordinator.server
        free: dict[str, int | None] = {}
        match coordinator:
            case ArrCoordinator() if coordinator.data:
                free = {each.path: each.free for each in coordinator.data.root_folders}
            case SabnzbdCoordinator() if coordinator.data:
                queue = coordinator.data.queue
                free = {
                    "incomplete": queue.incomplete_free,
                    "complete": queue.complete_free,
                }
        for folder, left in free.items():
            if left is not None:
                yield {
                    "server": server.name,
                    "server_id": server.id,
                    "folder": folder,
                    "free": left,
                }


def needs_attention(engine: Engine) -> bool:
    """Return whether anything at all waits for a person."""
    return bool(_attention(engine)["needed"])


def _attention(engine: Engine) -> Shape:
    """Return how many things of each kind wait for a person."""
    stuck = [
        each
        for each in engine.failures.values()
        if each.state is not FailureState.RECOVERING
    ]
    asking = [each for each in stuck if _asks(each)]
    statuses = Counter(each.status for each in engine.desk.open.values())
    environment = sum(
        each.failure_class is FailureClass.ENVIRONMENT and each not in asking
        for each in stuck
    )
    waiting = {
        "asking": len(asking),
        "given_up": len(engine.given_up),
        "environment": environment,
        "approvals": statuses[RequestStatus.AWAITING_APPROVAL],
        "questions": sum(n for status, n in statuses.items() if status.is_question),
        "servers_away": sum(
            not each.last_update_success for each in engine.coordinators.values()
        ),
        "servers_held": len(engine.held_servers),
        "store": int(not engine.store.healthy),
    }
    needed = engine.attention_needed or any(waiting.values())
    return {"needed": needed, **waiting}


def _asks(failure: Failure) -> bool:
    """Return whether only a person knows what to do, whether or not they were asked yet."""
    return (
        failure.state is FailureState.ASKING
        or failure.failure_class is FailureClass.AMBIGUOUS
    )


def _recovery(engine: Engine) -> Shape:
    failures = engine.failures.values()
    return {
        "mode": engine.mode,
        "automatic": engine.automatic,
        "failed": sum(
            each.failure_class is not FailureClass.WAITING for each in failures
        ),
        "waiting": sum(each.failure_class is FailureClass.WAITING for each in failures),
        "recovering": sum(each.state is FailureState.RECOVERING for each in failures),
        "total_failed": engine.totals.failed,
        "total_recovered": engine.totals.recovered,
        "total_given_up": engine.totals.given_up,
        "rate": engine.recovery_rate,
    }


def _requests(engine: Engine) -> Shape:
    statuses: Shape = {
        **Counter(each.status.value for each in engine.desk.open.values())
    }
    return {"open": len(engine.desk.open), "by_status": statuses}


def _audit(engine: Engine) -> Shape:
    last = engine.audits.last
    return {
        "score": engine.audits.score,
        "open_findings": len(engine.audits.open_findings),
        "at": last.at.isoformat() if last else None,
    }
