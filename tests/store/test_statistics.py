"""Statistics: counted by the database, for any time."""

from dataclasses import replace
from datetime import timedelta

from custom_components.autoarr.downloads.model import (
    FailureClass,
    FailureState,
    Message,
    Outcome,
)
from custom_components.autoarr.engine.statistics import statistics_shape
from custom_components.autoarr.reasoning.model import (
    Call,
    Operation,
    ProviderName,
    Usage,
    UsageState,
)
from custom_components.autoarr.requests.record import RequestStatus
from custom_components.autoarr.store import Statistics, Store
from tests.requests.facts import a_request

from .conftest import OpenStore
from .facts import NOW, a_failure, a_finished_download, at
from .test_audits import audit


async def fill(store: Store) -> None:
    """Remember a little of everything: an hour ago, and a month ago."""
    for when, outcome, providers in (
        (at(-1), Outcome.IMPORTED, {"Backbone": 1_000}),
        (at(-1), Outcome.IMPORTED, {}),
        (at(-1), Outcome.FAILED, {"Backbone": 2_000, "Block": 40}),
        (at(-700), Outcome.IMPORTED, {"Backbone": 5_000}),
    ):
        finished = a_finished_download(when=when, outcome=outcome)
        await store.downloads.record(replace(finished, providers=providers))
    recovered = a_failure(
        detected_at=at(-1),
        state=FailureState.RECOVERED,
        resolved_at=at(-1) + timedelta(minutes=10),
    )
    await store.failures.save(replace(recovered, indexer="Attic"))
    await store.failures.save(
        replace(
            a_failure(
                detected_at=at(-1),
                state=FailureState.RECOVERED,
                resolved_at=at(-1) + timedelta(minutes=20),
            ),
            indexer="Attic",
        )
    )
    await store.failures.save(
        replace(
            a_failure(
                detected_at=at(-1),
                state=FailureState.GIVEN_UP,
                failure_class=FailureClass.ENCRYPTED,
                resolved_at=at(0),
                server_id="radarr-1",
            ),
            cause=Message(key="cause_encrypted"),
        )
    )
    await store.failures.save(a_failure(detected_at=at(-700)))
    await store.requests.save(
        replace(
            a_request(id="r1", status=RequestStatus.AVAILABLE),
            created_at=at(-1),
            updated_at=at(0),
        )
    )
    await store.audits.save((), audit("a1", -2))
    await store.audits.save((), audit("a2", -1))
    for name, state in (("c1", UsageState.ANSWERED), ("c2", UsageState.FAILED)):
        await store.ai_usage.reserve(
            Call(
                id=name,
                at=at(-1),
                operation=Operation.EXPLAIN,
                provider=ProviderName.ANTHROPIC,
                model="a model",
                state=state,
                usage=Usage(input=100, output=40, cache_read=5),
                cost=900,
            )
        )
    await store.flush()


async def test_nothing_is_counted_where_nothing_happened(store: Store) -> None:
    assert await store.statistics.read() == Statistics()


async def test_a_time_is_counted_in_all_its_parts(
    store: Store, open_store: OpenStore
) -> None:
    await fill(store)
    counted = await store.statistics.read(since=at(-24), until=NOW)
    shape = statistics_shape(
        counted, lambda server_id: "Sonarr" if server_id == "sonarr-1" else None
    )
    assert shape == {
        "downloads": {
            "total": 3,
            "by_outcome": {"imported": 2, "failed": 1},
            "by_server": {"Sonarr": 3},
            "size_by_provider": {"Backbone": 3_000, "Block": 40},
        },
        "recovery": {
            "failures": 3,
            "by_class": {"bad_release": 2, "encrypted": 1},
            "by_cause": {"missing_articles": 2, "encrypted": 1},
            "by_indexer": {"Attic": 2},
            "by_provider": {"Backbone": 1, "Block": 1},
            "by_server": {"Sonarr": 2, "": 1},
            "by_state": {"recovered": 2, "given_up": 1},
            "recovered": 2,
            "given_up": 1,
            "rate": 66.7,
            "time_to_recover": 900.0,
        },
        "requests": {
            "total": 1,
            "by_status": {"available": 1},
            "by_media_type": {"movie": 1},
            "time_to_available": 3600.0,
        },
        "audit": {"audits": 2, "score": audit("a2", -1).score, "changes": 0},
        "ai": {
            "calls": 2,
            "by_operation": {"explain": 2},
            "failed": 1,
            "input_tokens": 210,
            "output_tokens": 80,
            "cost": 0.0018,
        },
    }
    everything = await store.statistics.read()
    assert sum(everything.outcomes.values()) == 4
    assert everything.provider_sizes == {"Backbone": 8_000, "Block": 40}
    assert everything.states["waiting"] == 1
    assert await store.statistics.read(until=at(-800)) == Statistics()
    another = await open_store("cabin")
    assert await another.statistics.read() == Statistics()
