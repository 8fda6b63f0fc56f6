"""Sentences in six languages mean what people mean by them."""

from collections.abc import Callable
from functools import cache
from io import StringIO
import json
from pathlib import Path
import time
from typing import Any

from hypothesis import example, given, settings, strategies as st
import pytest

from benchmarks.requests.labels import (
    DATA,
    Labelled,
    adds_wrongly,
    differences,
    read_labelled,
)
from custom_components.autoarr.requests import understand as command
from custom_components.autoarr.requests.catalogue import read_catalogue
from custom_components.autoarr.requests.language import LANGUAGES, prepare
from custom_components.autoarr.requests.model import (
    Age,
    Episode,
    Intent,
    MediaType,
    Quality,
    SeasonWord,
    Verdict,
)
from custom_components.autoarr.requests.parser import understand
from custom_components.autoarr.requests.resolver import Index, resolve
from custom_components.autoarr.requests.titles import base, keys
from simulator.catalogue import DATA as CATALOGUE

OWN = Path(__file__).parent / "data" / "sentences.json"
OTHER = Path(__file__).parent / "data" / "other_author.json"
LATER = (
    *("third", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth"),
)
OTHERS = [Path(__file__).parent / "data" / f"{which}_author.json" for which in LATER]
"""Sentences of other authors, read at first sight; then the grammars were mended."""
SETS = (DATA, OWN, OTHER)
REACHED = 0.97
SAMPLED = 29
"""Of so many titles one is looked for in several wordings: all of them take minutes."""
LONGEST = 10_000


@pytest.fixture(scope="module")
def index() -> Index:
    """Return all titles that the simulated look-ups know."""
    prepare()
    return Index(read_catalogue(CATALOGUE))


type Read = list[tuple[Labelled, dict[str, Any]]]


@pytest.fixture(scope="module")
def read(index: Index) -> Callable[[Path], Read]:
    """Return what pairs the sentences of a file with what is understood of them."""

    @cache
    def read(path: Path) -> Read:
        sentences = read_labelled(path)
        lines = [
            json.dumps({"id": each.id, "lang": each.language, "text": each.text})
            for each in sentences
        ]
        out, errors = StringIO(), StringIO()
        assert command.run(lines, index, out, errors) == 0
        found = [json.loads(line) for line in out.getvalue().splitlines()]
        return list(zip(sentences, found, strict=True))

    return read


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_sentences_mean_what_they_are_labelled_with(
    path: Path, read: Callable[[Path], Read]
) -> None:
    sentences = read(path)
    assert len(sentences) >= 200
    wrong = [
        f"{each.id} {each.text!r}: {differing}"
        for each, one in sentences
        if (differing := differences(one, each.expected))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_most_wordings_of_other_authors_are_understood(
    path: Path, read: Callable[[Path], Read]
) -> None:
    right = [not differences(one, each.expected) for each, one in read(path)]
    assert sum(right) / len(right) >= REACHED


@pytest.mark.parametrize("path", [*SETS, *OTHERS], ids=lambda path: path.stem)
def test_nothing_is_added_unasked_that_was_not_asked_for(
    path: Path, read: Callable[[Path], Read]
) -> None:
    for each, found in read(path):
        assert not adds_wrongly(found, each.expected), each.text


def test_a_sentence_of_unknown_language_is_read_in_the_one_that_fits() -> None:
    for text, language in (
        ("lade bitte Inception herunter", "de"),
        ("télécharge la saison deux de dark", "fr"),
        ("quiero la segunda temporada de dark", "es"),
        ("voeg Inception toe aan de lijst", "nl"),
        ("scarica la seconda stagione di dark", "it"),
        ("please get season two of dark", "en"),
    ):
        found = understand(text)
        assert found.intent is Intent.REQUEST_MEDIA, text
        assert found.language == language, text


def test_another_language_than_the_known_one_is_understood_too() -> None:
    found = understand("please download season two of severance", "de-AT")
    assert (found.intent, found.title) == (Intent.REQUEST_MEDIA, "severance")


def test_what_is_said_beside_a_title_is_told_apart() -> None:
    found = understand("get the new robocop movie from 2014 in 4k please", "en")
    assert found.title == "robocop"
    assert found.media_type is MediaType.MOVIE
    assert (found.year, found.age) == (2014, Age.NEW)
    assert found.quality is Quality.UHD
    assert "the new robocop movie from 2014" in [each.title for each in found.readings]


def test_a_list_of_seasons_and_episodes_is_counted() -> None:
    assert understand("get seasons one to three of lost", "en").seasons == (1, 2, 3)
    assert understand("add every season of lost", "en").seasons is SeasonWord.ALL
    assert understand("get episodes 3 to 5 of season 2 of lost", "en").episodes == (
        Episode(2, 3),
        Episode(2, 4),
        Episode(2, 5),
    )


def test_what_may_be_anything_is_a_request_only_if_a_title_is_called_so() -> None:
    found = understand("severance", "en")
    assert found.intent is Intent.NONE
    assert found.if_known is not None
    assert found.if_known.title == "severance"
    doubtful = understand("get me a taxi to the airport", "en")
    assert (doubtful.intent, doubtful.title) == (Intent.NONE, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_deleting_everything_is_never_a_request(language: str) -> None:
    said = {
        "en": "delete all my movies",
        "de": "lösche alle meine filme",
        "fr": "supprime tous mes films",
        "es": "borra todas mis películas",
        "nl": "verwijder al mijn films",
        "it": "cancella tutti i miei film",
    }
    found = understand(said[language], language)
    assert found.intent is Intent.NONE
    assert found.if_known is None


def test_bad_lines_are_named_and_the_others_are_read(index: Index) -> None:
    out, errors = StringIO(), StringIO()
    lines = ["{", "", '{"id": 1}', '[1]\n{"id": 2}', '{"text": "add Dune"}']
    assert command.run(lines, index, out, errors) == 3
    assert [line.split(":")[0] for line in errors.getvalue().splitlines()] == [
        "line 1",
        "line 3",
        "line 4",
    ]
    (found,) = [json.loads(line) for line in out.getvalue().splitlines()]
    assert found["ambiguous"] is True


def test_without_a_catalogue_sentences_are_read_but_not_resolved(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "sys.stdin", StringIO('{"id": "a", "text": "add Dune in 4k"}\n')
    )
    assert command.main([]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["title"], found["quality"], found["resolves_to"]) == (
        "Dune",
        "2160p",
        [],
    )


def test_a_catalogue_that_is_none_is_an_error_without_a_trace(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("x\n"))
    (tmp_path / "bad.json").write_text("[]")
    assert command.main(["--catalog", str(tmp_path / "bad.json")]) == 2
    assert command.main(["--catalog", str(tmp_path / "none.json")]) == 2
    assert command.main(["--catalog", str(CATALOGUE)]) == 1
    assert "Traceback" not in capsys.readouterr().err


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=LONGEST),
    st.sampled_from([None, *LANGUAGES, "xx", "de-CH", ""]),
)
@example("get " * 2500, None)
@example("a" * LONGEST, "en")
@example("get season " + "1 and " * 60, "en")
@example("the the the the the the the the the the the the the the the", None)
@example("🎬🍿 get 沉默的羔羊 👍", "en")
def test_any_text_is_read_without_an_error_and_in_bounded_time(
    text: str, language: str | None
) -> None:
    began = time.process_time()
    found = understand(text, language)
    assert time.process_time() - began < 2
    assert found.title is None or found.intent is not Intent.NONE


WORDS = st.sampled_from(
    [
        "get",
        "add",
        "the",
        "a",
        "of",
        "season",
        "two",
        "4k",
        "in",
        "please",
        "movie",
        "series",
        "new",
        "old",
        "us",
        "uk",
        "no",
        "wait",
        "stop",
        "1984",
        "cancel",
        "download",
        "request",
        "for",
        "is",
        "what",
        "episode",
        "3",
        "and",
        "all",
        "latest",
        "dune",
        "up",
        "it",
        "you",
        "die",
        "der",
        "serie",
        "staffel",
        "film",
        "la",
        "de",
        "saison",
        "temporada",
        "stagione",
        "seizoen",
        "in",
        "hd",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=14), st.sampled_from([None, *LANGUAGES]))
def test_any_jumble_of_known_words_is_read(words: list[str], language: str) -> None:
    found = understand(" ".join(words), language)
    if found.title is not None:
        assert set(found.title.split()) <= set(words)


def test_a_sentence_that_reads_as_a_command_may_be_a_title(index: Index) -> None:
    found = resolve(understand("Get Out", "en"), index)
    assert [each.title for each in found.candidates] == ["Get Out"]
    assert found.verdict is Verdict.SURE
    assert found.understood.verbatim


def test_a_title_that_reads_as_something_else_is_asked_about(index: Index) -> None:
    found = resolve(understand("call the midwife", "en"), index)
    assert [each.title for each in found.candidates] == ["Call the Midwife"]
    assert found.verdict is Verdict.ASK


def test_declined_german_titles_are_found(index: Index) -> None:
    found = resolve(understand("hol mir den paten", "de"), index)
    assert [each.title for each in found.candidates] == ["The Godfather"]


def test_seasons_without_a_media_word_are_of_a_series(index: Index) -> None:
    found = resolve(understand("all of fargo please", "en"), index)
    assert found.understood.media_type is None
    assert {each.kind for each in found.candidates} == {MediaType.SERIES}


def test_a_mistyped_title_that_stands_alone_is_asked_about(index: Index) -> None:
    found = resolve(understand("pulp ficton", "en"), index)
    assert [each.title for each in found.candidates] == ["Pulp Fiction"]
    assert found.verdict is Verdict.ASK
    assert not resolve(understand("good morning", "en"), index).candidates


def test_words_around_a_title_are_not_part_of_it(index: Index) -> None:
    found = resolve(understand("get arrival have it watch it", "en"), index)
    assert [each.title for each in found.candidates] == ["Arrival"]
    assert found.verdict is Verdict.SURE
    assert found.understood.title == "arrival"


def test_what_follows_of_is_the_title(index: Index) -> None:
    found = resolve(understand("i missed season two of andor", "en"), index)
    assert (found.understood.title, found.understood.seasons) == ("andor", (2,))


def test_a_series_that_is_called_by_a_number_is_no_season(index: Index) -> None:
    found = resolve(understand("get the series 24 in hd", "en"), index)
    assert [each.title for each in found.candidates] == ["24"]
    assert found.understood.seasons is None


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("the first two seasons of suits", "en"),
        ("die zwei ersten staffeln von suits", "de"),
        ("les deux premières saisons de suits", "fr"),
        ("las dos primeras temporadas de suits", "es"),
        ("le prime due stagioni di suits", "it"),
        ("de eerste twee seizoenen van suits", "nl"),
    ],
)
def test_the_first_seasons_are_counted(said: str, language: str) -> None:
    assert understand(said, language).seasons == (1, 2)


