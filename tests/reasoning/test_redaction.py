"""What leaves the house: nothing private, whatever it is written like and wherever it stands."""

from hypothesis import given, strategies as st
import pytest

from custom_components.autoarr.activity import JsonValue
from custom_components.autoarr.reasoning import explaining, findings, reading
from custom_components.autoarr.reasoning.errors import ReasoningError
from custom_components.autoarr.reasoning.redaction import Known, Redactor
from simulator.anthropic.replies import Reply, saying
from simulator.anthropic.server import AnthropicServer

from .house import build

KNOWN = Known(
    keys=["c0ffee11c0ffee22c0ffee33c0ffee44", "h4t.st@pler+correct=", "tok-Zx9"],
    hosts=["nas", "diskstation.lan", "192.168.7.21", "media"],
    people=["Ottoline Vandersloot", "jo"],
    servers=["Ottoline's Radarr", "Radarr", "4K box"],
    homes=["Villa Kunterbunt"],
    ordinary=frozenset({"radarr", "sonarr", "sabnzbd", "plex"}),
)

SECRETS = [
    *KNOWN.keys,
    "diskstation.lan",
    "192.168.7.21",
    "Ottoline",
    "Vandersloot",
    "Villa Kunterbunt",
    "4K box",
    # Nobody told us about these.
    "deadbeef0123456789abcdef01234567",
    "0f8fad5b-d9cb-469f-a165-70867728950e",
    "https://user:pw@seedbox.example.net:8443/api?apikey=abc",
    "news.provider-of-news.com",
    "fritz.box.local:5000",
    "10.0.0.138",
    "172.17.0.4:8989",
    "fe80::1ff:fe23:4567:890a",
    "2001:db8:85a3::8a2e:370:7334",
    "[2001:db8::7]:8080",
    "192.0.2.77",
    "diskbox.fritz.box",
    "news.usenet-shop.su:563",
    "3c:22:fb:12:ab:cd",
    "mrs.peacock@library.example",
    "/volume1/homes/peacock/Films/The Third Man (1949)/film.mkv",
    "/home/peacock/.config/key",
    "~/Downloads/peacock",
    "C:\\Users\\peacock\\Videos",
    "\\\\BLACKNAS\\share\\peacock",
    "sk-ant-api03-AbCdEfGhIjKl",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "aB3dE5gH7jK9mN1pQ3sT5v",
]
NAMED = [
    ("password=%s", "Tr0ub4dor"),
    ("apikey: %s", "short1"),
    ('{"api_key": "%s"}', "quoted9"),
    ("X-Api-Key=%s", "header77"),
    ("X-Plex-Token: %s", "Plexy_-tok"),
    ("Authorization: Bearer %s", "bear3r.abc"),
    ("the password is %s", "hunter2"),
    ("mot de passe : %s", "fromage5"),
    ("Passwort=%s", "kaese"),
    ("http://nas:8080/?token=%s&x=1", "querytok"),
    ("nzo&pass=%s", "inquery"),
    ("refused ::ffff:%s [API]", "192.0.2.77"),
    ("passkey=%s", "9f8e7d6c"),
    ("apikey%%3D%s", "encoded1"),
    ("username=%s", "peacock"),
    ("host = %s, SABnzbd: 127.0.0.1", "blackbox"),
    ("hostname: '%s'", "blackbox"),
    ("User: %s", "peacock"),
    ("login failed for user '%s'", "mrs peacock"),
    ("Benutzername: %s", "pfau"),
]


def _redacted(text: str) -> str:
    return Redactor(KNOWN).begin().text(text)


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(
    "around", ["%s", "Failed: %s", "see '%s' for more", "(%s)", "a %s, b", "x\n%s\ny"]
)
def test_what_is_private_is_gone_wherever_it_stands(secret: str, around: str) -> None:
    told = _redacted(around % secret)
    assert secret not in told
    assert "peacock" not in told


@pytest.mark.parametrize(("around", "secret"), NAMED)
def test_what_a_name_before_it_gives_away_is_gone(around: str, secret: str) -> None:
    assert secret not in _redacted(around % secret)


@pytest.mark.parametrize(
    "text",
    [
        "The.Third.Man.1949.1080p.BluRay.x264-GROUP",
        "Aborted, cannot be completed - missing articles",
        "Radarr grabbed it at 2026-11-23T07:28:57+00:00, next try at 12:30:45",
        "Sonarr 4.0.19.2979 and SABnzbd 5.1.3",
        "one and/or the other, 1/2",
        "What We Do in the Shadows S01E05",
        "Season 2: episodes 1 to 3",
        "12 of 30 GB left (40 %)",
        "2 users watch, the account is fine, login works",
        "tvdb 76107, tmdb 1092, tt0041959",
    ],
)
def test_what_is_not_private_stays(text: str) -> None:
    assert _redacted(text) == text


