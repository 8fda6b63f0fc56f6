"""Findings from audit to audit: raised once, gone when mended, left alone when told so."""

from collections.abc import Mapping
from datetime import timedelta

import msgspec

from custom_components.autoarr.audit.history import Looked, look, open_ones
from custom_components.autoarr.audit.record import FindingRecord, FindingState

from .worlds import GONE, NOW, Changes, audited, changed, clean

RSS = {"sonarr|config/indexer|rssSyncInterval": 0}
TIME = {
    "sonarr|health|+": {"source": "SystemTimeCheck", "type": "error", "message": "…"}
}


def looked(
    changes: Changes,
    before: Mapping[str, FindingRecord] | None = None,
    unsure: frozenset[str] = frozenset(),
    hours: float = 0,
) -> Looked:
    """Return what one more look at a changed stack means."""
    answers = changed(clean(), changes)
    now = NOW + timedelta(hours=hours)
    return look(audited(answers), before or {}, unsure, now)


def dismissed(
    record: FindingRecord, hours: float | None = None
) -> dict[str, FindingRecord]:
    """Return a finding that somebody dismissed, for good or for some hours."""
    until = None if hours is None else NOW + timedelta(hours=hours)
    state = FindingState.DISMISSED
    left = msgspec.structs.replace(record, state=state, dismissed_until=until)
    return {record.id: left}


def test_a_finding_is_raised_once() -> None:
    first = looked(RSS)
    (record,) = first.records.values()
    assert [finding.id for finding in first.raised] == [record.id]
    again = looked(RSS, first.records, hours=1)
    assert again.raised == ()
    (later,) = again.records.values()
    assert later.first_seen == record.first_seen
    assert later.last_seen > record.last_seen


def test_what_is_mended_is_fixed_and_may_come_back() -> None:
    first = looked(RSS)
    (gone,) = looked({}, first.records, hours=1).records.values()
    assert gone.state is FindingState.FIXED
    back = looked(RSS, {}, hours=2)
    assert len(back.raised) == 1


def test_what_nobody_could_read_stays() -> None:
    first = looked(RSS)
    answers = clean()
    del answers["sonarr"]["config/indexer"]
    after = look(audited(answers), first.records, frozenset(), NOW)
    assert open_ones(after.records.values()) == list(first.records.values())


def test_a_server_that_was_not_looked_at_keeps_its_findings() -> None:
    first = looked(RSS)
    answers = clean()
    del answers["sonarr"]
    after = look(audited(answers), first.records, frozenset(), NOW)
    assert len(open_ones(after.records.values())) == 1


def test_a_finding_ends_with_its_server() -> None:
    first = looked(RSS)
    answers = clean()
    del answers["sonarr"]
    after = look(audited(answers), first.records, frozenset(), NOW, whole=True)
    assert open_ones(after.records.values()) == []


def test_what_is_wrong_elsewhere_closes_nothing_that_could_not_be_read() -> None:
    lost: Changes = {"sonarr|indexer|0/fields/name=failDownloads/value": []}
    first = looked(lost)
    other: Changes = {
        "sonarr|indexer|1/fields/name=failDownloads/value": [],
        "sonarr|indexer|0/fields": GONE,
    }
    after = looked(other, first.records)
    assert first.records.keys() <= {
        record.id for record in open_ones(after.records.values())
    }


def test_a_passing_state_counts_when_it_is_seen_again() -> None:
    first = looked(TIME)
    assert first.records == {}
    assert len(first.unsure) == 1
    assert first.score.value == 100
    second = looked(TIME, first.records, first.unsure, hours=1)
    assert len(second.raised) == 1
    assert second.unsure == frozenset()
    assert looked({}, {}, first.unsure).raised == ()


def test_a_dismissed_finding_does_not_count_and_is_not_raised() -> None:
    (record,) = looked(RSS).records.values()
    after = looked(RSS, dismissed(record), hours=24)
    assert after.raised == ()
    assert after.score.value == 100
    assert open_ones(after.records.values()) == []


def test_a_dismissal_ends_in_time() -> None:
    (record,) = looked(RSS).records.values()
    assert looked(RSS, dismissed(record, 5), hours=4).raised == ()
    late = looked(RSS, dismissed(record, 5), hours=6)
    assert len(late.raised) == 1
    assert next(iter(late.records.values())).dismissed_until is None


def test_a_dismissal_ends_when_the_value_changes() -> None:
    (record,) = looked(RSS).records.values()
    other = {"sonarr|config/indexer|rssSyncInterval": 120}
    assert len(looked(other, dismissed(record)).raised) == 1
