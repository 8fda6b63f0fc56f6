"""The scenes: each lets something go wrong, and checks what AutoArr makes of it."""

import asyncio

from .story import Json, Story

BRAKE_WINDOW = 15
"""Seconds; a success proves nothing before that long after the last failure."""
WISH = "get the new Dune in 4K"
CROWD = 6
"""Episodes that fail alike: one more than it takes to doubt that they are to blame."""


async def replaced_by_radarr(story: Story) -> None:
    """A release with missing parts: Radarr searches by itself, AutoArr follows."""
    writes = await _replaced(story, "bad_release")
    story.must(writes == [], "Radarr searches, and AutoArr lets it")


async def replaced_by_autoarr(story: Story) -> None:
    """An encrypted release that SABnzbd only pauses: nobody but AutoArr acts."""
    writes = await _replaced(story, "encrypted_paused")
    calls = ["radarr DELETE /api/v3/queue" in write for write in writes]
    story.must(calls == [True], "one call removes, blocklists and searches")


async def _replaced(story: Story, scenario: str) -> list[str]:
    """Play a failure whose release is to blame; return what AutoArr asked of servers."""
    grabbed = await _grabbed(story, scenario)
    failed = await story.hear_once("download_failed")
    story.must(failed["download_id"] == grabbed, "the failed download is told")
    story.must(failed["blames"] == "release", "the release is blamed")
    started = await story.hear_once("recovery_started")
    await story.until(
        lambda: _is_blocklisted(story, failed["title"]),
        f"{failed['title']} is blocklisted",
    )
    completed = await story.hear_once("download_completed")
    story.must(completed["title"] != failed["title"], "another release came")
    recovered = await story.hear_once("recovery_succeeded")
    same = {each["correlation_id"] for each in (failed, started, recovered)}
    story.must(len(same) == 1, "one correlation id runs through the story")
    writes = await story.writes()
    await _watchable(story, completed["media"])
    return writes


async def disk_full(story: Story) -> None:
    """A full disk: SABnzbd stops, and goes on when there is room."""
    grabbed = await _grabbed(story, "disk_full")
    story.say("The download disk is full now, and SABnzbd pauses itself")
    failed = await story.hear_once("download_failed")
    story.must(failed["download_id"] == grabbed, "the download held up is told")
    story.must(failed["blames"] == "system", "the disk is to blame, no release")
    await _alarmed_once(story)
    story.must(await story.writes() == [], "AutoArr leaves everything as it is")

    await story.play("disk_full", free=True)
    story.say("Somebody makes room on the disk; nobody touches SABnzbd")
    completed = await story.hear_once("download_completed")
    story.must(completed["id"] == grabbed, "the same download came through")
    calls = ["sabnzbd" in each and "resume" in each for each in await story.writes()]
    story.must(calls == [True], "AutoArr only resumed SABnzbd")
    await story.until(lambda: _has_alarms(story, 0), "the repair issue is gone")
    await _watchable(story, completed["media"])


async def imported_by_hand(story: Story) -> None:
    """Radarr does not dare to import what it recognised by its id only."""
    grabbed = await _grabbed(story, "import_blocked_by_id")
    blocked = await story.hear_once("download_blocked")
    story.must(blocked["download_id"] == grabbed, "the blocked import is told")
    story.must(blocked["blames"] == "nobody", "nobody is to blame")
    completed = await story.hear_once("download_completed")
    recovered = await story.hear_once("recovery_succeeded")
    steps = [attempt["step"] for attempt in recovered["attempts"]]
    story.must(steps == ["import"], "it was imported, not replaced")
    calls = ["ManualImport" in write for write in await story.writes()]
    story.must(calls == [True], "Radarr was told what to import, and nothing else")
    await _watchable(story, completed["media"])


