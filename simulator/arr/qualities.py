"""Qualities of Sonarr and Radarr: ids, names, order, profiles and definitions.

Facts from the two apps' own tables (Sonarr v4.0.19.2979, Radarr v6.0.3.10276).
"""

from dataclasses import dataclass
from typing import Any

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Quality:
    """One quality as an app knows it; `modifier` exists in Radarr only."""

    id: int
    name: str
    source: str
    resolution: int
    modifier: str | None = None

    def wire(self) -> Json:
        """Return the resource."""
        wire: Json = {
            "id": self.id,
            "name": self.name,
            "source": self.source,
            "resolution": self.resolution,
        }
        if self.modifier is not None:
            wire["modifier"] = self.modifier
        return wire

    def model(self) -> Json:
        """Return the quality with its revision, as releases and files carry it."""
        return {
            "quality": self.wire(),
            "revision": {"version": 1, "real": 0, "isRepack": False},
        }


@dataclass(frozen=True, slots=True)
class Group:
    """Qualities that a profile treats as equal."""

    id: int
    name: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QualityTable:
    """All qualities of one app, worst first, with the groups of its profiles."""

    qualities: dict[int, Quality]
    order: tuple[int | Group, ...]

    def rank(self, quality_id: int) -> int:
        """Return how good a quality is; members of a group are equal."""
        for rank, entry in enumerate(self.order):
            if entry == quality_id:
                return rank
            if isinstance(entry, Group) and quality_id in entry.members:
                return rank
        return 0

    def cutoff_rank(self, cutoff: int) -> int:
        """Return the rank of a profile's cutoff: a quality id or a group id."""
        for rank, entry in enumerate(self.order):
            if isinstance(entry, Group) and entry.id == cutoff:
                return rank
        return self.rank(cutoff)

    def flat(self) -> list[Quality]:
        """All qualities, worst first."""
        flat: list[Quality] = []
        for entry in self.order:
            ids = entry.members if isinstance(entry, Group) else (entry,)
            flat.extend(self.qualities[number] for number in ids)
        return flat

    def items(self, allowed: frozenset[int]) -> list[Json]:
        """Return the tree of a quality profile."""
        items: list[Json] = []
        for entry in self.order:
            if isinstance(entry, Group):
                leaves = [self._leaf(number, allowed) for number in entry.members]
                items.append(
                    {
                        "name": entry.name,
                        "items": leaves,
                        "allowed": any(leaf["allowed"] for leaf in leaves),
                        "id": entry.id,
                    }
                )
            else:
                items.append(self._leaf(entry, allowed))
        return items

    def _leaf(self, number: int, allowed: frozenset[int]) -> Json:
        return {
            "quality": self.qualities[number].wire(),
            "items": [],
            "allowed": number in allowed,
        }

    def profile(
        self,
        number: int,
        name: str,
        cutoff: int,
        allowed: frozenset[int],
        *,
        upgrade: bool = False,
        language: Json | None = None,
    ) -> Json:
        """Return a whole quality profile."""
        profile: Json = {
            "name": name,
            "upgradeAllowed": upgrade,
            "cutoff": cutoff,
            "items": self.items(allowed),
            "minFormatScore": 0,
            "cutoffFormatScore": 0,
            "minUpgradeFormatScore": 1,
            "formatItems": [],
            "id": number,
        }
        if language is not None:
            profile["language"] = language
        return profile

    def definitions(self) -> list[Json]:
        """Return the quality definitions; sizes in MB per minute."""
        rows: list[Json] = []
        for weight, quality in enumerate(self.flat(), 1):
            height = max(quality.resolution, 480)
            rows.append(
                {
                    "id": weight,
                    "quality": quality.wire(),
                    "title": quality.name,
                    "weight": weight,
                    "minSize": round(height / 270, 1),
                    "preferredSize": round(height / 10.8, 1),
                    "maxSize": round(height / 5.4, 1),
                }
            )
        return rows


def allowed_ids(profile: Json) -> frozenset[int]:
    """Return the ids of the qualities that a profile allows."""
    ids: set[int] = set()
    for item in profile["items"]:
        leaves = item["items"] or [item]
        if not item["allowed"]:
            continue
        ids.update(leaf["quality"]["id"] for leaf in leaves if leaf["quality"])
    return frozenset(ids)


def _table(*rows: Quality) -> dict[int, Quality]:
    return {row.id: row for row in rows}


