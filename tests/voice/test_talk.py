"""What is said of downloads and failures, and what is said when something is refused."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from homeassistant.exceptions import Unauthorized
import pytest

from custom_components.autoarr.downloads.errors import NotKnown, NotPossible
from custom_components.autoarr.downloads.model import (
    Download,
    DownloadStatus,
    Failure,
    FailureState,
    Media,
)
from custom_components.autoarr.limits import Limits
from custom_components.autoarr.message import Message
from custom_components.autoarr.phrases import Phrasebook
from custom_components.autoarr.requests.record import Requester, RequesterKind
from custom_components.autoarr.servers.base import CannotConnect
from custom_components.autoarr.voice.speech import Speech
from custom_components.autoarr.voice.talk import Talk
from tests.downloads.cases import failure

ANNA = Requester(kind=RequesterKind.USER, user_id="anna")


def download(title: str = "Heat", **facts: Any) -> Download:
    """Return a download of a film."""
    known: dict[str, Any] = {
        "id": title,
        "server_id": "radarr",
        "client_id": "sabnzbd",
        "title": f"{title}.1995.1080p",
        "media": Media(title=title),
        "status": DownloadStatus.DOWNLOADING,
        "progress": 41.7,
        "size": 10,
        "size_left": 5,
    }
    return Download(**{**known, **facts})


class Orders:
    """Takes orders, or refuses them."""

    def __init__(self, refuse: Callable[[str], Exception | None]) -> None:
        """Refuse what refuse returns an error for."""
        self._refuse = refuse
        self.tried: list[str] = []
        self.later: list[str] = []
        self.held: list[str | None] = []

    async def retry(self, wanted: str, strategy: str) -> None:
        """Try one failure again."""
        assert strategy == "auto"
        if error := self._refuse(wanted):
            raise error
        self.tried.append(wanted)

    async def retry_given_up(self, failures: list[Failure]) -> None:
        """Try several again, one after the other."""
        self.later += [each.id for each in failures]

    async def resume(self, server: str | None, download_id: str | None) -> None:
        """Let one download go on, or all."""
        if error := self._refuse("resume"):
            raise error
        self.held.remove(download_id)

    async def pause(
        self, server: str | None, download_id: str | None, duration: int | None
    ) -> None:
        """Pause one download, or all."""
        self.held.append(download_id)


def talk(
    *downloads: Download,
    failures: tuple[Failure, ...] = (),
    given_up: tuple[Failure, ...] = (),
    refuse: Callable[[str], Exception | None] = lambda _: None,
) -> tuple[Talk, Orders]:
    """Return a talk about a stack, and who takes its orders."""
    orders = Orders(refuse)
    phrases = Phrasebook.load("en")
    engine: Any = SimpleNamespace(
        downloads={each.id: each for each in downloads},
        failures={each.id: each for each in failures},
        given_up={each.id: each for each in given_up},
        orders=orders,
        phrases=phrases,
        entry=SimpleNamespace(title="Home"),
        limits=Limits({}, lambda: 0.0),
    )
    return Talk(engine, Speech(phrases), ANNA), orders


def failed(number: int, title: str, **facts: Any) -> Failure:
    """Return a failure of a film."""
    return replace(
        failure(),
        id=f"f{number}",
        title=f"{title}.1080p",
        media=Media(title=title),
        **facts,
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Heat is at 42 percent."),
        ({"time_left": 600}, "Heat is at 42 percent and needs about 10 minutes more."),
        ({"status": DownloadStatus.QUEUED}, "Heat waits in the queue."),
        ({"status": DownloadStatus.PAUSED}, "Heat is paused at 42 percent."),
        (
            {"status": DownloadStatus.EXTRACTING},
            "Heat is downloaded and on its way into the library.",
        ),
        ({"status": DownloadStatus.STALLED}, "The download of Heat is stuck."),
        (
            {"media": Media(), "title": "Heat.mkv"},
            "Heat.mkv.1995.1080p is at 42 percent.",
        ),
        ({"status": DownloadStatus.COMPLETED}, "Nothing is downloading."),
    ],
)
async def test_how_far_one_download_is(facts: dict[str, Any], said: str) -> None:
    talking, _ = talk(download(**facts))
    assert (await talking.download_status()).text == said


async def test_several_downloads_are_counted_and_named() -> None:
    talking, _ = talk(
        download("Heat", time_left=60), download("Dune", time_left=7200), download("Up")
    )
    said = (await talking.download_status()).text
    assert said == (
        "3 downloads are running: Heat, Dune and Up. The last one needs about 2 hours."
    )
    assert (await talking.download_status("dune two")).text.startswith("No download")
    assert (await talking.download_status("dune")).text.startswith("Dune is at")
    unknown, _ = talk(download("Heat"), download("Up"))
    assert (await unknown.download_status()).text.endswith("Heat and Up.")


async def test_failures_are_counted_and_what_is_tried_is_told() -> None:
    trying = failed(1, "Heat", state=FailureState.RECOVERING)
    talking, _ = talk(failures=(trying,), given_up=(failed(2, "Dune"),))
    said = (await talking.what_failed()).text
    assert said == "2 titles failed: Heat and Dune. It is being tried again."


async def test_what_is_being_tried_is_not_tried_twice() -> None:
    trying = failed(1, "Heat", state=FailureState.RECOVERING)
    talking, orders = talk(failures=(trying,))
    said = await talking.retry()
    assert said.has_failed
    assert said.text == "There is nothing to try again."
    assert orders.tried == []


async def test_one_that_cannot_be_tried_keeps_no_other_back() -> None:
    def refuse(wanted: str) -> Exception | None:
        if wanted == "f1":
            return NotPossible(Message(key="reason_no_grab"))
        return None

    both = (failed(1, "Heat"), failed(2, "Dune"))
    talking, orders = talk(failures=both, refuse=refuse)
    assert (await talking.retry()).text == "Trying Dune again."
    assert orders.tried == ["f2"]
    said = await talking.retry("heat")
    assert said.has_failed
    assert said.text == Phrasebook.load("en").words(Message(key="reason_no_grab"))


async def test_titles_that_were_given_up_are_tried_one_after_the_other() -> None:
    lost = tuple(
        failed(number, title, state=FailureState.GIVEN_UP)
        for number, title in enumerate(("Heat", "Dune"))
    )
    talking, orders = talk(given_up=lost)
    said = await talking.retry()
    assert said.text == "Trying 2 downloads again: Heat and Dune."
    assert (orders.later, orders.tried) == (["f0", "f1"], [])
    await talking.retry("dune")
    assert orders.tried == ["f1"]


async def test_a_title_is_paused_without_the_others() -> None:
    talking, orders = talk(download(), download("Dune"))
    said = await talking.pause(title="heat")
    assert said.text == "The download of Heat is paused."
    assert orders.held == ["Heat"]
    said = await talking.resume("heat")
    assert said.text == "The download of Heat is running again."
    assert orders.held == []


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Rocky II", "rocky two"),
        ("Amélie", "amelie"),
        ("The Matrix", "matrix"),
        ("1917", "nineteen seventeen"),
        ("Dune: Part Two", "dune part two"),
    ],
)
def test_titles_are_known_however_they_are_heard(title: str, said: str) -> None:
    talking, _ = talk(download(title), download("Heat"))
    assert [each.id for each in talking.running(said)] == [title]


async def test_a_title_that_is_not_downloading_pauses_nothing() -> None:
    talking, orders = talk(download())
    said = await talking.pause(title="In Bruges")
    assert said.has_failed
    assert said.text == "No download of In Bruges is running."
    assert (await talking.resume("In Bruges")).has_failed
    assert orders.held == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Unauthorized(), "That is for administrators only."),
        (NotKnown("server", "Attic"), "Attic"),
        (CannotConnect("no route"), "Home"),
    ],
)
async def test_what_goes_wrong_is_said_in_words(error: Exception, said: str) -> None:
    talking, _ = talk(refuse=lambda _: error)
    answer = await talking.resume()
    assert answer.has_failed
    assert said in answer.text
