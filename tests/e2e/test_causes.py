"""Every kind of trouble: what is told about it, and who does what."""

from dataclasses import dataclass, field
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.autoarr.const import ISSUE_ENVIRONMENT, ISSUE_RECOVERY_GIVEN_UP
from custom_components.autoarr.downloads.model import FailureClass, FailureState
from simulator.arr import server
from simulator.world import Simulation

from .home import Home

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Story:
    """A scenario and what is to be told about it."""

    name: str
    failure_class: str
    event: str = "download_failed"
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """How the test is called."""
        return "-".join([self.name, *map(str, self.parameters.values())])

    async def begin(self, simulation: Simulation) -> None:
        """Let it happen to an episode."""
        played = {"media": "series", **self.parameters}
        await simulation.scenario(self.name, **played)


def ids(story: Story) -> str:
    """Name a test after its story."""
    return story.id


def searches(simulation: Simulation) -> tuple[int, int]:
    """Return how often Sonarr searched and blocklisted, whoever asked it to."""
    counters = simulation.sonarr.core.counters
    return counters.searches, counters.blocklistings


def names(home: Home) -> list[str]:
    """Return the names of the events so far, without those of the feed."""
    return [
        str(event.event_type).removeprefix("autoarr_")
        for event in home.events
        if event.event_type != "autoarr_activity"
    ]


REPLACED_BY_THE_APP = [
    Story("bad_release", "bad_release"),
    Story("season_pack_bad", "bad_release"),
    Story("repair_failed", "bad_release"),
    Story("damaged_rar", "bad_release"),
    Story("encrypted", "encrypted"),
    Story("executable", "dangerous", parameters={"fail": True}),
    Story("unwanted_extension", "dangerous"),
    Story("disk_full", "environment", parameters={"where": "unpack"}),
    Story("script_failed", "environment"),
]