async def many_fail_alike(story: Story) -> None:
    """Many failures with one cause are no bad releases: nothing is done until it ends."""
    blamed_before = await story.blocklist()
    played = await story.play(
        "mass_failure", media="series", count=CROWD, redownload=False
    )
    crowd = set(played["download_ids"])
    story.say(f"Sonarr grabs {CROWD} episodes; the news server has lost parts of all")
    failed = await story.hear("download_failed", CROWD)
    last = asyncio.get_running_loop().time()
    story.must({each["download_id"] for each in failed} == crowd, "each is told once")
    await story.until(
        lambda: _are_all_held(story), "AutoArr blames the system for all of them"
    )
    await _alarmed_once(story)
    story.must(await story.writes() == [], "AutoArr leaves everything as it is")

    await story.play("mass_failure", well=True)
    story.say("The news server has everything again, but nothing proves it yet")
    await asyncio.sleep(last + BRAKE_WINDOW - asyncio.get_running_loop().time())
    story.say("One more download shall prove it")
    proof = await _grabbed(story, "good")
    completed = await story.hear("download_completed", 1 + CROWD)
    titles = {each["title"] for each in completed if each["id"] != proof}
    again = {each["title"] for each in failed}
    story.must(titles == again, "the very same releases were got again")
    await story.hear("recovery_succeeded", CROWD)

    async def acquitted() -> bool:
        return sorted(await story.blocklist()) == sorted(blamed_before)

    await story.until(acquitted, "none of them is left on Sonarr's blocklist")
    await story.until(lambda: _has_alarms(story, 0), "the repair issue is gone")


async def asked_for(story: Story) -> None:
    """A request in words that two films answer to, from the question to the sofa.

    The newest film called Dune is of 2021, its second part of 2024: both are new.
    """
    story.say(f'Somebody writes: "{WISH}"')
    answer = await story.home.act("autoarr", "request_media", query=WISH)
    request = answer["request"]
    story.must(request["status"] == "ambiguous", "two films may be meant: it asks")
    story.must(await story.writes() == [], "nothing is added before somebody answers")
    meant = min(request["candidates"], key=lambda each: each["year"])
    story.say(f"The answer: number {meant['choice']}, the one of {meant['year']}")
    confirmed = await story.home.act(
        "autoarr",
        "confirm_request",
        request_id=request["id"],
        choice=meant["choice"],
    )
    story.must(
        confirmed["request"]["year"] == meant["year"], "that very film is requested"
    )
    available = await story.hear_once("request_available")
    (completed,) = await story.hear("download_completed")
    story.must("2160p" in completed["title"], "it came in 4K, as it was asked for")
    same = {each["correlation_id"] for each in (request, completed, available)}
    story.must(len(same) == 1, "one correlation id runs from the wish to the sofa")
    await story.until(
        lambda: story.is_in_plex(meant),
        f"{meant['title']} ({meant['year']}) is in Plex, ready to watch",
    )


SCENES = (
    (f'Somebody asks for a film: "{WISH}"', asked_for),
    (
        "A release with missing parts; Radarr searches again by itself",
        replaced_by_radarr,
    ),
    ("An encrypted release; SABnzbd only pauses it, nobody sees", replaced_by_autoarr),
    ("A good download that Radarr does not import", imported_by_hand),
    (f"{CROWD} episodes fail alike within a moment", many_fail_alike),
    ("A full disk holds a download up", disk_full),
)


async def _grabbed(story: Story, scenario: str) -> str:
    """Begin a scenario with a film, and return the id of its first download."""
    played = await story.play(scenario, media="movie")
    download_id: str = played["download_ids"][0]
    release = await story.release_of(download_id)
    story.say(f"{played['title']}: Radarr grabs {release}")
    return download_id


async def _watchable(story: Story, media: Json) -> None:
    """Let Plex look for a film and wait until it has it."""
    await story.home.press("scan_library")
    await story.until(
        lambda: story.is_in_plex(media),
        f"{media['title']} ({media['year']}) is in Plex, ready to watch",
    )


async def _is_blocklisted(story: Story, title: str) -> bool:
    return title in await story.blocklist()


async def _alarmed_once(story: Story) -> None:
    """Wait for the one repair issue, and read it out."""
    await story.until(lambda: _has_alarms(story, 1), "one repair issue, and one only")
    for alarm in await story.alarms():
        story.say(f"> {alarm}")


async def _has_alarms(story: Story, number: int) -> bool:
    return len(await story.alarms()) == number


async def _are_all_held(story: Story) -> bool:
    answer = await story.home.act("autoarr", "get_failed_downloads", resolved=False)
    blamed = [failure["blames"] for failure in answer["failures"]]
    return blamed == ["system"] * CROWD