@pytest.mark.parametrize(
    ("said", "language", "episodes"),
    [
        ("get silo s1 e2", "en", ((1, 2),)),
        ("get silo s 1 e 2", "en", ((1, 2),)),
        ("get s01e01 and s02e01 of silo", "en", ((1, 1), (2, 1))),
        ("get silo s1e2 through e4", "en", ((1, 2), (1, 3), (1, 4))),
        ("folge 2 bis 4 der ersten staffel von silo", "de", ((1, 2), (1, 3), (1, 4))),
        ("les épisodes 2 à 3 de la saison un de silo", "fr", ((1, 2), (1, 3))),
        ("los capítulos 2 y 4 de la temporada uno de silo", "es", ((1, 2), (1, 4))),
        ("gli episodi dal 2 al 3 della prima stagione di silo", "it", ((1, 2), (1, 3))),
        (
            "afleveringen 2 tot en met 3 van seizoen een van silo",
            "nl",
            ((1, 2), (1, 3)),
        ),
    ],
)
def test_episodes_are_listed_or_counted_through(
    said: str, language: str, episodes: tuple[tuple[int, int], ...]
) -> None:
    found = understand(said, language)
    assert (found.title, found.episodes) == (
        "silo",
        tuple(Episode(season, number) for season, number in episodes),
    )