@pytest.mark.parametrize("story", REPLACED_BY_THE_APP, ids=ids)
async def test_what_the_app_replaces_by_itself_is_only_followed(
    home: Home,
    simulation: Simulation,
    story: Story,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if "fail" in story.parameters:
        # Sonarr takes a complete job away with the next poll: let AutoArr see it first.
        monkeypatch.setattr(server, "_POLL", 240.0)
    await story.begin(simulation)
    recovered = await home.wait_for("recovery_succeeded", 60)
    assert names(home) == [
        story.event,
        "recovery_started",
        "download_completed",
        "recovery_succeeded",
    ]
    assert recovered["class"] == story.failure_class
    assert len({event["correlation_id"] for event in home.told()}) == 1
    if story.failure_class != "environment":
        assert home.writes() == []
    assert searches(simulation) == (2, 1)
    assert not home.engine.failures
    assert home.issues() == []


SPOILED = [
    story for story in REPLACED_BY_THE_APP if story.failure_class == "environment"
]


@pytest.mark.parametrize("story", SPOILED, ids=ids)
async def test_blame_for_what_the_system_spoiled_is_taken_back(
    home: Home, simulation: Simulation, story: Story
) -> None:
    await story.begin(simulation)
    await home.wait_for("recovery_succeeded", 60)
    await home.until(
        lambda: not simulation.sonarr.history.blocked, "the release stays blocklisted"
    )
    (write,) = home.writes()
    assert "DELETE" in write
    assert "blocklist" in write


REMOVED_BY_AUTOARR = [
    Story("encrypted_paused", "encrypted"),
    Story("executable", "dangerous", "download_blocked"),
    Story("sample", "bad_release", "download_blocked"),
    Story("archive_left", "bad_release"),
]


@pytest.mark.parametrize("story", REMOVED_BY_AUTOARR, ids=ids)
async def test_what_the_app_does_not_see_is_taken_away_and_searched_by_one(
    home: Home, simulation: Simulation, story: Story
) -> None:
    await story.begin(simulation)
    recovered = await home.wait_for("recovery_succeeded", 60)
    first, *others = names(home)
    # SABnzbd's record shows that it is broken, the app's queue that it is not imported.
    assert first in {story.event, "download_blocked"}
    assert others == ["recovery_started", "download_completed", "recovery_succeeded"]
    assert recovered["class"] == story.failure_class
    assert recovered["blames"] == "release"
    (removal,) = home.writes()
    assert removal.startswith("sonarr DELETE /api/v3/queue/")
    assert searches(simulation) == (2, 1)


async def test_autoarr_searches_once_where_the_app_was_told_not_to_lately(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("no_redownload", media="series")
    recovered = await home.wait_for("recovery_succeeded", 60)
    (search,) = home.writes()
    assert "'name': 'EpisodeSearch'" in search
    assert searches(simulation) == (2, 1)
    assert [attempt["n"] for attempt in recovered["attempts"]] == [1]
    assert len(home.heard("recovery_started")) == 1


async def test_a_title_without_a_good_release_is_given_up_after_three_attempts(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("nothing_left", media="series")
    failed = await home.wait_for("recovery_failed", 60)
    assert [attempt["outcome"] for attempt in failed["attempts"]] == ["failed"] * 3
    assert len(home.heard("recovery_started")) == 3
    assert home.writes() == []
    (issue,) = home.issues()
    assert issue.translation_key == ISSUE_RECOVERY_GIVEN_UP
    told = len(home.events)
    await home.looks(3)
    assert len(home.events) == told


SICK = [
    Story("disk_full", "environment"),
    Story("disk_full", "environment", "download_blocked", {"where": "import"}),
    Story("path_mapping", "environment", "download_blocked"),
]


@pytest.mark.parametrize("story", SICK, ids=ids)
async def test_a_sick_house_is_told_once_and_no_release_is_touched(
    home: Home, simulation: Simulation, story: Story
) -> None:
    await story.begin(simulation)
    failed = await home.wait_for(story.event)
    await home.looks(5)
    assert names(home) == [story.event]
    assert failed["class"] == "environment"
    assert failed["blames"] == "system"
    assert home.writes() == []
    assert searches(simulation) == (1, 0)
    (issue,) = home.issues()
    assert issue.translation_key == ISSUE_ENVIRONMENT
    assert home.state("binary_sensor.home_attention_needed") == "on"

    await simulation.scenario("disk_full", free=True)
    simulation.sonarr.core.hidden.clear()
    await home.act("resume_downloads")
    await home.wait_for("download_completed")
    await home.until(lambda: not home.issues(), "the issue stays")
    assert not home.engine.failures
    assert home.state("binary_sensor.home_attention_needed") == "off"
    assert searches(simulation) == (1, 0)
    assert home.engine.totals.given_up == 0


async def test_a_news_provider_that_is_down_blames_nobody_and_clears_by_itself(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("provider_down")
    await simulation.scenario("good", media="series")
    failed = await home.wait_for("download_failed")
    assert failed["class"] == "environment"
    (issue,) = home.issues()
    assert issue.translation_key == ISSUE_ENVIRONMENT
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["server"] == "Sabnzbd"
    await simulation.scenario("provider_down", how="none")
    await home.wait_for("download_completed", 60)
    await home.until(lambda: not home.issues(), "the issue stays")
    assert names(home) == ["download_failed", "download_completed"]
    assert home.writes() == []
    assert searches(simulation) == (1, 0)


async def test_what_is_certainly_what_was_grabbed_is_imported_by_hand(
    home: Home, simulation: Simulation
) -> None:
    story = Story("import_blocked_by_id", "importable", "download_blocked")
    await story.begin(simulation)
    recovered = await home.wait_for("recovery_succeeded", 60)
    assert names(home) == [
        "download_blocked",
        "recovery_started",
        "download_completed",
        "recovery_succeeded",
    ]
    assert recovered["class"] == "importable"
    assert [each["step"] for each in recovered["attempts"]] == ["import"]
    (write,) = home.writes()
    assert "ManualImport" in write
    assert searches(simulation)[1] == 0


async def test_a_copy_that_is_no_upgrade_is_removed_and_nobody_is_blamed(
    home: Home, simulation: Simulation
) -> None:
    story = Story("not_an_upgrade", "redundant", "download_blocked")
    await story.begin(simulation)
    await home.wait_for("download_blocked")
    await home.until(lambda: not home.engine.failures, "it stays")
    (write,) = home.writes()
    assert "DELETE" in write
    assert "'blocklist': 'false'" in write
    assert searches(simulation)[1] == 0


FOR_A_PERSON = [Story("title_mismatch", "importable", "download_blocked")]


@pytest.mark.parametrize("story", FOR_A_PERSON, ids=ids)
async def test_a_good_file_that_waits_is_left_to_a_person(
    home: Home, simulation: Simulation, story: Story
) -> None:
    await story.begin(simulation)
    blocked = await home.wait_for(story.event)
    (failure,) = home.engine.failures.values()
    await home.until(
        lambda: home.engine.failures[failure.id].state is FailureState.ASKING,
        "nobody asks",
    )
    await home.looks(3)
    assert names(home) == [story.event]
    assert blocked["class"] == story.failure_class
    assert blocked["blames"] == "nobody"
    assert home.writes() == []
    assert searches(simulation)[1] == 0
    assert home.state("binary_sensor.home_attention_needed") == "on"


async def test_what_nobody_asked_for_is_told_and_left_alone(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("unowned", media="series")
    failed = await home.wait_for("download_failed")
    await home.looks(5)
    assert names(home) == ["download_failed"]
    assert failed["class"] == "unowned"
    assert home.writes() == []
    assert searches(simulation) == (0, 0)
    assert home.issues() == []


async def test_a_film_added_outside_of_the_apps_categories_is_left_alone_too(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("unowned", category=False, media="series")
    failed = await home.wait_for("download_failed")
    assert failed["class"] == "unowned"
    assert home.writes() == []


@pytest.mark.parametrize("name", ["tba", "delay"])
async def test_what_only_takes_time_is_not_worth_a_word(
    hass: HomeAssistant, home: Home, simulation: Simulation, name: str
) -> None:
    await simulation.scenario(name, media="series")
    await simulation.until(
        lambda: (
            bool(simulation.sonarr.downloads.pending)
            or any(
                tracked.messages
                for tracked in simulation.sonarr.downloads.tracked.values()
            )
        )
    )
    await home.looks(5)
    assert home.events == []
    assert home.writes() == []
    assert home.issues() == []
    assert home.state("sensor.home_failed_downloads") == "0"


async def test_many_failures_alike_are_the_houses_fault_and_one_issue(
    home: Home, simulation: Simulation
) -> None:
    played = await simulation.scenario("mass_failure", media="series")

    def all_held() -> bool:
        classes = [each.failure_class for each in home.engine.failures.values()]
        return classes == [FailureClass.ENVIRONMENT] * len(played["download_ids"])

    await home.until(all_held, "the brake is not on", 60)
    await home.until(lambda: len(home.issues()) == 1, "too many issues", 5)
    (issue,) = home.issues()
    assert issue.translation_key == ISSUE_ENVIRONMENT
    assert home.writes() == []
    assert home.heard("recovery_failed") == []
