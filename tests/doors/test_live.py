"""A stack's stream of changes: who comes, who goes, and what each of them hears."""

import asyncio
from collections.abc import Callable
import json
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.autoarr import live
from custom_components.autoarr.activity import Activity, ActivityKind
from custom_components.autoarr.live import Subscriber, stream_of
from custom_components.autoarr.requests.book import RequestBook
from custom_components.autoarr.store import ActivityFilter, StoreError
from custom_components.autoarr.store.activity import ActivityLog
from custom_components.autoarr.topics import Topic
from simulator.world import Simulation
from tests.e2e.conftest import MakeHome
from tests.e2e.home import Home, stack

DUNE: dict[str, Any] = {"title": "Dune", "media_type": "movie", "year": 1984}


class Ear:
    """Somebody who hears of a stack, until their connection breaks."""

    def __init__(self, home: Home) -> None:
        """Hear nothing yet."""
        self.home = home
        self.heard: list[dict[str, Any]] = []
        self.is_broken = False
        self.tries = 0
        self.stop: Callable[[], None] = lambda: None

    def send(self, event: bytes) -> None:
        """Take an event in."""
        self.tries += 1
        if self.is_broken:
            raise ConnectionResetError
        self.heard.append(json.loads(event))

    async def listen(
        self, *topics: Topic, user: User | None = None, story: str | None = None
    ) -> None:
        """Listen to topics; return when it was told all that could be told."""
        stream = stream_of(self.home.hass, self.home.entry)
        subscriber = Subscriber(
            send=self.send,
            user=user or MockUser(is_owner=True),
            topics=frozenset(topics),
            correlation_id=story,
        )
        self.stop = stream.add(subscriber)
        await stream.introduce()

    def kinds(self) -> list[str]:
        """Return the types of what was heard."""
        return [each["type"] for each in self.heard]

    def changed(self, topic: Topic) -> list[dict[str, Any]]:
        """Return the rows of a topic that were told to have changed."""
        return [
            row
            for each in self.heard
            if each["type"] == "delta" and each["topic"] == topic
            for row in each["changed"]
        ]


@pytest.fixture(name="ear")
def an_ear(home: Home) -> Ear:
    """Somebody who may hear of the home."""
    return Ear(home)


async def something_happens(home: Home) -> None:
    """Let the feed tell something: a person turns recovery off."""
    await home.switch("switch.home_automatic_recovery", on=False)


async def test_what_happens_is_told_to_the_others_when_one_connection_broke(
    home: Home, ear: Ear
) -> None:
    broken = Ear(home)
    await ear.listen(Topic.OVERVIEW)
    await broken.listen(Topic.OVERVIEW, Topic.DOWNLOADS)
    assert broken.kinds() == ["snapshot", "snapshot"]
    # The same is told to both, and was made once.
    assert ear.heard[0] in broken.heard
    broken.is_broken = True
    await something_happens(home)
    await home.until(lambda: "delta" in ear.kinds(), "nobody is told")
    assert broken.tries == 3
    before = len(ear.heard)
    await home.switch("switch.home_automatic_recovery", on=True)
    await home.until(lambda: len(ear.heard) > before, "the other is forgotten")
    assert broken.tries == 3


async def test_who_listens_over_a_reload_is_told_everything_anew(
    home: Home, ear: Ear
) -> None:
    await ear.listen(Topic.OVERVIEW, Topic.DOWNLOADS)
    await home.unload()
    assert ear.kinds()[-1] == "unloaded"
    late = Ear(home)
    await late.listen(Topic.OVERVIEW)
    assert late.kinds() == ["unloaded"]

    told = len(ear.heard)
    await home.set_up()
    await home.until(lambda: "snapshot" in late.kinds(), "the late one is not told")
    await home.until(lambda: len(ear.heard) >= told + 2, "there is no word of it")
    assert {each["topic"] for each in ear.heard[told:]} == {"overview", "downloads"}
    assert ear.kinds()[told : told + 2] == ["snapshot", "snapshot"]


@pytest.mark.usefixtures("enable_custom_integrations")
async def test_who_listens_to_a_stack_that_is_removed_is_told_so_and_no_more(
    hass: HomeAssistant, simulation: Simulation
) -> None:
    home = Home(hass, simulation, stack(simulation))
    await home.set_up()
    ear = Ear(home)
    await ear.listen(Topic.OVERVIEW)
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert ear.kinds() == ["snapshot", "unloaded", "removed"]
    ear.stop()


