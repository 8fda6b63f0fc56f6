"""Whatever a server says, reading it gives snapshots or a ServerError: nothing else."""

from datetime import UTC, datetime, timedelta, timezone
import json
from typing import Any

import aiohttp
from hypothesis import HealthCheck, example, given, settings, strategies as st
import msgspec
import pytest

from custom_components.autoarr.servers import arr_wire, plex, sabnzbd_wire
from custom_components.autoarr.servers.base import Client
from custom_components.autoarr.servers.decoding import (
    Losses,
    Reader,
    Wire,
    amount,
    duration,
    from_unix,
    pieces,
    utc,
)
from custom_components.autoarr.servers.models import HistoryJob, Stage
from custom_components.autoarr.servers.radarr import _MOVIES, _movie
from custom_components.autoarr.servers.sonarr import (
    _EPISODES,
    _SERIES,
    _episode,
    _series,
)
from tests.servers.app import recorded
from tests.servers.records import history, page, row

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.sampled_from(
        [
            "2026-06-01T12:00:00Z",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
            "1.02:03:04",
            "12.7 M",
            "1e999",
            "nan",
            1e308,
            2**63,
            10**30,
        ]
    )
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


READERS: dict[str, tuple[Reader[Any], Any, Any]] = {
    "queue": (
        arr_wire.QUEUE,
        page([row(1, statusMessages=[{"title": "a", "messages": ["b"]}])]),
        lambda answer: [arr_wire.queue_row(record) for record in answer.records],
    ),
    "history": (
        arr_wire.HISTORY_LIST,
        [history(1, "grabbed", data={"size": "1", "indexer": "x"})],
        lambda answer: [arr_wire.history_record(record) for record in answer],
    ),
    "blocklist": (
        arr_wire.BLOCKLIST,
        page([{"id": 1, "date": "2026-06-01T12:00:00Z", "episodeIds": [1]}]),
        lambda answer: [arr_wire.blocklist_entry(record) for record in answer.records],
    ),
    "root folders": (
        arr_wire.ROOT_FOLDERS,
        [{"id": 1, "path": "/tv", "freeSpace": 5}],
        lambda answer: [arr_wire.root_folder(record) for record in answer],
    ),
    "download clients": (
        arr_wire.DOWNLOAD_CLIENTS,
        [{"id": 1, "name": "a", "fields": [{"name": "port", "value": 80}]}],
        lambda answer: [arr_wire.download_client(record) for record in answer],
    ),
    "series": (
        _SERIES,
        [{"id": 1, "title": "a", "year": 1999, "tags": [1], "tvdbId": 5}],
        lambda answer: [_series(record) for record in answer],
    ),
    "episodes": (
        _EPISODES,
        [{"id": 1, "seriesId": 1, "seasonNumber": 1, "episodeNumber": 1}],
        lambda answer: [_episode(record) for record in answer],
    ),
    "films": (
        _MOVIES,
        [{"id": 1, "title": "a", "hasFile": True}],
        lambda answer: [_movie(record) for record in answer],
    ),
    "jobs": (
        sabnzbd_wire.QUEUE,
        json.loads(recorded("sabnzbd-5.1.3/queue-downloading")),
        lambda answer: sabnzbd_wire.job_queue(
            answer.queue, tuple(sabnzbd_wire.job(slot) for slot in answer.queue.slots)
        ),
    ),
    "past jobs": (
        sabnzbd_wire.HISTORY,
        json.loads(recorded("sabnzbd-3.7.1/history-missing")),
        lambda answer: (
            answer.history
            if isinstance(answer.history, bool)
            else [sabnzbd_wire.history_job(slot) for slot in answer.history.slots]
        ),
    ),
    "news servers": (
        sabnzbd_wire.STATUS,
        json.loads(recorded("sabnzbd-3.7.1/fullstatus-stuck-35s")),
        lambda answer: sabnzbd_wire.sab_status(answer.status),
    ),
    "items": (
        plex._ITEMS,
        {"MediaContainer": {"size": 1, "Metadata": [{"ratingKey": 1, "index": 2}]}},
        lambda answer: [
            plex._item(item) for item in answer.media_container.items or ()
        ],
    ),
}


@st.composite
def damaged(draw: st.DrawFn, value: Any) -> Any:
    """Replace, or leave out, some part of a value at any depth."""
    if isinstance(value, dict) and value and draw(st.booleans()):
        name = draw(st.sampled_from(sorted(value)))
        rest = {key: item for key, item in value.items() if key != name}
        return (
            rest if draw(st.booleans()) else {**rest, name: draw(damaged(value[name]))}
        )
    if isinstance(value, list) and value and draw(st.booleans()):
        place = draw(st.integers(0, len(value) - 1))
        return [*value[:place], draw(damaged(value[place])), *value[place + 1 :]]
    return draw(JSON)


class Anyone(Client):
    """A client that is only asked to decode."""


def read(reader: Reader[Any], build: Any, body: bytes) -> None:
    try:
        answer, _ = reader.read(body)
    except msgspec.MsgspecError, ValueError, RecursionError:
        return  # what clients turn into an UnexpectedAnswer
    build(answer)


@pytest.mark.parametrize("name", READERS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_damage_to_an_answer_gives_snapshots_or_a_server_error(
    name: str, data: st.DataObject
) -> None:
    reader, whole, build = READERS[name]
    value = data.draw(damaged(whole))
    read(reader, build, json.dumps(value).encode())


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=30, deadline=None)
@given(body=st.binary(max_size=200))
@example(b"[" * 50_000)
@example(b'{"a":' * 50_000)
@example(b'{"records": [{"id": 1e999}], "totalRecords": 1}')
@example(b'["\\ud800"]')
def test_any_bytes_give_snapshots_or_a_server_error(name: str, body: bytes) -> None:
    reader, _, build = READERS[name]
    read(reader, build, body)
    assert list(pieces(body)) == [body]


