"""By hand is imported what is beyond doubt what was grabbed; all else is asked."""

from dataclasses import replace
from typing import Any

from hypothesis import given, strategies as st
import msgspec
import pytest

from custom_components.autoarr.downloads.imports import Verdict, accepted
from custom_components.autoarr.downloads.writes import ImportFiles
from custom_components.autoarr.servers.models import (
    Episode,
    ImportCandidate,
    Movie,
    Series,
)

RELEASE = "Un.Film.Etrange.2001.1080p.WEB-DL-GRP"
FILM = Movie(id=7, title="A Strange Film", year=2001)
FILM_GRAB = ImportFiles(
    server_id="radarr", download_id="nzo1", media_id=7, title=RELEASE
)
PACK = "La.Serie.S02.1080p.WEB-GRP"
SHOW = Series(id=5, title="The Show", year=2010)
EPISODES = tuple(
    Episode(id=season * 100 + number, series_id=5, season=season, episode=number)
    for season in (1, 2)
    for number in range(1, 5)
)
PACK_GRAB = ImportFiles(
    server_id="sonarr",
    download_id="nzo1",
    media_id=5,
    episode_ids=(201, 202, 203, 204),
    title=PACK,
)
ONE_GRAB = replace(PACK_GRAB, episode_ids=(202,), title="La.Serie.S02E02.1080p.WEB-GRP")
UNKNOWN_FILM: dict[str, Any] = {"movie_id": None, "rejections": ("Unknown Movie",)}
UNKNOWN_SHOW: dict[str, Any] = {
    "series_id": None,
    "episode_ids": (),
    "rejections": ("Unknown Series",),
}


def file(name: str, folder: str = RELEASE, **said: Any) -> ImportCandidate:
    """Return a file of a download."""
    return ImportCandidate(
        path=f"/downloads/movies/{folder}/{name}",
        folder=folder,
        download_id=said.pop("download_id", "nzo1"),
        quality=said.pop("quality", "WEBDL-1080p"),
        **said,
    )


def film(name: str = f"{RELEASE}.mkv", **said: Any) -> ImportCandidate:
    """Return a file that the app takes for the film, unless told otherwise."""
    return file(name, **{"movie_id": 7, **said})


def episode(number: int = 2, name: str = "", **said: Any) -> ImportCandidate:
    """Return a file that the app takes for an episode, unless told otherwise."""
    name = name or f"La.Serie.S02E{number:02}.1080p.WEB-GRP.mkv"
    known = {"series_id": 5, "episode_ids": (200 + number,)}
    return file(name, **{"folder": PACK, **known, **said})


def of_film(*files: ImportCandidate, title: Movie = FILM) -> Verdict:
    """Return what becomes of the files of a film."""
    return accepted(files, FILM_GRAB, title)


def of_show(
    *files: ImportCandidate,
    grab: ImportFiles = PACK_GRAB,
    title: Series = SHOW,
    episodes: tuple[Episode, ...] = EPISODES,
) -> Verdict:
    """Return what becomes of the files of a series."""
    return accepted(files, grab, title, episodes)


def asked(verdict: Verdict, about: str) -> bool:
    """Return whether a person is asked, and told what about."""
    return (
        not verdict.files and verdict.objection is not None and about in verdict.detail
    )


# Films


def test_the_one_file_of_a_film_is_imported() -> None:
    verdict = of_film(film())
    assert verdict == Verdict(files=(film(),))


def test_a_film_that_the_app_did_not_recognise_gets_the_id_that_was_grabbed() -> None:
    (chosen,) = of_film(film(**UNKNOWN_FILM, download_id=None)).files
    assert (chosen.movie_id, chosen.download_id) == (7, "nzo1")
    (chosen,) = of_film(
        film(movie_id=None, rejections=("Unknown Movie for file: x.mkv",))
    ).files
    assert chosen.movie_id == 7


