"""Which files of a finished download are imported by hand, or why none. Pure.

The app does what it is told here without a question, so whatever is not clearly what
was grabbed is left to a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
import re

import msgspec

from ..servers.models import Episode, ImportCandidate, Movie, Series
from .model import Message
from .writes import ImportFiles

VIDEO = frozenset(
    {
        ".avi",
        ".divx",
        ".m2ts",
        ".m4v",
        ".mk3d",
        ".mkv",
        ".mov",
        ".mp4",
        ".mpeg",
        ".mpg",
        ".ogm",
        ".ts",
        ".webm",
        ".wmv",
    }
)
"""Films and episodes come as these; disk images, playlists and links are not among them."""
HARMLESS = frozenset(
    {
        ".ass",
        ".gif",
        ".idx",
        ".jpeg",
        ".jpg",
        ".md5",
        ".nfo",
        ".nzb",
        ".par2",
        ".png",
        ".sfv",
        ".srr",
        ".srs",
        ".srt",
        ".ssa",
        ".sub",
        ".sup",
        ".txt",
        ".url",
        ".vtt",
        ".webp",
        ".xml",
    }
)
"""What may lie beside a film and is never imported by hand."""

_SAMPLE = "sample"
_NOT_MATCHED = re.compile(
    r"unknown (movie|series)( for file: .*)?|unable to parse file"
)
_EPISODES = re.compile(
    r"(?<![a-z0-9])s(?P<season>\d{1,4})[ ._-]?(?P<episodes>e\d{1,4}(?:[ ._-]{0,3}e\d{1,4})*)"
    r"(?P<range>-\d{1,3}(?![\dp]))?(?!\d)",
    re.IGNORECASE,
)
_EXTRA = re.compile(
    r"(?<![a-z])(samples?|trailers?|extras?|featurettes?|proof)(?![a-z])", re.IGNORECASE
)
_COUNTRIES = frozenset({"au", "ca", "ie", "nz", "uk", "us"})
"""What tells series of one name apart."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?![\dp])", re.IGNORECASE)
_YEARS_APART = 1
"""A film's year differs by country and by who tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is imported.

    Attributes:
        files: The files, each with the ids of what it is.
        objection: Why nothing is imported, for people; None when something is.
        detail: The same more precisely, for the journal.
    """

    files: tuple[ImportCandidate, ...] = ()
    objection: Message | None = None
    detail: str = ""


class _Objection(Exception):
    """Something speaks against importing a download without a person's look."""

    def __init__(self, key: str, text: str, name: str = "") -> None:
        """Keep it in words for people and for the journal.

        Args:
            key: Of the sentence for people.
            text: What speaks against it, in English.
            name: The file or name that it is about.
        """
        super().__init__(f"{name}: {text}" if name else text)
        placeholders = {"file": name, "answer": text} if name else {}
        self.why = Message(key=key, placeholders=placeholders)


def accepted(
    candidates: Sequence[ImportCandidate],
    write: ImportFiles,
    title: Movie | Series,
    episodes: Sequence[Episode] = (),
) -> Verdict:
    """Return the files to import: all that are films or episodes, or none of them.

    Args:
        candidates: Every file that the app sees in the download.
        write: What was grabbed.
        title: The film or series that was grabbed.
        episodes: All episodes of the series.
    """
    try:
        videos = _videos(candidates, write)
        if isinstance(title, Movie):
            files = [_as_film(videos, write, title)]
        else:
            files = _as_episodes(videos, write, title, episodes)
    except _Objection as err:
        return Verdict(objection=err.why, detail=str(err))
    return Verdict(
        files=tuple(
            msgspec.structs.replace(file, download_id=write.download_id)
            for file in files
        )
    )


def _videos(
    candidates: Sequence[ImportCandidate], write: ImportFiles
) -> list[ImportCandidate]:
    """Return the video files that are no samples."""
    videos = []
    for file in candidates:
        if file.download_id and file.download_id.lower() != write.download_id.lower():
            raise _other(file, "belongs to another download")
        suffix = PurePosixPath(_file_name(file)).suffix.lower()
        if suffix in HARMLESS:
            continue
        if suffix not in VIDEO:
            raise _Objection(
                "reason_import_not_video", "is no video file", _file_name(file)
            )
        if {reason.strip().lower() for reason in file.rejections} == {_SAMPLE}:
            continue
        _check(file)
        _check_place(file, write.title)
        videos.append(file)
    if not videos:
        raise _Objection("reason_import_nothing", "no video file that is no sample")
    if len({file.path for file in videos}) < len(videos):
        raise _Objection("reason_import_several", "a file is listed twice")
    return videos


def _check(file: ImportCandidate) -> None:
    """Object to what the app objects to, other than not knowing what a file is."""
    known = _is_matched(file)
    for reason in file.rejections:
        if known or not _NOT_MATCHED.fullmatch(reason.strip().lower()):
            raise _Objection(
                "reason_import_rejected", reason or "rejected", _file_name(file)
            )
    if not known and not file.rejections:
        raise _unclear(file, "is something that the app does not name")
    if not known and _EXTRA.search(file.path):
        # The app looks for samples only among what it can match.
        raise _unclear(file, "is named like a sample or an extra")
    if file.quality is None:
        raise _unclear(file, "has a quality that the app does not name")


def _check_place(file: ImportCandidate, release: str) -> None:
    """Object to a file that bears the release's name neither itself nor in a folder.

    A download that was unpacked into a folder of many shows others' files as its own.
    """
    name = _letters(release)
    parts = (*re.split(r"[/\\]", file.path), file.folder)
    if not any(_letters(part).startswith(name) for part in parts if part):
        raise _other(file, f"does not lie in the folder of {release}")


