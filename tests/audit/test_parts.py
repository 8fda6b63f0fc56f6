"""The parts that rules are made of: rows, folders, networks, secrets, owners, score."""

from typing import Any

from hypothesis import given, strategies as st
import msgspec
import pytest

from custom_components.autoarr.audit import networks, paths
from custom_components.autoarr.audit.cases import rules
from custom_components.autoarr.audit.engine import audit
from custom_components.autoarr.audit.model import Owner, Ruling, Severity
from custom_components.autoarr.audit.owners import owners
from custom_components.autoarr.audit.redaction import MARK, redacted
from custom_components.autoarr.audit.rows import Missing, Row, rows, version_of
from custom_components.autoarr.audit.times import moment
from custom_components.autoarr.audit.words import Words

from .worlds import GONE, Changes, audited, changed, clean, stack, words


@pytest.mark.parametrize(
    ("value", "flag"),
    [(1, True), (0, False), (True, True), ("1", True), ("false", False), ("", False)],
)
def test_a_switch_is_read_in_every_spelling(value: object, flag: bool) -> None:
    assert Row({"x": value}).flag("x") is flag


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", 0),
        ("500M", 500 * 1024**2),
        ("1.5 G", 1.5 * 1024**3),
        ("1,5GB", 1.5 * 1024**3),
        ("-1", -1),
        (7, 7),
    ],
)
def test_sizes_are_read_in_every_unit(text: object, size: float) -> None:
    assert Row({"x": text}).amount("x") == size


def test_a_list_may_be_written_as_text() -> None:
    assert Row({"x": "srt, sub ,"}).words("x") == ("srt", "sub")


@pytest.mark.parametrize(
    "ask",
    [
        lambda row: row.text("none"),
        lambda row: row.text("list"),
        lambda row: row.flag("text"),
        lambda row: row.number("text"),
        lambda row: row.number("list"),
        lambda row: row.amount("text"),
        lambda row: row.words("number"),
        lambda row: row.numbers("text"),
        lambda row: row.row("text"),
        lambda row: row.rows("text"),
        lambda row: row.rows("list"),
    ],
)
def test_what_cannot_be_read_is_missing(ask: Any) -> None:
    row = Row({"none": None, "list": [1], "text": "words", "number": 1})
    with pytest.raises(Missing):
        ask(row)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_no_value_breaks_a_row(value: object) -> None:
    row = Row({"x": value})
    for read in (row.text, row.flag, row.number, row.amount, row.words, row.rows):
        try:
            read("x")
        except Missing:
            continue


def test_rows_are_objects() -> None:
    with pytest.raises(Missing):
        rows({"a": 1}, "x")


def test_versions_compare_by_number() -> None:
    assert version_of("4.0.9.1") < version_of("4.0.16.2942")
    assert version_of("1.43.1.10611-1e34174b1") == (1, 43, 1, 10611)
    with pytest.raises(Missing):
        version_of("unknown")


def test_moments_without_a_zone_are_universal() -> None:
    assert moment("2026-01-01T00:00:00") == moment("2026-01-01T01:00:00+01:00")
    with pytest.raises(Missing):
        moment("soon")


@pytest.mark.parametrize(
    ("path", "folder", "inside"),
    [
        ("/data/tv", "/data", True),
        ("/data/tv/", "/data/tv", True),
        ("/data2", "/data", False),
        ("/x", "/", True),
        ("C:\\Media\\TV", "c:/media", True),
        ("\\\\nas\\media\\tv", "\\\\NAS\\media", True),
    ],
)
def test_folders_are_compared_as_people_mean_them(
    path: str, folder: str, inside: bool
) -> None:
    assert paths.under(path, folder) is inside


def test_the_first_fitting_mapping_counts() -> None:
    known = [
        Row({"host": "other", "remotePath": "/d/", "localPath": "/no/"}),
        Row({"host": "SAB", "remotePath": "/d/", "localPath": "/mnt/"}),
        Row({"host": "sab", "remotePath": "/d/tv", "localPath": "/later/"}),
    ]
    assert paths.to_local("/d/tv/x", "sab", known) == "/mnt/tv/x"
    assert paths.to_local("/d", "sab", known) == "/mnt"
    assert paths.to_local("/elsewhere", "sab", known) == "/elsewhere"


def test_a_folder_may_be_named_in_full_or_within_another() -> None:
    assert paths.joined("/done", "tv") == "/done/tv"
    assert paths.joined("/done", "/tv") == "/tv"
    assert paths.joined("/done", "") == "/done"
    assert paths.swapped("/data/tv/x", "/data", "/mnt") == "/mnt/tv/x"
    assert paths.swapped("/data/tv", "/else", "/mnt") == "/data/tv"