def test_two_digits_behind_a_title_are_a_year_if_nothing_is_called_so(
    index: Index,
) -> None:
    found = resolve(understand("download red dawn eighty four", "en"), index)
    assert [each.year for each in found.candidates] == [1984]
    found = resolve(understand("download united 93", "en"), index)
    assert [each.title for each in found.candidates] == ["United 93"]


def test_a_media_word_beside_nothing_but_an_article_is_the_title() -> None:
    assert understand("add the series", "en").title == "the series"
    found = understand("get hannibal tv version", "en")
    assert (found.title, found.media_type) == ("hannibal", MediaType.SERIES)


@pytest.mark.parametrize(
    ("said", "language", "title", "year"),
    [
        ("get dune, not the new one", "en", "Dune", 1984),
        ("get titanic but not the 1997 one", "en", "Titanic", 1953),
        ("get the office not the us one", "en", "The Office (UK)", 2001),
        ("lade dune, nicht den neuen", "de", "Dune", 1984),
        ("télécharge dune, pas le nouveau", "fr", "Dune", 1984),
        ("descarga dune, no la nueva", "es", "Dune", 1984),
        ("scarica dune, non quello nuovo", "it", "Dune", 1984),
        ("download dune, niet de nieuwe", "nl", "Dune", 1984),
        ("get not another teen movie", "en", "Not Another Teen Movie", 2001),
    ],
)
def test_what_is_not_meant_is_not_added(
    said: str, language: str, title: str, year: int, index: Index
) -> None:
    found = resolve(understand(said, language), index)
    assert [(each.title, each.year) for each in found.candidates] == [(title, year)]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("get the eighties version of robocop", "en"),
        ("get robocop from the 1980s", "en"),
        ("get the 80s robocop", "en"),
        ("lade robocop aus den achtzigern", "de"),
        ("hol die version aus den 80ern von robocop", "de"),
        ("télécharge robocop des années quatre-vingt", "fr"),
        ("descarga robocop de los años 80", "es"),
        ("scarica robocop degli anni ottanta", "it"),
        ("download robocop uit de jaren tachtig", "nl"),
    ],
)
def test_a_decade_tells_which_one(said: str, language: str, index: Index) -> None:
    found = resolve(understand(said, language), index)
    assert [each.year for each in found.candidates] == [1987]
    assert found.understood.year is None


