"""Which title is meant: one, several that must be asked about, or none."""

from dataclasses import replace

import pytest

from custom_components.autoarr.requests.model import (
    Age,
    Candidate,
    Episode,
    Intent,
    MediaType,
    SeasonWord,
    Understood,
    Verdict,
)
from custom_components.autoarr.requests.parser import understand
from custom_components.autoarr.requests.resolver import (
    Index,
    fame,
    lookup_terms,
    resolve,
)

MOVIE, SERIES = MediaType.MOVIE, MediaType.SERIES


def _film(title: str, year: int, votes: int | None = 1000, *also: str) -> Candidate:
    popularity = None if votes is None else fame(votes)
    return Candidate(MOVIE, title, year, alternate_titles=also, popularity=popularity)


def _show(
    title: str, year: int, votes: int = 1000, seasons: int = 3, *also: str
) -> Candidate:
    return Candidate(
        SERIES,
        title,
        year,
        alternate_titles=also,
        popularity=fame(votes),
        seasons=tuple(range(1, seasons + 1)),
    )


def _asked(title: str, **said: object) -> Understood:
    plain = Understood(Intent.REQUEST_MEDIA, title=title)
    return replace(plain, **said)  # type: ignore[arg-type]


TITANIC = _film("Titanic", 1997, 25_000)
DUNE = (_film("Dune", 2021, 13_000), _film("Dune", 1984, 3_000))
OFFICE = (
    _show("The Office (US)", 2005, 4_000, 9),
    _show("The Office (UK)", 2001, 600, 2),
)


def test_a_famous_film_is_taken_though_an_unknown_one_bears_its_name() -> None:
    found = resolve(_asked("titanic"), [_film("Titanic", 1953, 100), TITANIC])
    assert (found.verdict, found.candidates) == (Verdict.SURE, (TITANIC,))


def test_two_well_known_namesakes_are_asked_about_the_better_known_first() -> None:
    found = resolve(_asked("dune"), DUNE[::-1])
    assert (found.verdict, found.candidates) == (Verdict.ASK, DUNE)


def test_namesakes_whose_fame_is_unknown_are_asked_about() -> None:
    unknown = [_film("Dune", 2021, None), _film("Dune", 1984, None)]
    assert resolve(_asked("dune"), unknown).verdict is Verdict.ASK
    assert resolve(_asked("dune"), [DUNE[0], unknown[1]]).verdict is Verdict.ASK


def test_a_year_age_kind_or_country_that_was_said_decides() -> None:
    assert resolve(_asked("dune", year=1984), DUNE).candidates == DUNE[1:]
    assert resolve(_asked("dune", year=1985), DUNE).candidates == DUNE[1:]
    assert resolve(_asked("dune", age=Age.NEWEST), DUNE).candidates == DUNE[:1]
    assert resolve(_asked("dune", age=Age.OLDEST), DUNE).candidates == DUNE[1:]
    both = (_film("Fargo", 1996), _show("Fargo", 2014))
    assert resolve(_asked("fargo", media_type=SERIES), both).candidates == both[1:]
    assert resolve(_asked("the office", country="UK"), OFFICE).candidates == OFFICE[1:]


def test_a_season_that_only_one_of_them_has_decides() -> None:
    found = resolve(_asked("the office", seasons=(7,)), OFFICE)
    assert (found.verdict, found.candidates) == (Verdict.SURE, OFFICE[:1])
    episode = (Episode(8, 1),)
    assert (
        resolve(_asked("the office", episodes=episode), OFFICE).candidates == OFFICE[:1]
    )
    every = resolve(_asked("the office", seasons=SeasonWord.ALL), OFFICE)
    assert every.verdict is Verdict.ASK


def test_what_fits_by_name_but_not_by_what_was_said_is_never_taken_unasked() -> None:
    found = resolve(_asked("titanic", year=2012), [TITANIC])
    assert (found.verdict, found.candidates) == (Verdict.ASK, (TITANIC,))
    found = resolve(_asked("titanic", media_type=SERIES), [TITANIC])
    assert found.verdict is Verdict.ASK


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("amelie", "Amélie"),
        ("wall e", "WALL·E"),
        ("mash", "M*A*S*H"),
        ("rocky two", "Rocky II"),
        ("twenty eight days later", "28 Days Later"),
        ("blade runner twenty forty nine", "Blade Runner 2049"),
        ("achtundzwanzig tage später", "28 Tage später"),
        ("deux mille douze", "2012"),
        ("mr and mrs smith", "Mr. & Mrs. Smith"),
        (
            "lord of the rings return of the king",
            "The Lord of the Rings: The Return of the King",
        ),
        ("kill bill volume one", "Kill Bill: Vol. 1"),
        ("dune 2", "Dune: Part Two"),
        ("friday the thirteenth", "Friday the 13th"),
        (
            "eternal sunshine of the spotles mind",
            "Eternal Sunshine of the Spotless Mind",
        ),
        ("inceptoin", "Inception"),
        ("borat", "Borat: Cultural Learnings of America"),
        ("eternal sunshine", "Eternal Sunshine of the Spotless Mind"),
        ("eight and a half", "8½"),
        ("three percent", "3%"),
    ],
)
def test_a_title_is_known_however_it_is_written(said: str, title: str) -> None:
    others = [_film("Rocky III", 1982), _film("28 Weeks Later", 2007), TITANIC]
    found = resolve(_asked(said), [*others, _film(title, 2000)])
    assert found.verdict is Verdict.SURE
    assert found.candidates[0].title == title


