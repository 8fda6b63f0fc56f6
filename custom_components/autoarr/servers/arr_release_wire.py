"""Releases, quality profiles and files to import, over the wire and as snapshots.

They are read when a recovery needs them, never on a timer.
"""

import msgspec

from .decoding import ByteCount, Reader, Wire
from .models import ImportCandidate, ProfileQuality, QualityProfile, Release


class WireQuality(Wire):
    """A quality."""

    id: int
    name: str | None = None


class WireQualityModel(Wire):
    """A quality with its revision."""

    quality: WireQuality | None = None


class WireItem(Wire):
    """A film, series or episode of which the id matters only."""

    id: int


class WireRelease(Wire):
    """A release of GET release."""

    guid: str
    indexer_id: int
    title: str | None = None
    indexer: str | None = None
    protocol: str = "unknown"
    size: ByteCount = 0
    age_hours: float | None = None
    quality: WireQualityModel | None = None
    rejected: bool = False
    temporarily_rejected: bool = False
    rejections: list[str] | None = None
    download_allowed: bool = True
    full_season: bool = False
    mapped_movie_id: int | None = None
    mapped_series_id: int | None = None
    mapped_episode_info: list[WireItem] | None = None


class WireImportCandidate(Wire):
    """A file of GET manualimport."""

    path: str
    name: str | None = None
    folder_name: str | None = None
    size: ByteCount = 0
    download_id: str | None = None
    movie: WireItem | None = None
    series: WireItem | None = None
    episodes: list[WireItem] | None = None
    quality: dict[str, object] | None = None
    languages: list[object] | None = None
    release_group: str | None = None
    release_type: str | None = None
    indexer_flags: int | None = None
    rejections: object = None


class WireProfileItem(Wire):
    """A quality of a profile, or a group of them with an id of its own."""

    id: int = 0
    quality: WireQuality | None = None
    items: list[WireProfileItem] | None = None
    allowed: bool = False


class WireProfile(Wire):
    """A profile of GET qualityprofile."""

    id: int
    name: str | None = None
    upgrade_allowed: bool = False
    cutoff: int = 0
    items: list[WireProfileItem] | None = None


RELEASES = Reader(list[WireRelease], "release")
IMPORT_CANDIDATES = Reader(list[WireImportCandidate], "manualimport")
PROFILES = Reader(list[WireProfile], "qualityprofile")


def release(wire: WireRelease) -> Release:
    """Return what the app says of a release."""
    quality = wire.quality.quality if wire.quality else None
    return Release(
        guid=wire.guid,
        indexer_id=wire.indexer_id,
        title=wire.title or "",
        indexer=wire.indexer or None,
        protocol=wire.protocol,
        size=int(wire.size),
        age=wire.age_hours,
        quality=quality.name if quality else None,
        rejected=wire.rejected or wire.temporarily_rejected or bool(wire.rejections),
        rejections=tuple(wire.rejections or ()),
        download_allowed=wire.download_allowed,
        full_season=wire.full_season,
        movie_id=wire.mapped_movie_id or None,
        series_id=wire.mapped_series_id or None,
        episode_ids=tuple(item.id for item in wire.mapped_episode_info or ()),
    )


def import_candidate(wire: WireImportCandidate) -> ImportCandidate:
    """Return what the app says of a file; what nobody here looks at stays as it is."""
    quality = (wire.quality or {}).get("quality")
    name = quality.get("name") if isinstance(quality, dict) else None
    details = {
        "folderName": wire.folder_name,
        "quality": wire.quality,
        "languages": wire.languages,
        "releaseGroup": wire.release_group,
        "releaseType": wire.release_type,
        "indexerFlags": wire.indexer_flags,
    }
    told = {key: value for key, value in details.items() if value is not None}
    return ImportCandidate(
        path=wire.path,
        name=wire.name or "",
        folder=wire.folder_name or "",
        size=int(wire.size),
        download_id=wire.download_id or None,
        movie_id=(wire.movie.id or None) if wire.movie else None,
        series_id=(wire.series.id or None) if wire.series else None,
        episode_ids=tuple(item.id for item in wire.episodes or ()),
        quality=name if isinstance(name, str) else None,
        rejections=_rejections(wire.rejections),
        details=msgspec.json.encode(told).decode(),
    )


def _rejections(said: object) -> tuple[str, ...]:
    """Return why a file would not be imported; what cannot be read is a reason too."""
    if said is None:
        return ()
    if not isinstance(said, list):
        return ("",)
    reasons = [each.get("reason") if isinstance(each, dict) else each for each in said]
    return tuple(text if isinstance(text, str) else "" for text in reasons)


def file_to_import(candidate: ImportCandidate) -> dict[str, object]:
    """Return a file as the command ManualImport wants it."""
    told: dict[str, object] = msgspec.json.decode(candidate.details)
    told["path"] = candidate.path
    if candidate.download_id is not None:
        told["downloadId"] = candidate.download_id
    if candidate.movie_id is not None:
        told["movieId"] = candidate.movie_id
    if candidate.series_id is not None:
        told["seriesId"] = candidate.series_id
        told["episodeIds"] = list(candidate.episode_ids)
    return told


def profile(wire: WireProfile) -> QualityProfile:
    """Return what a quality profile allows."""
    qualities: list[ProfileQuality] = []
    cutoff = None
    for rank, item in enumerate(wire.items or ()):
        members = item.items or [item]
        ids = {item.id, *(each.quality.id for each in members if each.quality)}
        if wire.cutoff and wire.cutoff in ids:
            cutoff = rank
        if item.allowed:
            qualities.extend(
                ProfileQuality(
                    id=each.quality.id, name=each.quality.name or "", rank=rank
                )
                for each in members
                if each.quality
            )
    return QualityProfile(
        id=wire.id,
        name=wire.name or "",
        qualities=tuple(qualities),
        upgrade_allowed=wire.upgrade_allowed,
        cutoff=cutoff,
    )