@pytest.mark.parametrize(
    ("host", "home"),
    [
        ("192.168.1.4", True),
        ("100.64.3.4", True),
        ("[::1]", True),
        ("sabnzbd", True),
        ("nas.local", True),
        ("nas.tail1234.ts.net", True),
        ("8.8.8.8", False),
        ("sab.example.com", False),
    ],
)
def test_what_is_at_home(host: str, home: bool) -> None:
    assert networks.is_home(host) is home


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("192.168.0.0/16", False),
        ("192.168.", False),
        ("10.", False),
        ("100.64.0.0/10", False),
        ("0.0.0.0/0", True),
        ("8.8.8.8", True),
        ("1.2.3.4.5.", False),
        ("nonsense", False),
    ],
)
def test_which_ranges_let_strangers_in(text: str, public: bool) -> None:
    assert networks.is_public(text) is public


def test_a_broken_address_has_no_host() -> None:
    assert networks.host_of("http://[broken") == ""


def test_secrets_are_marked_and_nothing_else_is() -> None:
    given = {
        "apiKey": "k",
        "password": "",
        "name": "n",
        "pushover": {"token": "t"},
        "rss": [{"name": "feed", "uri": ["https://indexer/?r=k"]}],
        "fields": [
            {"name": "apiKey", "privacy": "apiKey", "value": "k"},
            {"name": "host", "privacy": "normal", "value": "h"},
        ],
        "Setting": [{"id": "PlexOnlineToken", "value": "t"}],
    }
    assert redacted(given) == {
        "apiKey": MARK,
        "password": "",
        "name": "n",
        "fields": [
            {"name": "apiKey", "privacy": "apiKey", "value": MARK},
            {"name": "host", "privacy": "normal", "value": "h"},
        ],
        "Setting": [{"id": "PlexOnlineToken", "value": MARK}],
    }


def test_indexers_that_prowlarr_writes_are_left_to_it() -> None:
    answers = changed(
        clean(),
        {
            "sonarr|indexer|0/name": "Attic (Prowlarr)",
            "sonarr|indexer|0/enableRss": False,
        },
    )
    (finding,) = audited(answers).findings
    assert finding.owner is Owner.INDEXER_SYNC
    assert (finding.rule.fixable, finding.fixable) == (True, False)


def test_many_formats_of_the_guides_tell_of_a_sync_tool() -> None:
    names = [f"WEB Tier {n:02}" for n in (1, 2, 3)] + ["LQ", "BR-DISK", "Extras"]
    names += ["AV1", "Upscaled", "Repack2", "Repack3"]
    answers = changed(
        clean(),
        {
            "sonarr|customformat|": [
                {"name": name, "specifications": []} for name in names
            ],
            "sonarr|qualityprofile|0/formatItems": [
                {"name": name, "score": 1} for name in names
            ],
        },
    )
    (arr,) = [view for view in stack(answers).arrs if view.is_sonarr]
    assert owners(arr) == {Owner.FORMAT_SYNC}


def test_a_critical_finding_weighs_more_than_all_else() -> None:
    broken = {"sonarr|downloadclient|0/enable": False}
    found = audited(changed(clean(), broken))
    assert found.score.value == 49
    assert found.score.gains[0] == (found.findings[0].id, 51)


def test_many_small_findings_of_a_kind_cost_no_more_than_their_share() -> None:
    broken = {
        "sabnzbd|get_config|config/misc/fail_hopeless_jobs": 0,
        "sabnzbd|get_config|config/misc/enable_unrar": 0,
        "sonarr|config/indexer|rssSyncInterval": 0,
    }
    assert audited(changed(clean(), broken)).score.value == 65


def test_a_high_finding_keeps_the_score_down() -> None:
    found = audited(changed(clean(), {"sonarr|config/indexer|rssSyncInterval": 0}))
    assert found.score.value == 84


def test_what_is_unknown_lowers_the_coverage_and_not_the_score() -> None:
    answers = clean()
    for path in ("config/host", "qualityprofile", "downloadclient"):
        for app in ("sonarr", "radarr"):
            del answers[app][path]
    found = audited(answers)
    assert found.score.value == 100
    assert found.score.coverage < 0.7
    assert not found.score.is_enough


def test_a_finding_keeps_its_id_whatever_else_changes() -> None:
    broken = {"sonarr|indexer|0/downloadClientId": 9}
    (first,) = audited(changed(clean(), broken)).findings
    broken |= {"sonarr|indexer|0/id": 77, "sonarr|config/naming|renameEpisodes": False}
    again = audited(changed(clean(), broken)).findings
    assert first.id in {finding.id for finding in again}


