"""A server's address is written in one way, whoever typed it."""

from hypothesis import given, strategies as st
import pytest

from custom_components.autoarr.servers.answers import version_of
from custom_components.autoarr.servers.base import normalise_url


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("http://sonarr:8989", "http://sonarr:8989"),
        ("  http://sonarr:8989/  ", "http://sonarr:8989"),
        ("sonarr:8989", "http://sonarr:8989"),
        ("192.168.1.5:8989", "http://192.168.1.5:8989"),
        ("[fd00::5]:8989", "http://[fd00::5]:8989"),
        ("HTTP://Sonarr.LAN:8989", "http://sonarr.lan:8989"),
        ("https://home.example:443/sonarr/", "https://home.example/sonarr"),
        ("http://home.example:80", "http://home.example"),
        ("http://home/Sonarr", "http://home/Sonarr"),
        ("http://home//sonarr//", "http://home/sonarr"),
        ("http://home/sonarr/api/v3", "http://home/sonarr"),
        ("http://home/api/v3/", "http://home"),
        ("http://home/sabnzbd/api", "http://home/sabnzbd"),
        ("http://home/API?apikey=secret#top", "http://home"),
        ("http://home/v3", "http://home/v3"),
    ],
)
def test_an_address_is_written_in_one_way(typed: str, written: str) -> None:
    assert normalise_url(typed) == written
    assert normalise_url(written) == written


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "http://",
        "ftp://home",
        "file:///etc/passwd",
        "http://user:password@home",
        "user@home:8989",
        "http://home:99999",
        "http://home:port",
        "http://ho me",
        "my server",
        "http://[fd00::",
    ],
)
def test_what_is_no_address_of_a_web_server_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        normalise_url(typed)


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        url = normalise_url(text)
    except ValueError:
        return
    assert normalise_url(url) == url
    assert url.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("4.0.19.2979", (4, 0, 19, 2979)),
        ("1.40.0.7998-c29d4c0c8", (1, 40, 0, 7998)),
        ("4.4.0Beta2", (4, 4, 0)),
        ("4.3.x", (4, 3)),
        ("develop", ()),
        ("", ()),
    ],
)
def test_a_version_is_its_leading_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert version_of(text) == numbers