@pytest.mark.parametrize("name", READERS)
def test_a_whole_answer_loses_nothing(name: str) -> None:
    reader, whole, build = READERS[name]
    answer, losses = reader.read(json.dumps(whole).encode())
    assert not losses
    assert build(answer)


def test_losses_are_counted() -> None:
    class Inner(Wire):
        number: int
        note: str = ""

    class Outer(Wire):
        inner: Inner | None = None
        many: list[Inner] | None = None
        flag: bool = False

    body = json.dumps(
        {
            "inner": {"number": 1, "note": [5]},
            "many": [{"number": 1}, {"number": "x"}, {"note": "y"}],
            "flag": None,
        }
    ).encode()
    found, losses = Reader(Outer, "outer").read(body)
    assert losses == Losses(records=2, fields=1)
    assert found == Outer(inner=Inner(number=1), many=[Inner(number=1)])


# Durations, amounts, times


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:30:00", 1800),
        ("23:59:59", 86399),
        ("1.02:03:04", 93784),
        ("10.00:00:00", 864000),
        ("00:00:05.1234567", 5),
        ("1.00:00:00.5", 86400),
        ("0:00:47", 47),
        ("12:34:56:07", 12 * 86400 + 34 * 3600 + 56 * 60 + 7),
        ("4:59", 299),
        ("-0:05", -5),
        ("-01:00:00", -3600),
        ("5", None),
        ("-", None),
        ("", None),
        (None, None),
        ("aa:bb:cc", None),
        ("1:2:3:4:5", None),
        ("00:0x:00", None),
        ("::", None),
    ],
)
def test_a_duration_is_read_in_all_its_forms(
    text: str | None, seconds: int | None
) -> None:
    assert duration(text) == seconds


@given(st.timedeltas(timedelta(0), timedelta(days=9999)))
def test_every_duration_of_sonarr_is_read_to_the_second(time: timedelta) -> None:
    hours, rest = divmod(time.seconds, 3600)
    days = f"{time.days}." if time.days else ""
    fraction = f".{time.microseconds:06}0" if time.microseconds else ""
    text = f"{days}{hours:02}:{rest // 60:02}:{rest % 60:02}{fraction}"
    assert duration(text) == time.days * 86400 + time.seconds


@given(st.text())
def test_any_text_is_a_duration_or_none(text: str) -> None:
    assert isinstance(duration(text), int | None)
    assert isinstance(amount(text), int | None)


@pytest.mark.parametrize(
    ("value", "unit", "number"),
    [
        ("71.32", 1, 71),
        ("1.5", 1 << 20, 1572864),
        (1.5, 1 << 20, 1572864),
        ("12.7 M", 1, 13316915),
        ("12.7 MB", 1, 13316915),
        ("1 k", 1, 1024),
        ("5 B", 1, 5),
        ("0 ", 1, 0),
        ("-", 1, None),
        ("", 1, None),
        ("12 parsecs", 1, None),
        ("nan", 1, None),
        (float("inf"), 1, None),
        (None, 1, None),
    ],
)
def test_an_amount_is_read_in_all_its_forms(
    value: str | float | None, unit: int, number: int | None
) -> None:
    assert amount(value, unit) == number


def test_times_are_in_utc_and_never_is_none() -> None:
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert utc(noon) == noon
    assert utc(noon.replace(tzinfo=None)) == noon
    moved = utc(noon.astimezone(timezone(timedelta(hours=5))))
    assert moved == noon
    assert moved.tzinfo is UTC
    assert utc(None) is None
    assert utc(datetime(1, 1, 1, tzinfo=UTC)) is None
    west = timezone(timedelta(hours=-14))
    assert utc(datetime(9999, 12, 31, 23, tzinfo=west)) is None
    assert from_unix(1780315200) == noon
    assert from_unix(0) is None
    assert from_unix(None) is None
    assert from_unix(1e300) is None


async def test_what_every_client_must_answer_for_itself(
    session: aiohttp.ClientSession,
) -> None:
    nobody = Anyone(session, "home", "key")
    with pytest.raises(NotImplementedError):
        await nobody.identify()
    with pytest.raises(NotImplementedError):
        nobody._headers()


@pytest.mark.parametrize(
    ("said", "providers"),
    [
        ("loopback=1.5 MB", {"loopback": 1_572_864}),
        (
            "Backbone (EU)=12.3 GB, Block, cheap=900 KB",
            {"Backbone (EU)": 13_207_024_435, "Block, cheap": 921_600},
        ),
        ("a=b.example=17 B", {"a=b.example": 17}),
        ("", {}),
        ("nothing was said", {}),
    ],
)
def test_a_job_of_the_past_knows_which_providers_it_came_from(
    said: str, providers: dict[str, int]
) -> None:
    stages = (Stage(name="Source"), Stage(name="Servers", actions=(said,)))
    job = HistoryJob(id="1", name="A", status="Completed", stages=stages)
    assert job.providers == providers


@pytest.mark.parametrize("odd", ["NaN", "Infinity", "-Infinity", "1e300"])
def test_an_amount_of_bytes_that_is_no_number_breaks_nothing(odd: str) -> None:
    reader, _, build = READERS["root folders"]
    row = [{"id": 1, "path": "/tv", "freeSpace": odd}]
    read(reader, build, json.dumps(row).encode())