def _is_matched(file: ImportCandidate) -> bool:
    """Return whether the app found out which film or episode a file is."""
    return file.movie_id is not None or bool(file.episode_ids)


def _as_film(
    videos: list[ImportCandidate], write: ImportFiles, film: Movie
) -> ImportCandidate:
    if len(videos) > 1:
        raise _Objection(
            "reason_import_several", f"{len(videos)} video files for one film"
        )
    (file,) = videos
    if file.series_id is not None or file.episode_ids:
        raise _other(file, "is taken for an episode")
    if file.movie_id not in (None, write.media_id) or film.id != write.media_id:
        raise _other(file, "is taken for another film")
    if film.has_file and not _is_matched(file):
        # The app compares with the file it has only what it can match.
        raise _Objection("reason_import_there", "has a file already", film.title)
    names = (_stem(file), file.folder, write.title)
    if any(_EPISODES.search(name) for name in names):
        raise _other(file, "is named like an episode")
    for name in names:
        _check_year(name, film)
    return msgspec.structs.replace(file, movie_id=write.media_id)


def _as_episodes(
    videos: list[ImportCandidate],
    write: ImportFiles,
    series: Series,
    episodes: Sequence[Episode],
) -> list[ImportCandidate]:
    if series.id != write.media_id:
        raise _Objection(
            "reason_import_other", "is not the series that was grabbed", series.title
        )
    alone = len(videos) == 1
    files = [_as_episode(file, write, series, episodes, alone=alone) for file in videos]
    claimed = list(chain.from_iterable(file.episode_ids for file in files))
    if len(set(claimed)) < len(claimed):
        raise _Objection("reason_import_several", "two files are the same episode")
    return files


def _as_episode(
    file: ImportCandidate,
    write: ImportFiles,
    series: Series,
    episodes: Sequence[Episode],
    *,
    alone: bool,
) -> ImportCandidate:
    if file.movie_id is not None:
        raise _other(file, "is taken for a film")
    if file.series_id not in (None, write.media_id):
        raise _other(file, "is taken for another series")
    ids = file.episode_ids
    if not ids:
        numbers = _numbers(_stem(file))
        if numbers is None and alone:
            # A file alone goes by the name of its release, as the app would have it.
            numbers = _numbers(file.folder) or _numbers(write.title)
        ids = _ids_of(numbers, episodes)
    if not ids:
        raise _unclear(file, "is an episode that nobody can name")
    there = {each.id for each in episodes if each.has_file}
    if not _is_matched(file) and not there.isdisjoint(ids):
        raise _Objection("reason_import_there", "has a file already", _file_name(file))
    if not set(ids) <= set(write.episode_ids):
        raise _other(file, "is an episode that was not grabbed")
    for name in (_stem(file), file.folder, write.title):
        if match := _EPISODES.search(name):
            _check_year(name[: match.start()], series)
            _check_country(name[: match.start()], series)
    return msgspec.structs.replace(file, series_id=write.media_id, episode_ids=ids)


def _ids_of(
    numbers: tuple[int, frozenset[int]] | None, episodes: Sequence[Episode]
) -> tuple[int, ...]:
    """Return Sonarr's ids of episodes; none unless it knows each of them."""
    if numbers is None:
        return ()
    season, wanted = numbers
    found = [
        each for each in episodes if each.season == season and each.episode in wanted
    ]
    return tuple(each.id for each in found) if len(found) == len(wanted) else ()


def _numbers(name: str) -> tuple[int, frozenset[int]] | None:
    """Return the season and the episodes that a name tells, if it tells them once."""
    found = list(_EPISODES.finditer(name))
    if len(found) != 1 or found[0]["range"]:
        return None
    (match,) = found
    numbers = frozenset(map(int, re.findall(r"\d+", match["episodes"])))
    if max(numbers) - min(numbers) >= len(numbers):
        # E01-E03 leaves out what is between, or means it.
        return None
    return int(match["season"]), numbers


def _check_year(name: str, title: Movie | Series) -> None:
    """Object to a name that tells another year than that of the title."""
    own = set(_YEAR.findall(title.title))
    years = [int(year) for year in _YEAR.findall(name) if year not in own]
    if not years or not title.year:
        return
    if all(abs(year - title.year) > _YEARS_APART for year in years):
        raise _Objection(
            "reason_import_other",
            f"tells {years[-1]}, but {title.title} is of {title.year}",
            name,
        )


def _check_country(name: str, series: Series) -> None:
    """Object to a name that tells the country of a series which the title does not."""
    words = re.findall(r"[a-z]+", name.lower())
    known = re.findall(r"[a-z]+", series.title.lower())
    if words and words[-1] in _COUNTRIES and words[-1] not in known:
        raise _Objection(
            "reason_import_other", f"may be another series than {series.title}", name
        )


def _other(file: ImportCandidate, text: str) -> _Objection:
    return _Objection("reason_import_other", text, _file_name(file))


def _unclear(file: ImportCandidate, text: str) -> _Objection:
    return _Objection("reason_import_unclear", text, _file_name(file))


def _letters(name: str) -> str:
    """Return what is left of a name when clients have replaced what they do not like."""
    return "".join(filter(str.isalnum, name.casefold()))


def _file_name(file: ImportCandidate) -> str:
    """Return the file's name; Windows writes its paths with backslashes."""
    return re.split(r"[/\\]", file.path)[-1]


def _stem(file: ImportCandidate) -> str:
    return PurePosixPath(_file_name(file)).stem