@pytest.mark.parametrize("said", ["war of the worlds", "blade", "halt and catch fire"])
def test_english_titles_in_german_sentences_are_no_commands(
    said: str, index: Index
) -> None:
    found = resolve(understand(f"kannst du {said} besorgen", "de"), index)
    assert found.understood.intent is Intent.REQUEST_MEDIA
    assert found.understood.title == said
    assert found.candidates


@pytest.mark.parametrize(
    ("language", "wording", "intent"),
    [
        ("en", "get {} in hd and make it quick", Intent.REQUEST_MEDIA),
        ("en", "cancel my request for {}", Intent.CANCEL_REQUEST),
        ("de", "kannst du {} besorgen", Intent.REQUEST_MEDIA),
        ("fr", "télécharge {} s'il te plaît", Intent.REQUEST_MEDIA),
        ("es", "quiero ver {} en 4k", Intent.REQUEST_MEDIA),
        ("it", "aggiungi {} alla lista", Intent.REQUEST_MEDIA),
        ("nl", "ik wil {} in hd zien", Intent.REQUEST_MEDIA),
    ],
)
def test_whatever_a_title_is_called_it_is_found(
    language: str, wording: str, intent: Intent, index: Index
) -> None:
    for each in index.candidates[::SAMPLED]:
        said = wording.format(base(each.title).lower())
        found = resolve(understand(said, language), index)
        assert found.understood.intent is intent, said
        known = {keys(base(one.title)).loose for one in found.candidates}
        assert keys(base(each.title)).loose in known, said


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("get batman the aniated series", "Batman: The Animated Series"),
        ("get the nightmare before christmis", "The Nightmare Before Christmas"),
        ("get teens wolf the movie", "Teen Wolf: The Movie"),
    ],
)
def test_a_mistyped_title_is_not_taken_for_a_shorter_one(
    said: str, title: str, index: Index
) -> None:
    found = resolve(understand(said, "en"), index)
    assert [each.title for each in found.candidates] == [title]


