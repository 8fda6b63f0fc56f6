"""Invented films and series, as many as a year of failures needs."""

from itertools import product
from random import Random

from simulator.catalogue import Catalogue, MovieTitle, SeriesTitle

_FIRST = [
    "Amber",
    "Silent",
    "Crimson",
    "Hollow",
    "Velvet",
    "Frozen",
    "Golden",
    "Restless",
    "Distant",
    "Broken",
    "Quiet",
    "Burning",
    "Hidden",
    "Paper",
    "Winter",
    "Copper",
    "Scarlet",
    "Gentle",
    "Northern",
    "Wandering",
    "Ivory",
    "Salted",
    "Thunder",
    "Marble",
    "Electric",
]
_SECOND = [
    "Harbour",
    "Lantern",
    "Orchard",
    "Meridian",
    "Sparrow",
    "Canyon",
    "Ledger",
    "Orchestra",
    "Compass",
    "Glacier",
    "Carousel",
    "Fountain",
    "Railway",
    "Cathedral",
    "Monsoon",
    "Archive",
    "Voyage",
    "Garden",
    "Beacon",
    "Puzzle",
    "Kingdom",
    "Market",
    "Tunnel",
    "Mirror",
    "Tower",
]
_THIRD = [
    "Road",
    "Song",
    "Hour",
    "Island",
    "Letter",
    "Season",
    "Bridge",
    "Theory",
    "Night",
    "Promise",
    "Machine",
    "River",
]
_RUNTIME = 30
"""Minutes; short films are soon downloaded."""
_YEAR = 2019
_EPISODES = 3


def catalogue(seed: int) -> Catalogue:
    """Return a catalogue of 3,750 films and as many series of one season each."""
    names = [" ".join(words) for words in product(_FIRST, _SECOND, _THIRD)]
    Random(seed).shuffle(names)
    half = len(names) // 2
    movies = [
        MovieTitle(
            title=name,
            year=_YEAR,
            also=(),
            runtime=_RUNTIME,
            genres=("Drama",),
            popularity=10,
            collection=None,
            tmdb_id=100_000 + number,
            imdb_id=f"tt1{100_000 + number:07d}",
        )
        for number, name in enumerate(names[:half])
    ]
    series = [
        SeriesTitle(
            title=name,
            year=_YEAR,
            also=(),
            seasons=((1, _EPISODES),),
            ended=True,
            popularity=10,
            kind="standard",
            tvdb_id=70_000 + number,
            tmdb_id=1_070_000 + number,
            imdb_id=f"tt2{70_000 + number:07d}",
        )
        for number, name in enumerate(names[half:])
    ]
    return Catalogue(movies, series)