async def test_who_follows_a_story_hears_of_no_other(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({"mode": "observe"})
    everything, other = Ear(home), Ear(home)
    await everything.listen(Topic.ACTIVITY)
    await other.listen(Topic.ACTIVITY, story="another")
    assert other.heard == [{"type": "snapshot", "topic": "activity", "rows": []}]
    await simulation.scenario("encrypted_paused", media="series")

    def stories() -> set[str]:
        rows = everything.changed(Topic.ACTIVITY)
        return {row["correlation_id"] for row in rows if row["correlation_id"]}

    await home.until(lambda: len(home.engine.failures) == 1, "nothing fails")
    await home.until(lambda: bool(stories()), "the feed is silent")
    assert len(other.heard) == 1

    (story,) = stories()
    follower, failures = Ear(home), Ear(home)
    await follower.listen(Topic.ACTIVITY, story=story)
    (snapshot,) = follower.heard
    assert snapshot["rows"]
    assert {row["correlation_id"] for row in snapshot["rows"]} == {story}
    ids = [row["id"] for row in snapshot["rows"]]
    assert ids == sorted(set(ids), reverse=True)
    await failures.listen(Topic.FAILURES)
    assert [row["id"] for row in failures.heard[0]["rows"]] == [*home.engine.failures]


async def test_people_hear_of_their_own_requests_and_administrators_of_all(
    home: Home, ear: Ear
) -> None:
    ann = MockUser(id="ann", name="Ann").add_to_hass(home.hass)
    eve = MockUser(id="eve", name="Eve").add_to_hass(home.hass)
    anns, eves = Ear(home), Ear(home)
    await ear.listen(Topic.REQUESTS)
    await anns.listen(Topic.REQUESTS, user=ann)
    await eves.listen(Topic.REQUESTS, user=eve)
    assert [each.heard[0]["rows"] for each in (ear, anns, eves)] == [[], [], []]

    answer = await home.hass.services.async_call(
        "autoarr",
        "request_media",
        DUNE,
        blocking=True,
        return_response=True,
        context=Context(user_id=ann.id),
    )
    assert answer is not None
    request: Any = answer["request"]
    await home.until(lambda: bool(ear.changed(Topic.REQUESTS)), "nobody is told")
    assert anns.changed(Topic.REQUESTS)[0]["id"] == request["id"]
    await home.act("cancel_request", request_id=request["id"])

    def is_over() -> bool:
        row = anns.changed(Topic.REQUESTS)[-1]
        return bool(row["status"] == "cancelled")

    await home.until(is_over, "it is never over")
    assert ear.changed(Topic.REQUESTS)[-1]["status"] == "cancelled"
    assert eves.kinds() == ["snapshot"]


async def test_the_feed_tells_people_nothing_of_the_requests_of_others(
    home: Home, ear: Ear
) -> None:
    ann = MockUser(id="ann", name="Ann").add_to_hass(home.hass)
    eve = MockUser(id="eve", name="Eve").add_to_hass(home.hass)
    anns, eves = Ear(home), Ear(home)
    for each, user in ((ear, None), (anns, ann), (eves, eve)):
        await each.listen(Topic.ACTIVITY, user=user)

    async def ask(action: str, user: User, **data: Any) -> Any:
        return await home.hass.services.async_call(
            "autoarr",
            action,
            data,
            blocking=True,
            return_response=True,
            context=Context(user_id=user.id),
        )

    request = (await ask("request_media", ann, **DUNE))["request"]
    story = request["correlation_id"]
    await something_happens(home)

    def kinds(who: Ear) -> set[str]:
        return {row["kind"] for row in who.changed(Topic.ACTIVITY)}

    await home.until(lambda: bool(kinds(eves)), "nobody is told")
    await home.until(lambda: "request" in kinds(anns) & kinds(ear), "ann is not told")
    assert "request" not in kinds(eves)
    for user, sees in ((None, True), (ann, True), (eve, False)):
        follower = Ear(home)
        await follower.listen(Topic.ACTIVITY, user=user, story=story)
        newcomer = Ear(home)
        await newcomer.listen(Topic.ACTIVITY, user=user)
        for snapshot in (follower.heard[0], newcomer.heard[0]):
            # That something is downloaded is no secret, but who wanted it is.
            shown = {row["kind"] for row in snapshot["rows"]}
            assert ("request" in shown) is sees
    for user, sees in ((ann, True), (eve, False)):
        rows = (await ask("get_activity", user, correlation_id=story))["activity"]
        assert any(row["kind"] == "request" for row in rows) is sees
        page = await ask("get_activity", user, kind="request")
        assert bool(page["total"]) is bool(page["activity"]) is sees
        assert (await ask("get_requests", user))["total"] == sees
    assert (await home.act("get_activity", kind="request"))["total"]


async def test_who_comes_while_the_store_cannot_be_read_is_told_when_it_can(
    home: Home, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreadable(*_: object) -> None:
        raise StoreError("locked")

    with monkeypatch.context() as trouble:
        trouble.setattr(ActivityLog, "list", unreadable)
        await ear.listen(Topic.ACTIVITY)
        assert ear.heard == []
    await something_happens(home)
    await home.until(lambda: ear.kinds()[:1] == ["snapshot"], "it stays in the dark")


async def test_changes_that_cannot_be_read_are_told_later(
    home: Home, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = asyncio.Event()

    async def unreadable(*_: object) -> None:
        tried.set()
        raise StoreError("locked")

    await ear.listen(Topic.REQUESTS)
    with monkeypatch.context() as trouble:
        trouble.setattr(RequestBook, "find", unreadable)
        answer = await home.act("request_media", **DUNE)
        await asyncio.wait_for(tried.wait(), 30)
        await home.passes(live.PAUSE)
        assert ear.kinds() == ["snapshot"]
    await home.until(lambda: bool(ear.changed(Topic.REQUESTS)), "it is never told")
    assert ear.changed(Topic.REQUESTS)[0]["id"] == answer["request"]["id"]


async def test_who_comes_just_before_an_unload_is_told_of_that_alone(
    home: Home, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answered = asyncio.Event(), asyncio.Event()
    read = ActivityLog.list

    async def slow(self: ActivityLog, wanted: ActivityFilter, limit: int) -> Any:
        page = await read(self, wanted, limit)
        asked.set()
        await answered.wait()
        return page

    monkeypatch.setattr(ActivityLog, "list", slow)
    coming = asyncio.create_task(ear.listen(Topic.ACTIVITY))
    await asked.wait()
    await home.unload()
    answered.set()
    await coming
    assert ear.kinds() == ["unloaded"]


async def test_who_comes_just_before_a_reload_is_told_what_is_after_it(
    home: Home, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answered = asyncio.Event(), asyncio.Event()
    read = ActivityLog.list

    async def slow(self: ActivityLog, wanted: ActivityFilter, limit: int) -> Any:
        page = await read(self, wanted, limit)
        asked.set()
        await answered.wait()
        return page

    monkeypatch.setattr(ActivityLog, "list", slow)
    coming = asyncio.create_task(ear.listen(Topic.ACTIVITY))
    await asked.wait()
    await home.reload()
    answered.set()
    await coming
    await home.until(lambda: "snapshot" in ear.kinds(), "it stays in the dark")
    assert ear.kinds()[:2] == ["unloaded", "snapshot"]


async def test_what_happens_while_a_story_is_read_is_part_of_it(
    home: Home, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row is heard before the database gives it."""
    read = ActivityLog.list
    await ear.listen(Topic.ACTIVITY)
    rows: list[Activity] = []
    stop = home.engine.feed_to(rows.append)
    await home.act("request_media", **DUNE)
    await home.until(
        lambda: any(row.kind is ActivityKind.REQUEST for row in rows), "it is silent"
    )
    stop()
    story = next(row for row in rows if row.kind is ActivityKind.REQUEST)

    async def behind(self: ActivityLog, wanted: ActivityFilter, limit: int) -> Any:
        return await read(self, ActivityFilter(correlation_id="none yet"), limit)

    monkeypatch.setattr(ActivityLog, "list", behind)
    follower = Ear(home)
    await follower.listen(Topic.ACTIVITY, story=story.correlation_id)
    assert story.id in [row["id"] for row in follower.heard[0]["rows"]]