def test_the_thirteenth_is_no_thirteen(index: Index) -> None:
    # "Tredici", thirteen, is what "13 Reasons Why" is called in Italy.
    assert resolve(understand("get the 13th", "en"), index).candidates == ()
    found = resolve(understand("get friday the thirteenth", "en"), index)
    assert {each.title for each in found.candidates} == {"Friday the 13th"}


def test_many_errors_are_asked_about(index: Index) -> None:
    found = resolve(understand("get nie perfect strangers", "en"), index)
    assert found.verdict is not Verdict.SURE


def test_a_title_of_common_words_is_what_a_request_was_for(index: Index) -> None:
    said = "cancel my request for what we do in the shadows"
    found = resolve(understand(said, "en"), index)
    assert found.understood.intent is Intent.CANCEL_REQUEST
    assert {each.title for each in found.candidates} == {"What We Do in the Shadows"}
    assert resolve(understand("try it again", "en"), index).candidates == ()


def test_what_sounds_like_a_decade_may_be_a_title(index: Index) -> None:
    found = resolve(understand("get that 70s show season one", "en"), index)
    assert [each.title for each in found.candidates] == ["That '70s Show"]
    assert understand("get robocop from 1980", "en").year == 1980


def test_what_is_left_of_several_is_asked_about(index: Index) -> None:
    found = resolve(understand("get the mummy, not the 2017 one", "en"), index)
    assert [each.year for each in found.candidates] == [1999, 1932]
    assert found.verdict is Verdict.ASK


def test_a_title_is_never_taken_for_everything() -> None:
    for said, language in (
        ("stop downloading in bruges", "en"),
        ("pause downloading in bruges", "en"),
        ("pausiere den download von in bruges", "de"),
        ("mets le téléchargement de in bruges en pause", "fr"),
        ("pausa la descarga de in bruges", "es"),
        ("metti in pausa il download di in bruges", "it"),
        ("pauzeer de download van in bruges", "nl"),
    ):
        found = understand(said, language)
        assert found.title == "in bruges", said
        assert found.intent is not Intent.REQUEST_MEDIA


def test_a_title_stands_before_its_seasons_in_german_too(index: Index) -> None:
    found = resolve(understand("von the last of us nur neue folgen bitte", "de"), index)
    assert [each.title for each in found.candidates] == ["The Last of Us"]
    assert found.understood.seasons is SeasonWord.FUTURE


@pytest.mark.parametrize(
    ("said", "title", "intent"),
    [
        ("cancel a star is born", "A Star Is Born", Intent.CANCEL_REQUEST),
        ("get 17 again please", "17 Again", Intent.REQUEST_MEDIA),
        ("add cheers", "Cheers", Intent.REQUEST_MEDIA),
        ("get season one of er", "ER", Intent.REQUEST_MEDIA),
        ("um add er", "ER", Intent.REQUEST_MEDIA),
        ("get the movie best in show", "Best in Show", Intent.REQUEST_MEDIA),
        ("put vinland saga on plex", "Vinland Saga", Intent.REQUEST_MEDIA),
        ("add all about my mother to the list", "All About My Mother", None),
        ("get me before you", "Me Before You", Intent.REQUEST_MEDIA),
        ("is me before you done yet", "Me Before You", Intent.DOWNLOAD_STATUS),
        ("is catch me if you can done yet", "Catch Me If You Can", None),
        ("get show dogs from 2018", "Show Dogs", Intent.REQUEST_MEDIA),
        ("stop downloading in bruges", "In Bruges", Intent.CANCEL_REQUEST),
        ("pause downloading in bruges", "In Bruges", Intent.PAUSE_DOWNLOADS),
        ("resume the download of up", "Up", Intent.RESUME_DOWNLOADS),
        ("get show dogs in hd and make it quick", "Show Dogs", None),
        ("pause the download of it follows", "It Follows", Intent.PAUSE_DOWNLOADS),
        ("how far is the download of better call saul", "Better Call Saul", None),
        ("cancel the it crowd", "The IT Crowd", Intent.CANCEL_REQUEST),
    ],
)
def test_words_of_commands_may_belong_to_titles(
    said: str, title: str, intent: Intent | None, index: Index
) -> None:
    found = resolve(understand(said, "en"), index)
    assert {each.title for each in found.candidates} == {title}
    assert intent in {None, found.understood.intent}


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("the first two episodes of silo season one", "en"),
        ("die ersten zwei folgen der staffel eins von silo", "de"),
        ("les deux premiers épisodes de la saison un de silo", "fr"),
        ("los primeros dos episodios de la temporada uno de silo", "es"),
        ("i primi due episodi della prima stagione di silo", "it"),
        ("de eerste twee afleveringen van seizoen een van silo", "nl"),
    ],
)
def test_the_first_episodes_are_counted(said: str, language: str) -> None:
    found = understand(said, language)
    assert (found.title, found.episodes) == ("silo", (Episode(1, 1), Episode(1, 2)))


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("tenet in two thousand one hundred sixty p", "en"),
        ("tenet in zweitausendeinhundertsechzig p", "de"),
        ("tenet en deux mille cent soixante p", "fr"),
        ("tenet en dos mil ciento sesenta p", "es"),
        ("tenet in duemilacentosessanta p", "it"),
        ("tenet in tweeduizend honderdzestig p", "nl"),
    ],
)
def test_lines_of_a_picture_are_read_in_words(said: str, language: str) -> None:
    found = understand(said, language)
    assert (found.title, found.quality) == ("tenet", Quality.UHD)