def test_the_same_thing_has_the_same_mark_and_comes_back_in_the_answer() -> None:
    redaction = Redactor(KNOWN).begin()
    told = redaction.data(["/data/tv/x", "/data/tv/x", "/data/tv/y"])
    assert told == ["[path-1]", "[path-1]", "[path-2]"]
    assert redaction.restored("See [path-2].") == "See /data/tv/y."


def test_keys_never_come_back() -> None:
    redaction = Redactor(KNOWN).begin()
    told = redaction.text("http://nas/?x=tok-Zx9")
    assert redaction.restored(told) == "http://nas/?x=[key-1]"


def test_a_mark_that_somebody_wrote_into_a_title_stands_for_nothing() -> None:
    redaction = Redactor(KNOWN).begin()
    assert redaction.data(["/data/tv/x", "Film [path-1]"]) == [
        "[path-1]",
        "Film (path 1)",
    ]


def test_fields_with_telling_names_are_marked_whatever_they_hold() -> None:
    fields: JsonValue = {
        "password": "a",
        "apiKey": "b",
        "host": "c",
        "username": "d",
        "download_dir": "e f",
        "downloadclient/SABnzbd/fields/host": "h",
        "config/host/bindAddress": "i",
        "config/mediamanagement/rootFolderPath": "j",
        "downloadclient/SABnzbd/fields/userName": "k",
        "skip": "l",
        "port": 8080,
        "title": "g",
        "empty_host": "",
    }
    assert Redactor(KNOWN).begin().data(fields) == {
        "password": "[key-1]",
        "apiKey": "[key-2]",
        "host": "[host-1]",
        "username": "[person-1]",
        "download_dir": "[path-1]",
        "downloadclient/SABnzbd/fields/host": "[host-2]",
        "config/host/bindAddress": "[host-3]",
        "config/mediamanagement/rootFolderPath": "[path-2]",
        "downloadclient/SABnzbd/fields/userName": "[person-2]",
        "skip": "l",
        "port": 8080,
        "title": "g",
        "empty_host": "",
    }


def test_a_house_without_secrets_changes_nothing() -> None:
    assert Redactor(Known()).begin().text("Dune") == "Dune"


@given(st.text(), st.text())
def test_no_text_around_it_saves_a_known_key(before: str, after: str) -> None:
    key = "c0ffee11c0ffee22c0ffee33c0ffee44"
    told = _redacted(f"{before} {key} {after}")
    assert key not in told


def _everywhere() -> JsonValue:
    """Return facts that have a secret in every place a secret can be in."""
    texts = [*SECRETS, *(around % secret for around, secret in NAMED)]
    everything: list[JsonValue] = [*texts]
    return {
        "title": " ".join(texts),
        "evidence": [{"source": "sabnzbd", "text": text} for text in texts],
        "nested": {"deep": [{"deeper": everything}]},
        **{f"field about {text}": 1 for text in texts},
    }


async def test_no_byte_that_is_sent_holds_a_secret(server: AnthropicServer) -> None:
    house = build(server, known=KNOWN)
    facts = _everywhere()
    assert isinstance(facts, dict)
    text = str(facts["title"])[:450]
    # The first answer is no good, so that the repair is sent too.
    server.replies.append(Reply(text="/volume1/homes/peacock"))
    await explaining.explain(house.reasoner, facts, "de")
    await explaining.answer(house.reasoner, str(facts["title"]), facts, "en")
    server.replies.append(saying({"findings": []}))
    await findings.order_findings(
        house.reasoner, [{"id": text, **facts}], {"people": facts}, "en"
    )
    await findings.find_more(house.reasoner, {"radarr": facts}, [facts], facts, "en")
    for candidates in ([], [facts]):
        try:
            await reading.read_request(
                house.reasoner,
                text,
                language="en",
                understood=facts,
                candidates=candidates,
            )
        except ReasoningError:
            pytest.fail("the simulated answer fits")
    assert len(server.asked) == 7
    sent = b"\n".join(server.received).decode()
    gone = [*SECRETS, *(secret for _, secret in NAMED), "peacock", "Ottoline"]
    assert [secret for secret in gone if secret in sent] == []
    await house.reasoner.close()
