"""Keeps the titles for which all holds that was said beside a name: its year, kind, country."""

from .model import Age, Candidate, Intent, MediaType, Understood
from .titles import country_of


def fitting(reading: Understood, group: list[Candidate]) -> list[Candidate]:
    """Keep the candidates for which all that was said beside the title holds."""
    kind = reading.media_type
    if kind is MediaType.MOVIE and (reading.seasons or reading.episodes):
        return []
    if kind is None and (reading.seasons or reading.episodes):
        kind = MediaType.SERIES
    if kind is not None:
        group = [each for each in group if each.kind is kind]
    wanted = _seasons(reading)
    if wanted:
        group = [
            each for each in group if not each.seasons or wanted <= {*each.seasons}
        ]
    if reading.year is not None:
        exactly = [each for each in group if each.year == reading.year]
        group = exactly or [
            each for each in group if each.year and abs(each.year - reading.year) == 1
        ]
    if reading.decade is not None:
        group = [each for each in group if year_of(each) // 10 * 10 == reading.decade]
    if reading.country is not None:
        group = _of_country(reading.country, group)
    if reading.age is not None and group:
        pick = min if reading.age is Age.OLDEST else max
        group = [pick(group, key=year_of)]
    if reading.rejected is not None:
        wrong = fitting(reading.rejected, group)
        group = [each for each in group if each not in wrong]
    if reading.intent is not Intent.REQUEST_MEDIA:
        # What is asked about or to be stopped is there already.
        group = [each for each in group if each.in_library] or group
    return group


def _of_country(country: str, group: list[Candidate]) -> list[Candidate]:
    named = {id(each): each.country or country_of(each.title) for each in group}
    there = [each for each in group if named[id(each)] == country]
    return there or [each for each in group if named[id(each)] is None]


def _seasons(reading: Understood) -> set[int]:
    if isinstance(reading.seasons, tuple):
        return set(reading.seasons)
    if reading.episodes:
        return {each.season for each in reading.episodes if each.season is not None}
    return set()


def year_of(candidate: Candidate) -> int:
    """Return the year of a title, 0 where nobody knows it."""
    return candidate.year or 0