SONARR = QualityTable(
    _table(
        Quality(0, "Unknown", "unknown", 0),
        Quality(1, "SDTV", "television", 480),
        Quality(2, "DVD", "dvd", 480),
        Quality(3, "WEBDL-1080p", "web", 1080),
        Quality(4, "HDTV-720p", "television", 720),
        Quality(5, "WEBDL-720p", "web", 720),
        Quality(6, "Bluray-720p", "bluray", 720),
        Quality(7, "Bluray-1080p", "bluray", 1080),
        Quality(8, "WEBDL-480p", "web", 480),
        Quality(9, "HDTV-1080p", "television", 1080),
        Quality(10, "Raw-HD", "televisionRaw", 1080),
        Quality(12, "WEBRip-480p", "webRip", 480),
        Quality(13, "Bluray-480p", "bluray", 480),
        Quality(14, "WEBRip-720p", "webRip", 720),
        Quality(15, "WEBRip-1080p", "webRip", 1080),
        Quality(16, "HDTV-2160p", "television", 2160),
        Quality(17, "WEBRip-2160p", "webRip", 2160),
        Quality(18, "WEBDL-2160p", "web", 2160),
        Quality(19, "Bluray-2160p", "bluray", 2160),
        Quality(20, "Bluray-1080p Remux", "blurayRaw", 1080),
        Quality(21, "Bluray-2160p Remux", "blurayRaw", 2160),
        Quality(22, "Bluray-576p", "bluray", 576),
    ),
    (
        0,
        1,
        Group(1000, "WEB 480p", (12, 8)),
        2,
        13,
        22,
        4,
        9,
        10,
        Group(1001, "WEB 720p", (14, 5)),
        6,
        Group(1002, "WEB 1080p", (15, 3)),
        7,
        20,
        16,
        Group(1003, "WEB 2160p", (17, 18)),
        19,
        21,
    ),
)

RADARR = QualityTable(
    _table(
        Quality(0, "Unknown", "unknown", 0, "none"),
        Quality(24, "WORKPRINT", "workprint", 0, "none"),
        Quality(25, "CAM", "cam", 0, "none"),
        Quality(26, "TELESYNC", "telesync", 0, "none"),
        Quality(27, "TELECINE", "telecine", 0, "none"),
        Quality(28, "DVDSCR", "dvd", 480, "screener"),
        Quality(29, "REGIONAL", "dvd", 480, "regional"),
        Quality(1, "SDTV", "tv", 480, "none"),
        Quality(2, "DVD", "dvd", 0, "none"),
        Quality(23, "DVD-R", "dvd", 480, "remux"),
        Quality(4, "HDTV-720p", "tv", 720, "none"),
        Quality(9, "HDTV-1080p", "tv", 1080, "none"),
        Quality(16, "HDTV-2160p", "tv", 2160, "none"),
        Quality(8, "WEBDL-480p", "webdl", 480, "none"),
        Quality(5, "WEBDL-720p", "webdl", 720, "none"),
        Quality(3, "WEBDL-1080p", "webdl", 1080, "none"),
        Quality(18, "WEBDL-2160p", "webdl", 2160, "none"),
        Quality(20, "Bluray-480p", "bluray", 480, "none"),
        Quality(21, "Bluray-576p", "bluray", 576, "none"),
        Quality(6, "Bluray-720p", "bluray", 720, "none"),
        Quality(7, "Bluray-1080p", "bluray", 1080, "none"),
        Quality(19, "Bluray-2160p", "bluray", 2160, "none"),
        Quality(30, "Remux-1080p", "bluray", 1080, "remux"),
        Quality(31, "Remux-2160p", "bluray", 2160, "remux"),
        Quality(22, "BR-DISK", "bluray", 1080, "brdisk"),
        Quality(10, "Raw-HD", "tv", 1080, "rawhd"),
        Quality(12, "WEBRip-480p", "webrip", 480, "none"),
        Quality(14, "WEBRip-720p", "webrip", 720, "none"),
        Quality(15, "WEBRip-1080p", "webrip", 1080, "none"),
        Quality(17, "WEBRip-2160p", "webrip", 2160, "none"),
    ),
    (
        0,
        24,
        25,
        26,
        27,
        28,
        29,
        1,
        2,
        23,
        Group(1000, "WEB 480p", (8, 12)),
        20,
        21,
        4,
        Group(1001, "WEB 720p", (5, 14)),
        6,
        9,
        Group(1002, "WEB 1080p", (3, 15)),
        7,
        30,
        16,
        Group(1003, "WEB 2160p", (18, 17)),
        19,
        31,
        22,
        10,
    ),
)

SD = frozenset({1, 2, 8, 12})
HD_720 = frozenset({4, 5, 14, 6})
HD_1080 = frozenset({9, 3, 15, 7})
ULTRA_HD = frozenset({16, 17, 18, 19})


def standard_profiles(table: QualityTable, language: Json | None) -> list[Json]:
    """Return the profiles that a fresh install has."""
    every = SD | HD_720 | HD_1080 | ULTRA_HD
    return [
        table.profile(1, "Any", 1, every, language=language),
        table.profile(2, "SD", 1, SD, language=language),
        table.profile(3, "HD-720p", 4, HD_720, language=language),
        table.profile(4, "HD-1080p", 9, HD_1080, upgrade=True, language=language),
        table.profile(5, "Ultra-HD", 16, ULTRA_HD, language=language),
        table.profile(
            6,
            "HD - 720p/1080p",
            1002,
            HD_720 | HD_1080,
            upgrade=True,
            language=language,
        ),
    ]
