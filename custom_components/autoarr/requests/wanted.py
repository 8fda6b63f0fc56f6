"""Which seasons and episodes of a series a request is for: those, and none besides."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from ..servers.models import Episode
from .record import EpisodeWish, Request, Scope, Wish


class NoSuchPart(Exception):
    """The series has no such season or episode."""

    def __init__(self, part: str) -> None:
        """Keep what it has not, as people write it: S09, S02E99."""
        super().__init__(part)
        self.part = part


def seasons_of(wish: Wish, known: Sequence[int]) -> tuple[int, ...]:
    """Return the seasons that are wanted, the specials only where they are named.

    Args:
        wish: What was said, with its scope.
        known: The numbers of the seasons that there are, without the specials.

    Raises:
        NoSuchPart: There is no such season.
    """
    match wish.scope:
        case Scope.FIRST:
            return tuple(known[:1])
        case Scope.LATEST:
            return tuple(known[-1:])
        case Scope.SEASONS:
            for number in wish.seasons:
                if number and number not in known:
                    raise NoSuchPart(f"S{number:02}")
            return tuple(sorted(set(wish.seasons)))
        case Scope.EPISODES:
            for each in wish.episodes:
                if each.season and each.season not in known:
                    raise NoSuchPart(f"S{each.season:02}")
            named = {each.season for each in wish.episodes if each.season is not None}
            return tuple(sorted(named))
        case Scope.FUTURE:
            return ()
        case _:
            return tuple(known)


def episodes_of(
    request: Request, episodes: Iterable[Episode], now: datetime
) -> tuple[Episode, ...]:
    """Return the episodes that a request is for, in their order.

    Raises:
        NoSuchPart: A named episode does not exist.
    """
    ordered = sorted(episodes, key=lambda each: (each.season, each.episode))
    match request.wish.scope:
        case Scope.EPISODES:
            wishes = request.wish.episodes
            found = {_named(wish, ordered, now).id for wish in wishes}
            return tuple(each for each in ordered if each.id in found)
        case Scope.FUTURE:
            return tuple(
                each
                for each in ordered
                if each.season and (not each.air_date or each.air_date > now)
            )
        case _:
            return tuple(each for each in ordered if each.season in request.seasons)


def _named(wish: EpisodeWish, ordered: Sequence[Episode], now: datetime) -> Episode:
    """Return the episode that is named; without its season, of the latest that aired."""
    aired = [each for each in ordered if each.season and has_aired(each, now)]
    season = wish.season
    if season is None and aired:
        season = aired[-1].season
    if wish.number is None:
        aired = [each for each in aired if each.season == season]
        if aired:
            return aired[-1]
    for each in ordered:
        if (each.season, each.episode) == (season, wish.number):
            return each
    number = "" if wish.number is None else f"E{wish.number:02}"
    raise NoSuchPart(f"S{season or 1:02}{number}")


def has_aired(episode: Episode, now: datetime) -> bool:
    """Return whether an episode was broadcast; one that has a file was."""
    if episode.has_file:
        return True
    return episode.air_date is not None and episode.air_date <= now
