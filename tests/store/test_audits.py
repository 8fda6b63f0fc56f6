"""What audits found is there again after a restart, and can be filtered."""

from custom_components.autoarr.audit.record import (
    AuditRecord,
    Change,
    ChangeFilter,
    Difference,
    FindingFilter,
    FindingRecord,
    FindingState,
    Step,
)
from custom_components.autoarr.store import Store

from .conftest import OpenStore
from .facts import at


def finding(
    name: str,
    severity: str = "high",
    state: FindingState = FindingState.OPEN,
    *,
    server: str = "sonarr",
    hours: float = 0,
) -> FindingRecord:
    """Return a finding."""
    return FindingRecord(
        id=name,
        rule_id="ARR-018",
        server_id=server,
        subject="",
        severity=severity,
        state=state,
        current="rssSyncInterval = 0",
        recommended="15",
        first_seen=at(hours),
        last_seen=at(hours),
    )


def audit(name: str, hours: float) -> AuditRecord:
    """Return what an audit came to."""
    return AuditRecord(
        id=name,
        at=at(hours),
        score=84,
        coverage=0.9,
        open_findings=1,
        new_findings=1,
        server_ids=("sonarr",),
        versions={"sonarr": "4.0"},
    )


def a_change(
    name: str, *, finding_id: str = "f0", hours: float = 0, applied: bool = True
) -> Change:
    """Return what a fix changed."""
    return Change(
        id=name,
        finding_id=finding_id,
        server="Sonarr",
        steps=(),
        applied=applied,
        at=at(hours),
    )


async def test_the_worst_findings_come_first(store: Store) -> None:
    rows = [finding("a", "low"), finding("b", "critical"), finding("c", "info")]
    await store.audits.save(rows)
    page = await store.audits.list()
    assert [row.id for row in page.items] == ["b", "a", "c"]
    assert page.total == 3
    second = await store.audits.list(limit=1, offset=1)
    assert [row.id for row in second.items] == ["a"]


async def test_findings_are_filtered(store: Store) -> None:
    rows = [
        finding("a"),
        finding("b", state=FindingState.DISMISSED),
        finding("c", "low", server="radarr"),
        finding("d", state=FindingState.FIXED),
    ]
    await store.audits.save(rows)

    async def ids(wanted: FindingFilter) -> set[str]:
        return {row.id for row in (await store.audits.list(wanted)).items}

    assert await ids(FindingFilter(states=[FindingState.OPEN])) == {"a", "c"}
    assert await ids(FindingFilter(severities=["low"])) == {"c"}
    assert await ids(FindingFilter(server_id="sonarr")) == {"a", "b", "d"}
    known = await store.audits.all_open_or_dismissed()
    assert {row.id for row in known} == {"a", "b", "c"}


async def test_a_finding_changes_and_stays_one(store: Store) -> None:
    await store.audits.save([finding("a")])
    await store.audits.save([finding("a", state=FindingState.FIXED)])
    (row,) = (await store.audits.list()).items
    assert row.state is FindingState.FIXED


async def test_the_last_audit_is_known_after_a_restart(open_store: OpenStore) -> None:
    first = await open_store()
    assert await first.audits.last() is None
    await first.audits.save([], audit("late", 2))
    await first.audits.save([], audit("early", 1))
    again = await open_store()
    assert await again.audits.last() == audit("late", 2)


async def test_a_change_is_kept_with_what_was_before(store: Store) -> None:
    step = Step(
        server="sonarr",
        resource="config/indexer",
        differences=(Difference(field="rssSyncInterval", before=0, after=15),),
    )
    change = Change(
        id="c", finding_id="a", server="Sonarr", steps=(step,), at=at(0), applied=True
    )
    assert await store.audits.change("c") is None
    await store.audits.keep(change)
    assert await store.audits.change("c") == change
    assert await store.audits.unsettled() == []
    started = Change(id="d", finding_id="a", server="Sonarr", steps=(step,), at=at(0))
    await store.audits.keep(started)
    assert await store.audits.unsettled() == [started]


async def test_old_audits_go_and_open_findings_stay(store: Store) -> None:
    rows = [finding("open"), finding("fixed", state=FindingState.FIXED)]
    await store.audits.save(rows, audit("old", 0))
    await store.prune(at(24 * 100))
    assert await store.audits.last() is None
    assert [row.id for row in (await store.audits.list()).items] == ["open"]


async def test_changes_are_listed_newest_first_page_by_page(store: Store) -> None:
    for hours in range(4):
        await store.audits.keep(
            a_change(
                f"c{hours}",
                finding_id=f"f{hours % 2}",
                hours=hours,
                applied=hours > 0,
            )
        )

    async def ids(wanted: ChangeFilter, **paging: int) -> tuple[list[str], int]:
        page = await store.audits.changes(wanted, **paging)
        return [change.id for change in page.items], page.total

    assert await ids(ChangeFilter()) == (["c3", "c2", "c1", "c0"], 4)
    assert await ids(ChangeFilter(), limit=2, offset=1) == (["c2", "c1"], 4)
    assert await ids(ChangeFilter(finding_id="f0")) == (["c2", "c0"], 2)
    assert await ids(ChangeFilter(is_undoable=True)) == (["c3", "c2", "c1"], 3)
    assert await ids(ChangeFilter(finding_id="f0", is_undoable=False)) == (["c0"], 1)
