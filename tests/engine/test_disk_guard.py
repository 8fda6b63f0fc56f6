"""A full disk pauses its client and lets it go on; nobody else's pause is ended."""

from typing import Any

import pytest

from custom_components.autoarr.activity import JsonValue
from custom_components.autoarr.downloads.model import (
    Facts,
    FailureClass,
    Message,
    RecoveryMode,
)
from custom_components.autoarr.downloads.signatures import CLIENT_DISK_FULL
from custom_components.autoarr.engine.disk_guard import (
    AGAIN,
    PAUSES,
    DiskGuard,
    has_room,
)
from custom_components.autoarr.servers.base import CannotConnect
from custom_components.autoarr.store import StoreError
from tests.downloads.cases import failure
from tests.downloads.world import GIB, job, queue

from .parts import Parts

MIB = 2**20


class Scene:
    """A guard, and the one client that it minds."""

    def __init__(self, parts: Parts) -> None:
        """Begin with a client that works and has room."""
        self.parts = parts
        self.client = parts.client()
        self.guard = DiskGuard(parts.engine)

    async def look(self, *, minutes: float = 11, **shown: Any) -> list[str]:
        """Let time pass and SABnzbd show its queue; return what was sent."""
        told: dict[str, Any] = {"incomplete_free": 100 * GIB, **shown}
        self.client.data.queue = queue(job(), **told)
        self.guard._engine = self.parts.engine
        before = len(self.parts.sent)
        await self.guard.look(self.parts.pass_by(minutes=minutes))
        return [write.action for write in self.parts.sent[before:]]

    def job_fails_for_lack_of_space(self) -> None:
        """Let a job fail because the disk was full."""
        self.parts.failures["f1"] = failure(
            FailureClass.ENVIRONMENT, cause=Message(key=CLIENT_DISK_FULL)
        )

    def says_that_it_paused(self) -> None:
        """Let SABnzbd warn of the disk at the moment when it was paused."""
        self.parts.facts["nzo1"] = Facts(
            download_id="nzo1",
            client_id="sab",
            job=job(),
            client_paused=True,
            paused_by_client=True,
            space_warnings=("Too little diskspace forcing PAUSE",),
        )

    async def restart(self) -> None:
        """Begin anew with what is on disk."""
        self.guard = DiskGuard(self.parts.engine)
        await self.guard.load()


@pytest.fixture
def scene() -> Scene:
    """A client that works."""
    return Scene(Parts())


FULL = {"incomplete_free": 10 * MIB}


async def paused(scene: Scene) -> Scene:
    """Let AutoArr pause the client for its full disk, and see that it did."""
    scene.job_fails_for_lack_of_space()
    assert await scene.look(**FULL) == ["pause_client"]
    assert await scene.look(minutes=0.1, paused=True, **FULL) == []
    return scene


# Pausing


async def test_a_client_whose_jobs_fail_for_lack_of_space_is_paused(
    scene: Scene,
) -> None:
    await paused(scene)
    assert scene.parts.settings.kept[PAUSES] == {"by_us": ["sab"], "itself": []}
    assert scene.parts.told == ["activity_pause_client"]
    assert await scene.look(paused=True, **FULL) == []


async def test_little_space_alone_is_no_reason_to_pause(scene: Scene) -> None:
    assert await scene.look(**FULL) == []
    scene.job_fails_for_lack_of_space()
    assert await scene.look() == []
    assert await scene.look(incomplete_free=None) == []


async def test_the_disk_of_another_client_is_no_reason_to_pause(scene: Scene) -> None:
    scene.parts.failures["f1"] = failure(
        FailureClass.ENVIRONMENT,
        cause=Message(key=CLIENT_DISK_FULL),
        client_id="another",
    )
    assert await scene.look(**FULL) == []


@pytest.mark.parametrize("mode", [RecoveryMode.OBSERVE, RecoveryMode.ASK])
async def test_who_may_not_act_pauses_and_resumes_nothing(
    scene: Scene, mode: RecoveryMode
) -> None:
    scene.parts.mode = mode
    scene.job_fails_for_lack_of_space()
    assert await scene.look(**FULL) == []
    scene.says_that_it_paused()
    assert await scene.look(paused=True) == []


async def test_nothing_is_paused_that_cannot_be_written_down(scene: Scene) -> None:
    scene.job_fails_for_lack_of_space()
    scene.parts.settings.is_full = True
    with pytest.raises(StoreError):
        await scene.look(**FULL)
    assert scene.parts.sent == []
    scene.parts.settings.is_full = False
    assert await scene.look(**FULL) == ["pause_client"]


async def test_a_pause_that_did_not_get_through_is_tried_again(scene: Scene) -> None:
    scene.job_fails_for_lack_of_space()
    scene.parts.refusal = lambda _: CannotConnect("away")
    assert await scene.look(**FULL) == ["pause_client"]
    assert await scene.look(minutes=5, **FULL) == []
    scene.parts.refusal = lambda _: None
    assert await scene.look(**FULL) == ["pause_client"]
    assert scene.parts.told == ["activity_pause_client"]


# Resuming


async def test_it_goes_on_when_there_is_room_again(scene: Scene) -> None:
    await paused(scene)
    assert await scene.look(paused=True, incomplete_free=1 * GIB) == []
    assert await scene.look(paused=True) == ["resume_client"]
    assert await scene.look() == []
    assert scene.parts.settings.kept[PAUSES] == {"by_us": [], "itself": []}