def test_what_lies_beside_a_film_is_left_where_it_is() -> None:
    verdict = of_film(
        film(),
        film("sample.mkv", rejections=("Sample",)),
        film("film.nfo"),
        film("film.en.srt"),
    )
    assert verdict.files == (film(),)


@pytest.mark.parametrize(
    "reason",
    [
        "Sample",
        "Unable to determine if file is a sample",
        "Not an upgrade for existing movie file. Existing quality: A. New Quality B.",
        "Not a quality revision upgrade for existing movie file(s)",
        "Movie file already imported at 06/01/2026 12:00:00",
        "Not enough free space",
        "No audio tracks detected",
        "File is still being unpacked",
        "Movie A was not found in the grabbed release: B",
        "Found archive file, might need to be extracted",
        "Unknown Movie",
        "Something that a later version says",
        "",
    ],
)
def test_a_film_that_the_app_knows_and_objects_to_is_asked_about(reason: str) -> None:
    assert asked(of_film(film(rejections=(reason,))), "")
    assert of_film(film(rejections=(reason,))).objection


@pytest.mark.parametrize(
    "name",
    [
        "film.mkv.exe",
        "setup.exe",
        "film.lnk",
        "film.scr",
        "film.rar",
        "film.iso",
        "film.strm",
        "film.m3u",
        "film",
        "film.mkv ",
        "film\N{RIGHT-TO-LEFT OVERRIDE}vkm.exe",
    ],
)
def test_a_download_with_what_is_no_video_is_not_imported(name: str) -> None:
    assert asked(of_film(film(name)), "no video")
    assert asked(of_film(film(), film(name)), "no video")


def test_a_download_without_a_film_is_asked_about() -> None:
    assert asked(of_film(), "no video file")
    assert asked(of_film(film("film.nfo")), "no video file")
    assert asked(of_film(film(rejections=("Sample", "sample"))), "no video file")


def test_two_films_in_one_download_are_asked_about() -> None:
    assert asked(of_film(film("cd1.mkv"), film("cd2.mkv")), "2 video files")
    assert asked(of_film(film(), film()), "twice")


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ({"movie_id": 8}, "another film"),
        ({"series_id": 5, "movie_id": None, "episode_ids": (1,)}, "episode"),
        ({"download_id": "nzo2"}, "another download"),
        ({"quality": None}, "quality"),
        ({"movie_id": None}, "does not name"),
    ],
)
def test_a_file_of_which_the_app_says_otherwise_is_asked_about(
    said: dict[str, Any], about: str
) -> None:
    assert asked(of_film(film(**said)), about)


def test_the_id_of_a_download_may_be_written_in_capitals() -> None:
    assert of_film(film(download_id="NZO1")).files


@pytest.mark.parametrize(
    "name", ["Other.Film.1984.1080p-X.mkv", "Film.1999.mkv", "Film (2019).mkv"]
)
def test_a_film_of_another_year_may_be_another_film(name: str) -> None:
    assert asked(of_film(film(name, **UNKNOWN_FILM)), "is of 2001")
    assert asked(of_film(film(name)), "is of 2001")


@pytest.mark.parametrize(
    ("title", "year", "name"),
    [
        ("A Strange Film", 2002, f"{RELEASE}.mkv"),
        ("A Strange Film", 2000, f"{RELEASE}.mkv"),
        ("A Strange Film", 0, f"{RELEASE}.mkv"),
        ("A Strange Film", 2001, "film.mkv"),
        ("1984", 2001, "1984.2001.1080p-X.mkv"),
        ("Blade Runner 2049", 2001, "Runner.2049.2160p.mkv"),
    ],
)
def test_a_year_that_agrees_or_is_part_of_the_title_is_none_of_another_film(
    title: str, year: int, name: str
) -> None:
    known = msgspec.structs.replace(FILM, title=title, year=year)
    assert of_film(film(name), title=known).files


def test_a_film_that_is_named_like_an_episode_is_asked_about() -> None:
    assert asked(of_film(film("Film.S01E03.mkv", **UNKNOWN_FILM)), "like an episode")