def test_one_rule_that_fails_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from custom_components.autoarr.audit import cases as book

    def fail(view: object) -> list[Any]:
        raise ZeroDivisionError

    known = book.cases()
    failing = book.Case("SAB-011", None, fail)
    monkeypatch.setattr(
        "custom_components.autoarr.audit.engine.cases",
        lambda: {**known, "SAB-011": (failing,)},
    )
    found = audit(stack(clean()), words())
    assert found.ruling("SAB-011") is Ruling.ERROR
    assert found.score.coverage < 1


def test_a_check_that_a_rule_answered_for_is_not_told_again() -> None:
    check = {"source": "DownloadClientSortingCheck", "type": "warning", "message": ""}
    broken = changed(clean(), {"sonarr|health|+": check})
    assert audited(broken).findings == ()
    del broken["sabnzbd"]
    (finding,) = audited(broken).findings
    assert (finding.rule.id, finding.severity) == ("ARR-049", Severity.MEDIUM)


def test_a_client_of_another_sabnzbd_is_nobodys_business() -> None:
    form = "sonarr|downloadclient|0/fields/name="
    broken = {f"{form}tvCategory/value": "shows", f"{form}port/value": 8085}
    answers = changed(clean(), broken)
    urls = {"sabnzbd": "http://nas:9999"}
    found = audited(answers, urls)
    assert found.ruling("XAP-001") is Ruling.UNKNOWN


def test_two_sabnzbds_are_told_apart_by_their_ports() -> None:
    answers = clean()
    port = answers["sabnzbd"]["get_config"]["config"]["misc"]["port"]
    answers["sabnzbd-2"] = clean()["sabnzbd"]
    changed(
        answers,
        {
            "sabnzbd-2|get_config|config/categories": [{"name": "*", "pp": "3"}],
        },
    )
    urls = {"sabnzbd": f"http://nas:{port}", "sabnzbd-2": "http://nas:9999"}
    assert audited(answers, urls).ruling("XAP-001") is Ruling.HOLDS


@pytest.mark.parametrize("language", ["de", "fr", "es", "nl", "it"])
def test_every_rule_has_all_its_words_in_every_language(language: str) -> None:
    english, known = Words.load(), Words.load(language)
    for rule_id in rules():
        ours = msgspec.structs.asdict(english.of(rule_id))
        theirs = msgspec.structs.asdict(known.of(rule_id))
        same = [name for name, text in ours.items() if text and theirs[name] == text]
        assert same == [], rule_id


def test_who_mends_hears_what_that_does_and_who_does_not_how_to() -> None:
    english = Words.load()
    for rule in rules().values():
        told = english.of(rule.id)
        assert told.effect if rule.fixable else told.how, rule.id
        # Sentences for people: no requests to servers.
        assert "/api/" not in f"{told.recommended} {told.effect} {told.how}"


def test_how_to_is_said_where_autoarr_does_not_mend() -> None:
    silent: Changes = {"sonarr|notification|0": GONE, "radarr|notification|0": GONE}
    told = {
        one.rule.id: one.shape() for one in audited(changed(clean(), silent)).findings
    }
    assert "Settings > Connect" in told["XAP-018"]["how"]
    renamed: Changes = {"sonarr|notification|0/onRename": False}
    (mended,) = audited(changed(clean(), renamed)).findings
    assert (mended.fixable, mended.shape()["how"]) == (True, "")


def test_a_recommendation_names_the_value_of_the_case() -> None:
    broken = {
        "sabnzbd|get_config|config/misc/pause_on_pwrar": 1,
        "sabnzbd|get_config|config/misc/unwanted_extensions": [],
        "sabnzbd|get_config|config/misc/cleanup_list": ["mkv"],
    }
    found = audited(changed(clean(), broken)).findings
    advice = {one.rule.id: one.shape()["recommended"] for one in found}
    assert advice["SAB-020"] == "Abort encrypted jobs (pause_on_pwrar = 2)"
    assert advice["SAB-019"].endswith(
        "(unwanted_extensions = ade, adp, app, …, action_on_unwanted_extensions = 2)"
    )
    assert advice["SAB-023"].endswith("(cleanup_list = -)")
    backup = {"sabnzbd|get_config|config/misc/backup_dir": ""}
    (unsaved,) = audited(changed(clean(), backup)).findings
    assert unsaved.shape()["recommended"] == Words.load().of("SAB-030").recommended


def test_words_of_a_language_nobody_translated_are_english() -> None:
    assert Words.load("xx").of("SAB-001") == Words.load().of("SAB-001")


def test_nothing_is_known_of_tools_where_nothing_was_read() -> None:
    (arr, _) = stack({"sonarr": {}, "radarr": {}}).arrs
    assert owners(arr) == frozenset()