def test_episodes_are_counted_in_their_codes() -> None:
    two = (Episode(3, 1), Episode(3, 2))
    assert understand("get the bear s3 e1 and e2", "en").episodes == two
    assert understand("get the bear s03e01-e02", "en").episodes == two
    assert understand("get the bear s03e01-02", "en").episodes == two
    assert understand("get the bear s03e02-01", "en").episodes == (Episode(3, 2),)
    assert understand("get fleabag s1 and s2", "en").seasons == (1, 2)


def test_an_article_at_the_end_of_a_title_is_not_that_of_a_quality(
    index: Index,
) -> None:
    found = resolve(understand("télécharge suits la en 4k", "fr"), index)
    assert [each.title for each in found.candidates] == ["Suits LA"]


def test_seasons_and_episodes_are_read_in_many_forms() -> None:
    for said, episodes in (
        ("the first episode of season 3 of lost", (Episode(3, 1),)),
        ("episodes five to three of lost", None),
        ("episode twenty five of lost", (Episode(None, 25),)),
        ("the latest episode of season 2 of lost", (Episode(2, "latest"),)),
    ):
        assert understand(said, "en").episodes == episodes, said
    for said, seasons in (
        ("seasons five to three of lost", None),
        ("the second and third season of lost", (2, 3)),
        ("season twenty five of lost", (25,)),
    ):
        assert understand(said, "en").seasons == seasons, said


def test_a_short_title_among_other_words_is_asked_about(index: Index) -> None:
    found = resolve(understand("get run to me", "en"), index)
    assert [each.title for each in found.candidates] == ["Run"]
    assert found.verdict is Verdict.ASK


def test_a_polite_ending_may_belong_to_the_title(index: Index) -> None:
    found = resolve(understand("download catch me if you can", "en"), index)
    assert found.understood.title == "catch me if you can"
    assert found.verdict is Verdict.SURE


def test_seasons_of_a_film_are_never_added(index: Index) -> None:
    found = resolve(understand("get season 2 of it on radarr", "en"), index)
    assert found.verdict is not Verdict.SURE


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("thanks a lot", "en"),
        ("ja danke schön", "de"),
        ("merci beaucoup", "fr"),
        ("muchas gracias", "es"),
        ("grazie mille", "it"),
        ("dank je wel", "nl"),
    ],
)
def test_thanks_ask_for_nothing(said: str, language: str) -> None:
    found = understand(said, language)
    assert found.intent is Intent.NONE
    assert found.if_known is None


def test_the_latest_of_some_films_of_a_collection_is_theirs(index: Index) -> None:
    found = resolve(understand("get the newest jurassic world movie", "en"), index)
    assert [each.title for each in found.candidates] == ["Jurassic World Rebirth"]


def test_a_preamble_tells_the_quality_but_refuses_too(index: Index) -> None:
    found = understand("in uhd please get wicked", "en")
    assert (found.title, found.quality) == ("wicked", Quality.UHD)
    refused = understand("remind dad not to download wicked", "en")
    assert not resolve(refused, index).candidates