def test_a_file_outside_the_folder_of_the_release_is_asked_about() -> None:
    assert asked(of_film(film("film.mkv", folder="movies")), "folder")
    assert of_film(film(f"{RELEASE}.mkv", folder="movies")).files
    assert of_film(film("film.mkv", folder=f"{RELEASE.replace('.', ' ')}.1")).files
    windows = msgspec.structs.replace(
        film(), path=f"C:\\movies\\{RELEASE}\\a.mkv", folder=""
    )
    assert of_film(windows).files
    nameless = replace(FILM_GRAB, title="")
    assert accepted([film("a.mkv", folder="movies")], nameless, FILM).files


def test_what_the_app_could_not_compare_does_not_replace_a_film_that_is_there() -> None:
    there = msgspec.structs.replace(FILM, has_file=True)
    assert asked(of_film(film(**UNKNOWN_FILM), title=there), "has a file already")
    assert of_film(film(), title=there).files, "the app has compared"


@pytest.mark.parametrize("name", ["film-sample.mkv", "Trailer.mkv", "Extras/a.mkv"])
def test_a_sample_that_the_app_could_not_recognise_is_asked_about(name: str) -> None:
    assert asked(of_film(film(name, **UNKNOWN_FILM)), "sample or an extra")


# Episodes


def test_each_file_of_a_pack_is_imported_as_the_episode_it_is() -> None:
    verdict = of_show(*(episode(number) for number in range(1, 5)))
    assert [each.episode_ids for each in verdict.files] == [
        (201,),
        (202,),
        (203,),
        (204,),
    ]


def test_files_that_the_app_did_not_recognise_go_by_the_numbers_in_their_names() -> (
    None
):
    verdict = of_show(
        episode(1, **UNKNOWN_SHOW),
        episode(name="La.Serie.S02E02-E03.mkv", **UNKNOWN_SHOW),
    )
    assert [(each.series_id, each.episode_ids) for each in verdict.files] == [
        (5, (201,)),
        (5, (202, 203)),
    ]


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("La.Serie.S01E02.mkv", "was not grabbed"),
        ("La.Serie.S02E09.mkv", "nobody can name"),
        ("La.Serie.S02E01-E03.mkv", "nobody can name"),
        ("La.Serie.S02E01-03.mkv", "nobody can name"),
        ("La.Serie.S02E01.S02E02.mkv", "nobody can name"),
        ("La.Serie.102.mkv", "nobody can name"),
        ("La.Serie.2x02.mkv", "nobody can name"),
        ("a1b2c3.mkv", "nobody can name"),
    ],
)
def test_a_file_whose_numbers_do_not_agree_stops_the_whole_pack(
    name: str, about: str
) -> None:
    verdict = of_show(episode(1), episode(name=name, **UNKNOWN_SHOW))
    assert asked(verdict, about)


def test_a_file_alone_goes_by_the_name_of_its_release() -> None:
    said = {"folder": ONE_GRAB.title, **UNKNOWN_SHOW}
    assert of_show(episode(name="a1b2.mkv", **said), grab=ONE_GRAB).files
    pack = of_show(episode(name="a1b2.mkv", **UNKNOWN_SHOW))
    assert asked(pack, "nobody can name"), "a pack says no number"
    other = {**said, "folder": ONE_GRAB.title.replace("E02", "E03")}
    wrong = of_show(episode(name="a1b2.mkv", **other), grab=replace(ONE_GRAB, title=""))
    assert asked(wrong, "was not grabbed")