async def test_who_paused_it_is_remembered_over_a_restart(scene: Scene) -> None:
    await paused(scene)
    await scene.restart()
    assert await scene.look(paused=True, **FULL) == []
    assert await scene.look(paused=True) == ["resume_client"]


async def test_autoarrs_own_pause_is_ended_in_every_mode(scene: Scene) -> None:
    await paused(scene)
    scene.parts.mode = RecoveryMode.OBSERVE
    assert await scene.look(paused=True) == ["resume_client"]


async def test_a_client_that_paused_itself_goes_on_when_there_is_room(
    scene: Scene,
) -> None:
    scene.says_that_it_paused()
    assert await scene.look(paused=True, **FULL) == []
    assert await scene.look(paused=True) == ["resume_client"]
    assert scene.parts.told == ["activity_resume_client"]


async def test_that_it_paused_itself_is_remembered_over_a_restart(
    scene: Scene,
) -> None:
    scene.says_that_it_paused()
    assert await scene.look(paused=True, **FULL) == []
    await scene.restart()
    # When it was paused nobody knows any more who looks at SABnzbd now.
    scene.parts.facts.clear()
    assert await scene.look(paused=True, **FULL) == []
    assert await scene.look(paused=True) == ["resume_client"]
    assert await scene.look(minutes=1, paused=False) == []
    assert await scene.look(paused=True) == [], "this is a person's"


async def test_a_resume_that_did_not_get_through_is_tried_again(scene: Scene) -> None:
    await paused(scene)
    scene.parts.refusal = lambda _: CannotConnect("away")
    assert await scene.look(paused=True) == ["resume_client"]
    scene.parts.refusal = lambda _: None
    assert await scene.look(paused=True) == ["resume_client"]


# People


async def test_a_persons_pause_is_never_ended(scene: Scene) -> None:
    scene.parts.facts["nzo1"] = Facts(
        download_id="nzo1", client_id="sab", job=job(), client_paused=True
    )
    assert await scene.look(paused=True) == []
    scene.job_fails_for_lack_of_space()
    assert await scene.look(paused=True, **FULL) == []
    assert await scene.look(paused=True) == []


async def test_a_timed_pause_is_never_ended(scene: Scene) -> None:
    await paused(scene)
    assert await scene.look(paused=True, pause_left=600) == []
    assert await scene.look(paused=True) == ["resume_client"]


async def test_what_a_person_lets_go_on_is_not_paused_again_until_there_was_room(
    scene: Scene,
) -> None:
    await paused(scene)
    assert await scene.look(minutes=0.1, **FULL) == []
    for _ in range(3):
        assert await scene.look(**FULL) == []
    assert scene.parts.settings.kept[PAUSES] == {"by_us": [], "itself": []}
    # What the person pauses now is the person's.
    assert await scene.look(paused=True) == []
    assert await scene.look(**FULL) == ["pause_client"]


async def test_what_a_person_pauses_through_autoarr_stays_paused(scene: Scene) -> None:
    await paused(scene)
    scene.says_that_it_paused()
    await scene.guard.leave("sab")
    assert await scene.look(paused=True) == []
    await scene.restart()
    scene.parts.facts.clear()
    assert await scene.look(paused=True) == []


async def test_a_person_may_pause_while_the_store_is_full(scene: Scene) -> None:
    await paused(scene)
    scene.parts.settings.is_full = True
    await scene.guard.leave("sab")
    scene.parts.settings.is_full = False
    assert await scene.look(paused=True) == []


# What is not known


async def test_a_client_that_does_not_answer_is_left_alone(scene: Scene) -> None:
    scene.job_fails_for_lack_of_space()
    scene.client.last_update_success = False
    assert await scene.look(**FULL) == []
    scene.client.last_update_success = True
    scene.client.data = None
    await scene.guard.look(scene.parts.pass_by(minutes=11))
    assert scene.parts.sent == []


@pytest.mark.parametrize("kept", [["sab"], {"by_us": "sab"}, None])
async def test_what_was_stored_of_another_kind_is_forgotten(
    scene: Scene, kept: JsonValue
) -> None:
    scene.parts.settings.kept[PAUSES] = kept
    await scene.restart()
    assert await scene.look(paused=True) == []


async def test_a_client_is_not_switched_to_and_fro(scene: Scene) -> None:
    await paused(scene)
    assert await scene.look(minutes=5, paused=True) == []
    assert AGAIN.total_seconds() == 600
    assert await scene.look(minutes=5, paused=True) == ["resume_client"]
    assert await scene.look(minutes=9, **FULL) == []


@pytest.mark.parametrize(
    ("shown", "verdict"),
    [
        ({}, None),
        ({"incomplete_free": 2 * GIB}, True),
        ({"incomplete_free": 2 * GIB - 1}, False),
        ({"incomplete_free": 9 * GIB, "complete_free": GIB}, False),
        ({"complete_free": 2 * GIB}, True),
    ],
)
def test_there_is_room_when_the_next_job_fits_and_some_is_left(
    shown: dict[str, Any], verdict: bool | None
) -> None:
    jobs = (
        job("nzo1", status="Paused", size_left=99 * GIB, position=0),
        job("nzo3", size_left=50 * GIB, position=2),
        job("nzo2", size_left=GIB, position=1),
    )
    assert has_room(queue(*jobs, **shown)) is verdict