@pytest.mark.parametrize(
    "said", ["the purple walrus returns", "rocky 7", "up", "quantum gardeners", "ted"]
)
def test_a_title_that_nobody_knows_is_not_taken_for_another(said: str) -> None:
    known = [
        _film("Rocky II", 1979),
        _film("Upgrade", 2018),
        _show("Ted Lasso", 2020),
        _film("The Purple Rose of Cairo", 1985),
    ]
    assert resolve(_asked(said), known).verdict is Verdict.NOTHING


def test_a_slip_that_could_be_another_title_is_asked_about() -> None:
    found = resolve(_asked("alein"), [_film("Alien", 1979)])
    assert found.verdict is Verdict.ASK


def test_the_article_tells_two_titles_apart() -> None:
    squads = (_film("Suicide Squad", 2016, 20_000), _film("The Suicide Squad", 2021))
    assert resolve(_asked("the suicide squad"), squads).candidates == squads[1:]
    assert resolve(_asked("suicide squad"), squads).candidates == squads[:1]
    assert resolve(_asked("lion king"), [_film("The Lion King", 1994)]).candidates


def test_the_new_one_may_be_the_sequel_that_just_followed() -> None:
    dunes = (
        Candidate(MediaType.MOVIE, "Dune", 1984),
        Candidate(MediaType.MOVIE, "Dune", 2021),
        Candidate(MediaType.MOVIE, "Dune: Part Two", 2024),
        Candidate(MediaType.MOVIE, "Dune: Part Nine", 2040),
    )
    new = resolve(understand("get the new Dune in 4K", "en"), dunes)
    assert (new.verdict, new.candidates) == (Verdict.ASK, dunes[1:3])
    newest = resolve(understand("get the newest Dune in 4K", "en"), dunes)
    assert (newest.verdict, newest.candidates) == (Verdict.SURE, dunes[1:2])


def test_a_franchise_is_asked_about_and_its_newest_film_can_be_named() -> None:
    wicks = tuple(
        replace(_film(title, year), collection="John Wick Collection")
        for title, year in (
            ("John Wick", 2014),
            ("John Wick: Chapter 2", 2017),
            ("John Wick: Chapter 4", 2023),
        )
    )
    newest = resolve(_asked("john wick", age=Age.NEWEST), wicks)
    assert (newest.verdict, newest.candidates) == (Verdict.SURE, wicks[2:])
    every = resolve(_asked("john wick", whole_collection=True), wicks)
    assert (every.verdict, every.candidates) == (Verdict.ASK, wicks)
    sequels = wicks[1:]
    assert resolve(_asked("john wick"), sequels).verdict is Verdict.ASK
    oldest = resolve(_asked("john wick", age=Age.OLDEST), sequels)
    assert oldest.candidates == sequels[:1]


def test_a_name_known_only_with_a_year_in_brackets_is_the_lesser_namesake() -> None:
    boats = (
        replace(_film("Das Boot", 1981), popularity=74),
        replace(_show("Das Boot (1985)", 1985), popularity=36),
    )
    assert resolve(_asked("das boot"), boats).candidates == boats[:1]
    doctors = (
        replace(_show("Doctor Who", 1963), popularity=60),
        replace(_show("Doctor Who (2005)", 2005), popularity=84),
    )
    assert resolve(_asked("doctor who"), doctors).verdict is Verdict.ASK


def test_the_words_that_a_title_keeps_depend_on_which_titles_exist() -> None:
    wonder = understand("get wonder woman 1984", "en")
    film = _film("Wonder Woman 1984", 2020)
    found = resolve(wonder, [film, _film("Wonder Woman", 2017)])
    assert (found.candidates, found.understood.year) == ((film,), None)
    mutants = understand("add the new mutants", "en")
    film = _film("The New Mutants", 2020)
    assert resolve(mutants, [film]).understood.age is None


def test_what_is_there_is_meant_when_something_is_to_be_cancelled() -> None:
    there = replace(DUNE[1], in_library=True)
    said = understand("cancel dune", "en")
    assert resolve(said, [DUNE[0], there]).candidates == (there,)
    assert (
        resolve(understand("add dune", "en"), [DUNE[0], there]).verdict is Verdict.ASK
    )


def test_a_bare_title_is_a_request_only_if_it_exists() -> None:
    said = understand("titanic", "en")
    found = resolve(said, [TITANIC])
    assert found.understood.intent is Intent.REQUEST_MEDIA
    assert found.verdict is Verdict.SURE
    nothing = resolve(said, [DUNE[0]])
    assert (nothing.verdict, nothing.understood.intent) == (
        Verdict.NOTHING,
        Intent.NONE,
    )


def test_a_sentence_without_a_title_resolves_to_nothing() -> None:
    assert (
        resolve(understand("pause all downloads", "en"), DUNE).verdict
        is Verdict.NOTHING
    )


def test_look_ups_are_asked_for_the_likeliest_title_first_and_for_few() -> None:
    terms = lookup_terms(understand("get the new robocop movie from 2014 in hd", "en"))
    assert terms[0] == "robocop"
    assert len(terms) <= 3
    assert lookup_terms(understand("stop", "en")) == ()


def test_an_index_answers_as_its_candidates_do() -> None:
    index = Index(DUNE)
    assert resolve(_asked("dune"), index) == resolve(_asked("dune"), DUNE)


def test_fame_is_a_matter_of_magnitudes() -> None:
    assert fame(0) == 0
    assert fame(10**9) == 100
    assert fame(100_000) - fame(1_000) == pytest.approx(40, abs=0.1)