def test_the_resolution_is_no_range_of_episodes() -> None:
    said = {**UNKNOWN_SHOW, "name": "La.Serie.S02E02-1080p.mkv"}
    (chosen,) = of_show(episode(**said)).files
    assert chosen.episode_ids == (202,)


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ({"episode_ids": (102,)}, "was not grabbed"),
        ({"series_id": 6}, "another series"),
        ({"movie_id": 5}, "film"),
        ({"rejections": ("Episode has a TBA title and recently aired",)}, "TBA"),
        ({"episode_ids": (), "rejections": ("Invalid season or episode",)}, "Invalid"),
        ({"episode_ids": ()}, "does not name"),
    ],
)
def test_an_episode_of_which_the_app_says_otherwise_stops_the_whole_pack(
    said: dict[str, Any], about: str
) -> None:
    assert asked(of_show(episode(1), episode(2, **said)), about)


def test_two_files_of_one_episode_are_asked_about() -> None:
    verdict = of_show(episode(2), episode(name="La.Serie.S02E02.v2.mkv"))
    assert asked(verdict, "same episode")


@pytest.mark.parametrize(
    ("title", "name", "is_asked"),
    [
        ("The Show", "The.Show.2019.S02E02-X.mkv", True),
        ("The Show", "The.Show.2011.S02E02-X.mkv", False),
        ("The Show 2019", "The.Show.2019.S02E02-X.mkv", False),
        ("The Show", "The.Show.S02E02.2019-X.mkv", False),
        ("The Show", "The.Show.UK.S02E02-X.mkv", True),
        ("The Show (UK)", "The.Show.UK.S02E02-X.mkv", False),
        ("This Is Us", "This.Is.Us.S02E02-X.mkv", False),
    ],
)
def test_a_series_of_another_year_or_country_is_asked_about(
    title: str, name: str, *, is_asked: bool
) -> None:
    show = msgspec.structs.replace(SHOW, title=title)
    verdict = of_show(episode(name=name), title=show)
    assert bool(verdict.objection) is is_asked


def test_what_the_app_could_not_compare_does_not_replace_an_episode() -> None:
    there = tuple(
        msgspec.structs.replace(each, has_file=each.id == 202) for each in EPISODES
    )
    verdict = of_show(episode(2, **UNKNOWN_SHOW), episodes=there)
    assert asked(verdict, "has a file already")
    assert of_show(episode(1, **UNKNOWN_SHOW), episodes=there).files


def test_the_title_that_was_read_must_be_the_one_that_was_grabbed() -> None:
    assert of_film(film(), title=msgspec.structs.replace(FILM, id=8)).objection
    assert of_show(episode(), title=msgspec.structs.replace(SHOW, id=6)).objection


IDS = st.sampled_from([None, 5, 6, 7])


@given(
    st.lists(
        st.builds(
            ImportCandidate,
            path=st.sampled_from(
                [
                    f"/d/{PACK}/La.Serie.S02E0{number}.{kind}"
                    for number in range(1, 6)
                    for kind in ("mkv", "exe", "nfo")
                ]
            ),
            folder=st.sampled_from(["", PACK, "x"]),
            download_id=st.sampled_from([None, "nzo1", "nzo2"]),
            movie_id=IDS,
            series_id=IDS,
            episode_ids=st.lists(st.sampled_from([101, 201, 202])).map(tuple),
            quality=st.sampled_from([None, "WEBDL-1080p"]),
            rejections=st.lists(
                st.sampled_from(["Sample", "Unknown Series", "Not an upgrade"])
            ).map(tuple),
        )
    ),
    st.sampled_from([PACK_GRAB, ONE_GRAB, replace(PACK_GRAB, title="")]),
)
def test_whatever_the_app_lists_only_video_of_what_was_grabbed_is_imported(
    files: list[ImportCandidate], grab: ImportFiles
) -> None:
    verdict = accepted(files, grab, SHOW, EPISODES)
    assert bool(verdict.files) is not bool(verdict.objection)
    chosen = [number for each in verdict.files for number in each.episode_ids]
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) <= set(grab.episode_ids)
    assert all(each.path.endswith(".mkv") for each in verdict.files)
    assert all(each.series_id == 5 and each.episode_ids for each in verdict.files)
    if verdict.files:
        assert not any(each.path.endswith(".exe") for each in files)
