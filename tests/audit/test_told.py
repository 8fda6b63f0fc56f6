"""Settings as a model is told them: plain, named, few."""

from custom_components.autoarr.audit.told import MOST, named_hosts, told_settings
from custom_components.autoarr.servers.models import ServerType

from .worlds import Answers, changed, clean, stack


def test_sabnzbds_settings_and_categories_go_by_name() -> None:
    answers = {
        "get_config": {
            "config": {
                "misc": {"pre_check": 0, "script_dir": "", "complete_dir": "/data"},
                "categories": [{"name": "tv", "order": 1, "priority": -100}],
                "servers": [{"host": "news.example"}],
            }
        },
        "queue": {"slots": [{"filename": "x"}]},
    }
    # Categories have an order and a name, as fields of providers have.
    assert told_settings(ServerType.SABNZBD, answers) == {
        "misc/pre_check": 0,
        "misc/complete_dir": "/data",
        "categories/tv/priority": -100,
    }


def test_of_sonarr_settings_are_told_and_titles_are_not() -> None:
    fields = [{"order": 0, "name": "port", "label": "Port", "value": 8080}]
    client = {"id": 1, "name": "SAB", "priority": 1, "tags": [], "fields": fields}
    answers = {
        "config/mediamanagement": {"recycleBin": "", "copyUsingHardlinks": True},
        "downloadclient": [client, "odd"],
        "series": [{"title": "Dark"}],
    }
    assert told_settings(ServerType.SONARR, answers) == {
        "config/mediamanagement/copyUsingHardlinks": True,
        "downloadclient/SAB/priority": 1,
        "downloadclient/SAB/fields/port": 8080,
    }


def test_of_plex_only_what_somebody_changed_is_told() -> None:
    rows = [
        {"id": "A", "value": True, "default": False},
        {"id": "B", "value": 1, "default": 1},
    ]
    answers = {":/prefs": {"MediaContainer": {"Setting": rows}}}
    assert told_settings(ServerType.PLEX, answers) == {"prefs/A": True}
    assert told_settings(ServerType.PLEX, {}) == {}


def test_only_so_many_settings_of_a_server_are_told() -> None:
    answers = {"config/ui": {f"key{number}": number for number in range(500)}}
    assert len(told_settings(ServerType.RADARR, answers)) == MOST
    long = told_settings(ServerType.RADARR, {"config/ui": {"a": "x" * 999}})
    assert len(str(long["config/ui/a"])) < 200


def test_the_machines_that_apps_name_are_known() -> None:
    answers = changed(
        clean(),
        {
            "sonarr|downloadclient|0/fields/name=host/value": "blackbox",
            "sonarr|remotepathmapping|+": {
                "host": "greybox",
                "remotePath": "/a/",
                "localPath": "/b/",
            },
            "sabnzbd|get_config|config/misc/host_whitelist": ["whitebox"],
        },
    )
    assert {"blackbox", "greybox", "whitebox"} <= named_hosts(stack(answers))
    silent: Answers = {
        "sonarr": {},
        "radarr": {},
        "plex": {},
        "sabnzbd": {"get_config": {}},
    }
    assert named_hosts(stack(silent)) == frozenset()
