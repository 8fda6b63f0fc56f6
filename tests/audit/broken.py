"""Every way to break a rule: what is changed in a clean stack, and how bad that is."""

from dataclasses import dataclass, field
from typing import Any

from custom_components.autoarr.audit.cases import rules
from simulator.arr import providers

from .worlds import GONE, Changes

_MISC = "sabnzbd|get_config|config/misc/"
_NEWS = "sabnzbd|get_config|config/servers/0/"
_MM = "sonarr|config/mediamanagement|"
_HOST = "sonarr|config/host|"
_NAMING = "sonarr|config/naming|"
_CLIENT = "sonarr|downloadclient|0/"
_INDEXER = "sonarr|indexer|0/"
_DELAY = "sonarr|delayprofile|0/"
_PROFILE = "sonarr|qualityprofile|name=HD-1080p/"
_DEFINITION = "sonarr|qualitydefinition|title=Bluray-1080p/"
_PREF = "plex|:/prefs|MediaContainer/Setting/id="
_ENTRY = "sonarr|notification|0/"
_TV = "sabnzbd|get_config|config/categories/name=tv/"


@dataclass(frozen=True, slots=True)
class Broken:
    """One way to break a rule."""

    rule: str
    severity: str
    changes: Changes = field(default_factory=dict)
    note: str = ""

    def __str__(self) -> str:
        """Return a name for the test."""
        return f"{self.rule} {self.note or self.severity}"


def _health(source: str, kind: str = "warning", app: str = "sonarr") -> dict[str, Any]:
    row = {"source": source, "type": kind, "message": "…", "wikiUrl": "wiki"}
    return {f"{app}|health|+": row}


def _misc(**values: object) -> dict[str, Any]:
    return {f"{_MISC}{name}": value for name, value in values.items()}


def _pref(**values: object) -> dict[str, Any]:
    return {f"{_PREF}{name}/value": value for name, value in values.items()}


def _form(name: str) -> str:
    return f"{_CLIENT}fields/name={name}/value"


def _list(app: str, **changes: object) -> dict[str, Any]:
    return {f"{app}|importlist|+": {**providers.import_list(app.title()), **changes}}


_FORMATS = [
    {"format": 1, "name": "Repack/Proper", "score": 5},
    {"format": 2, "name": "LQ", "score": -10000},
]
_SCORED: dict[str, Any] = {
    f"{_PROFILE}formatItems": _FORMATS,
    f"{_PROFILE}cutoffFormatScore": 10000,
    f"{_PROFILE}minFormatScore": 0,
}
_TORRENT = {
    **providers.sabnzbd("Sonarr", 2, host="10.0.0.9", port=9091, key="k"),
    "name": "Transmission",
    "implementation": "Transmission",
    "protocol": "torrent",
}
_MAPPING = {"id": 1, "host": "127.0.0.1", "remotePath": "/data/", "localPath": "/mnt/"}
_SORTER = {
    "name": "shows",
    "order": 0,
    "is_active": 1,
    "sort_string": "%sn/%r",
    "sort_cats": ["tv"],
    "sort_type": [1],
}
_LEFT_OVER = {"id": 9, "path": "/data/media/old", "accessible": False}
_OLD_SORTING = _misc(enable_tv_sorting=1, tv_categories=["tv"])
_VERSION = "sabnzbd|version|version"

ALL: tuple[Broken, ...] = (
    Broken("SAB-001", "critical", {f"{_NEWS}enable": 0}),
    Broken(
        "SAB-001",
        "info",
        {f"{_NEWS}enable": 0, f"{_MISC}schedlines": ["1 0 6 1 enable_server x"]},
    ),
    Broken("SAB-002", "high", {f"{_NEWS}ssl": 0, f"{_NEWS}port": 119}),
    Broken("SAB-003", "medium", {f"{_NEWS}ssl_verify": 1}),
    Broken("SAB-003", "medium", _misc(allow_old_ssl_tls=1), "old TLS"),
    Broken(
        "SAB-004",
        "high",
        {"sabnzbd|fullstatus|status/servers/0/servererror": "502 too many connections"},
    ),
    Broken("SAB-005", "high", _misc(host="0.0.0.0")),
    Broken("SAB-006", "critical", _misc(inet_exposure=4)),
    Broken("SAB-007", "high", _misc(local_ranges=["8.8.8."])),
    Broken("SAB-007", "medium", _misc(inet_exposure=2)),
    Broken(
        "SAB-007", "medium", _misc(inet_exposure=5, username="u", password="p"), "clear"
    ),
    Broken("SAB-008", "medium", _misc(verify_xff_header=0)),
    Broken("SAB-009", "medium", _misc(enable_https_verification=0)),
    Broken("SAB-010", "high", {_VERSION: "4.0.1", **_misc(host="0.0.0.0")}),
    Broken(
        "SAB-010", "high", {_VERSION: "4.0.1", **_misc(inet_exposure=4)}, "open wide"
    ),
    Broken("SAB-010", "medium", {_VERSION: "4.0.1"}),
    Broken("SAB-010", "low", {"sabnzbd|fullstatus|status/new_release": "5.2.0"}),
    Broken("SAB-010", "info", _misc(check_new_rel=0)),
    Broken("SAB-011", "high", _misc(fail_hopeless_jobs=0)),
    Broken("SAB-012", "low", _misc(pre_check=1)),
    Broken("SAB-013", "high", _misc(safe_postproc=0)),
    Broken("SAB-014", "high", _misc(enable_unrar=0, enable_7zip=0)),
    Broken("SAB-014", "medium", _misc(enable_recursive=0)),
    Broken("SAB-015", "low", _misc(ignore_samples=1)),
    Broken("SAB-016", "medium", _misc(deobfuscate_final_filenames=0)),
    Broken("SAB-017", "medium", _misc(replace_dots=1)),
    Broken("SAB-018", "high", {"sabnzbd|get_config|config/categories/name=*/pp": "1"}),
    Broken("SAB-019", "medium", _misc(unwanted_extensions=[])),
    Broken("SAB-019", "medium", _misc(action_on_unwanted_extensions=0), "no action"),
    Broken("SAB-020", "medium", _misc(pause_on_pwrar=1)),
    Broken("SAB-021", "high", _misc(no_dupes=1)),
    Broken("SAB-021", "medium", _misc(no_smart_dupes=2)),
    Broken("SAB-022", "medium", _misc(no_smart_dupes=4, dupes_propercheck=0)),
    Broken("SAB-023", "high", _misc(cleanup_list=["nfo", "mkv"])),
    Broken(
        "SAB-023",
        "low",
        {**_misc(cleanup_list=["srt"]), f"{_MM}importExtraFiles": True},
    ),
    Broken("SAB-024", "low", _misc(cache_limit="")),
    Broken("SAB-025", "medium", _misc(download_free="500M")),
    Broken(
        "SAB-025",
        "low",
        {"sabnzbd|fullstatus|status/diskspacetotal2": "999.00"},
    ),
    Broken("SAB-025", "low", _misc(fulldisk_autoresume=0), "stays stopped"),
    Broken(
        "SAB-026",
        "high",
        {"sabnzbd|queue|queue/paused": True, "sabnzbd|queue|queue/noofslots": 3},
    ),
    Broken("SAB-026", "medium", _misc(start_paused=1)),
    Broken("SAB-027", "medium", _misc(bandwidth_perc=50, bandwidth_max="")),
    Broken(
        "SAB-027",
        "medium",
        _misc(
            schedlines=["1 0 4 1 create_backup", "1 0 6 1 speedlimit 50"],
            bandwidth_max="",
        ),
        "scheduled",
    ),
    Broken(
        "SAB-028",
        "medium",
        {"sabnzbd|fullstatus|status/delayed_assembler": 9, **_misc(direct_unpack=1)},
    ),
    Broken(
        "SAB-028",
        "medium",
        {
            "sabnzbd|fullstatus|status/delayed_assembler": 60,
            "sabnzbd|fullstatus|status/uptime": "12d",
            **_misc(direct_unpack=1),
        },
        "for days",
    ),
    Broken(
        "SAB-029",
        "medium",
        {"sabnzbd|fullstatus|status/downloaddir": "/data/usenet/complete/incomplete"},
    ),
    Broken("SAB-030", "low", _misc(backup_dir="")),
    Broken("SAB-030", "low", _misc(schedlines=[]), "no schedule"),
    Broken(
        "SAB-031",
        "medium",
        {
            "sabnzbd|warnings|warnings": [
                {"type": "WARNING", "text": "Not writable", "time": 1795430000}
            ]
        },
    ),
    Broken("ARR-001", "critical", {f"{_CLIENT}enable": False}),
    Broken("ARR-001", "high", _health("DownloadClientStatusCheck", "error")),
    Broken(
        "ARR-002",
        "high",
        {"sonarr|config/downloadclient|enableCompletedDownloadHandling": False},
    ),
    Broken("ARR-003", "low", {f"{_CLIENT}removeCompletedDownloads": False}),
    Broken("ARR-003", "low", {f"{_CLIENT}removeFailedDownloads": False}, "failed"),
    Broken(
        "ARR-004",
        "medium",
        {"sonarr|config/downloadclient|autoRedownloadFailed": False},
    ),
    Broken("ARR-005", "medium", _SCORED),
    Broken("ARR-006", "low", {f"{_MM}downloadPropersAndRepacks": "doNotPrefer"}),
    Broken("ARR-007", "medium", {f"{_MM}recycleBin": ""}),
    Broken("ARR-008", "medium", _health("RecyclingBinCheck")),
    Broken("ARR-008", "medium", {f"{_MM}recycleBin": "/data/media/tv/bin"}, "in Plex"),
    Broken("ARR-008", "medium", {f"{_MM}recycleBin": "/config/bin"}, "other disk"),
    Broken("ARR-008", "low", {f"{_MM}recycleBinCleanupDays": 0}),
    Broken("ARR-009", "medium", {f"{_MM}enableMediaInfo": False}),
    Broken("ARR-010", "medium", {f"{_NAMING}renameEpisodes": False}),
    Broken("ARR-011", "low", {f"{_NAMING}standardEpisodeFormat": "{Series Title}"}),
    Broken(
        "ARR-012",
        "medium",
        {"sonarr|downloadclient|+": _TORRENT, f"{_MM}copyUsingHardlinks": False},
    ),
    Broken("ARR-013", "medium", {f"{_MM}skipFreeSpaceCheckWhenImporting": True}),
    Broken("ARR-013", "low", {f"{_MM}minimumFreeSpaceWhenImporting": 100}),
    Broken("ARR-014", "low", {f"{_MM}rescanAfterRefresh": "never"}),
    Broken(
        "ARR-015",
        "high",
        {f"{_INDEXER}enableRss": False, "sonarr|indexer|1/enableRss": False},
    ),
    Broken("ARR-015", "high", _health("IndexerSearchCheck"), "health"),
    Broken("ARR-016", "low", {f"{_INDEXER}enableAutomaticSearch": False}),
    Broken(
        "ARR-016",
        "info",
        {
            f"{_INDEXER}enableAutomaticSearch": False,
            "sonarr|indexer|1/name": "NZBgeek (Prowlarr)",
        },
        "Prowlarr",
    ),
    Broken(
        "ARR-017",
        "info",
        {"sonarr|indexer|+": {**providers.indexer("Sonarr", 2), "id": 3, "name": "C"}},
    ),
    Broken("ARR-018", "high", {"sonarr|config/indexer|rssSyncInterval": 0}),
    Broken("ARR-018", "medium", {"sonarr|config/indexer|rssSyncInterval": 120}),
    Broken("ARR-019", "low", {"sonarr|config/indexer|maximumSize": 4000}),
    Broken("ARR-019", "low", {"sonarr|config/indexer|retention": 500}, "retention"),
    Broken("ARR-019", "low", {"sonarr|config/indexer|minimumAge": 90}, "age"),
    Broken("ARR-020", "medium", {f"{_INDEXER}fields/name=failDownloads/value": [0]}),
    Broken("ARR-021", "medium", {f"{_PROFILE}upgradeAllowed": False}),
    Broken("ARR-022", "medium", {f"{_PROFILE}cutoff": 9}),
    Broken(
        "ARR-023",
        "medium",
        {**_SCORED, f"{_PROFILE}cutoffFormatScore": 0},
    ),
    Broken(
        "ARR-024",
        "high",
        {
            **_SCORED,
            f"{_PROFILE}formatItems": [
                {"format": 1, "name": "WEB Tier 01", "score": 1700},
                {"format": 2, "name": "LQ", "score": -1000},
            ],
        },
    ),
    Broken(
        "ARR-024", "high", {**_SCORED, f"{_PROFILE}minFormatScore": -20000}, "minimum"
    ),
    Broken(
        "ARR-025",
        "low",
        {
            **_SCORED,
            "sonarr|customformat|+": {"id": 1, "name": "LQ", "specifications": []},
        },
    ),
    Broken("ARR-026", "high", {f"{_DEFINITION}maxSize": 20}),
    Broken(
        "ARR-026",
        "high",
        {f"{_DEFINITION}maxSize": 150, f"{_DEFINITION}minSize": 160},
        "min > max",
    ),
    Broken(
        "ARR-026", "medium", {f"{_DEFINITION}maxSize": 90, f"{_DEFINITION}minSize": 50}
    ),
    Broken(
        "ARR-027",
        "low",
        {
            f"sonarr|qualitydefinition|title={name}/minSize": 1
            for name in ("Bluray-1080p", "WEBDL-1080p", "HDTV-1080p")
        },
    ),
    Broken("ARR-028", "high", {f"{_PROFILE}items/0/allowed": True}),
    Broken(
        "ARR-028",
        "high",
        {
            f"{_PROFILE}items/+": {
                "id": 1099,
                "name": "Any",
                "items": [
                    {"quality": {"id": 0, "name": "Unknown", "resolution": 0}},
                    {"quality": {"id": 7, "name": "Bluray-1080p", "resolution": 1080}},
                ],
                "allowed": True,
            }
        },
        "within a group",
    ),
    Broken(
        "ARR-029",
        "medium",
        {
            f"{_PROFILE}items/+": {
                "quality": {"id": 6, "name": "Bluray-720p", "resolution": 720},
                "items": [],
                "allowed": True,
            }
        },
    ),
    Broken(
        "ARR-030",
        "medium",
        {
            "sonarr|tag/detail|+": {
                "id": 1,
                "label": "kids",
                "indexerIds": [1],
                "autoTagIds": [],
                "seriesIds": [],
            }
        },
    ),
    Broken("ARR-031", "high", {f"{_CLIENT}tags": [1]}),
    Broken("ARR-032", "high", {f"{_INDEXER}downloadClientId": 9}),
    Broken("ARR-033", "high", {f"{_DELAY}enableUsenet": False}),
    Broken("ARR-033", "medium", {f"{_DELAY}preferredProtocol": "torrent"}),
    Broken(
        "ARR-033",
        "low",
        {f"{_DELAY}usenetDelay": 1440, f"{_DELAY}bypassIfHighestQuality": False},
    ),
    Broken("ARR-034", "medium", _list("sonarr", rootFolderPath="/gone")),
    Broken("ARR-034", "medium", _list("sonarr", qualityProfileId=99), "profile"),
    Broken("ARR-034", "medium", _health("ImportListStatusCheck"), "health"),
    Broken("ARR-035", "info", _list("sonarr", enableAutomaticAdd=False)),
    Broken(
        "ARR-036",
        "critical",
        {
            **_list("sonarr"),
            "sonarr|config/importlist|listSyncLevel": "removeAndDelete",
            f"{_MM}recycleBin": "",
        },
    ),
    Broken(
        "ARR-036",
        "high",
        {
            **_list("sonarr"),
            "sonarr|config/importlist|listSyncLevel": "removeAndDelete",
        },
    ),
    Broken(
        "ARR-036",
        "medium",
        {**_list("sonarr"), "sonarr|config/importlist|listSyncLevel": "removeAndKeep"},
    ),
    Broken("ARR-037", "low", _list("sonarr", searchForMissingEpisodes=True)),
    Broken("ARR-037", "low", _list("radarr", searchOnAdd=True), "Radarr"),
    Broken("ARR-038", "critical", {f"{_HOST}authenticationMethod": "none"}),
    Broken(
        "ARR-038",
        "high",
        {f"{_HOST}authenticationMethod": "none", f"{_HOST}bindAddress": "192.0.2.7"},
    ),
    Broken("ARR-039", "medium", {f"{_HOST}authenticationMethod": "external"}),
    Broken(
        "ARR-040",
        "high",
        {
            f"{_HOST}authenticationRequired": "disabledForLocalAddresses",
            "sonarr|system/status|version": "4.0.10.2544",
        },
    ),
    Broken(
        "ARR-040",
        "low",
        {f"{_HOST}authenticationRequired": "disabledForLocalAddresses"},
    ),
    Broken("ARR-041", "medium", _health("AllowedHostsCheck")),
    Broken("ARR-041", "low", {f"{_HOST}allowedHosts": "*"}),
    Broken("ARR-042", "medium", {f"{_HOST}certificateValidation": "disabled"}),
    Broken(
        "ARR-042", "low", {f"{_HOST}certificateValidation": "disabledForLocalAddresses"}
    ),
    Broken("ARR-043", "low", _health("UpdateCheck")),
    Broken("ARR-043", "low", {f"{_HOST}updateAutomatically": True}, "container"),
    Broken("ARR-043", "low", {"sonarr|update|0/installed": False}, "update"),
    Broken("ARR-044", "high", {"sonarr|system/status|version": "3.0.10.1567"}),
    Broken("ARR-045", "high", {"sonarr|system/backup|": []}),
    Broken(
        "ARR-045",
        "high",
        {"sonarr|system/backup|0/time": "2026-10-01T00:00:00Z"},
        "old",
    ),
    Broken("ARR-046", "critical", {"sonarr|rootfolder|0/accessible": False}),
    Broken("ARR-046", "critical", _health("MountCheck", "error"), "health"),
    Broken("ARR-046", "low", {"sonarr|rootfolder|+": _LEFT_OVER}, "left over"),
    Broken("ARR-047", "high", {"sonarr|rootfolder|0/freeSpace": 10_000_000_000}),
    Broken("ARR-048", "medium", {"sonarr|series|0/path": "/elsewhere/Show"}),
    Broken("ARR-049", "high", _health("SystemTimeCheck", "error")),
    Broken("ARR-049", "high", _health("SomethingNewCheck", "error"), "unheard of"),
    Broken("ARR-049", "low", _health("NotificationStatusCheck", "error"), "mild"),
    Broken(
        "SON-001",
        "low",
        {
            f"{_MM}episodeTitleRequired": "always",
            f"{_NAMING}standardEpisodeFormat": "{Episode Title} {Quality Full} "
            "{Release Group}",
        },
    ),
    Broken("SON-002", "low", {f"{_NAMING}seriesFolderFormat": "{Series Title}"}),
    Broken("RAD-001", "medium", _list("radarr", minimumAvailability="announced")),
    Broken(
        "RAD-001",
        "medium",
        {
            f"radarr|movie|{n}/{key}": value
            for n in range(8)
            for key, value in (
                ("monitored", True),
                ("hasFile", False),
                ("minimumAvailability", "announced"),
            )
        },
        "films",
    ),
    Broken(
        "RAD-002", "low", {"radarr|config/naming|movieFolderFormat": "{Movie Title}"}
    ),
    Broken(
        "RAD-003",
        "low",
        {"radarr|qualityprofile|name=HD-1080p/language": {"id": -1, "name": "Any"}},
    ),
    Broken(
        "PLX-001",
        "low",
        _pref(
            FSEventLibraryUpdatesEnabled=True, FSEventLibraryPartialScanEnabled=False
        ),
    ),
    Broken("PLX-002", "low", _pref(allowMediaDeletion=True)),
    Broken("PLX-003", "low", _pref(GenerateBIFBehavior="asap")),
    Broken("PLX-003", "low", _pref(ScannerLowPriority=False), "priority"),
    Broken("PLX-004", "high", _pref(secureConnections=2)),
    Broken("PLX-004", "info", _pref(secureConnections=0)),
    Broken("PLX-005", "high", _pref(allowedNetworks="192.168.0.0/16")),
    Broken("PLX-006", "low", _pref(HardwareAcceleratedCodecs=False)),
    Broken("PLX-007", "high", _pref(ButlerTaskBackupDatabase=False)),
    Broken("PLX-007", "medium", _pref(ButlerTaskOptimizeDatabase=False)),
    Broken("PLX-007", "low", _pref(ButlerEndHour=3)),
    Broken("PLX-008", "medium", _pref(logTokens=True)),
    Broken("PLX-008", "low", _pref(LogVerbose=True)),
    Broken(
        "PLX-009",
        "medium",
        {
            "plex|library/sections|MediaContainer/Directory/0/agent": "com.plexapp.agents.imdb"
        },
    ),
    Broken("PLX-010", "high", {"plex||MediaContainer/version": "1.42.0.9975-abc"}),
    Broken("PLX-010", "medium", {"plex||MediaContainer/version": "1.42.2.10156-abc"}),
    Broken(
        "PLX-010",
        "low",
        {
            "plex|updater/status|MediaContainer/Release": [
                {"version": "1.50.0.1", "state": "available"}
            ]
        },
    ),
    Broken("PLX-011", "medium", {"plex||MediaContainer/myPlex": False}),
    Broken(
        "PLX-011",
        "low",
        {
            **_pref(PublishServerOnPlexOnlineKey=True),
            "plex||MediaContainer/myPlexMappingState": "failed",
        },
    ),
    Broken(
        "PLX-012",
        "medium",
        {
            "plex|library/sections|MediaContainer/Directory/2/Location": [
                {"id": 9, "path": "/data/media/movies/kids"}
            ]
        },
    ),
    Broken("XAP-001", "critical", {_form("tvCategory"): "shows"}),
    Broken(
        "XAP-001",
        "critical",
        {
            _form("tvCategory"): "shows",
            "sonarr|downloadclient|+": {
                **providers.sabnzbd("Sonarr", 2, host="10.0.0.9", port=9091, key="k"),
                "name": "Another",
            },
            "sabnzbd-2|get_config|": {"config": {"misc": {"port": "9999"}}},
        },
        "beside a client of another stack",
    ),
    Broken("XAP-002", "high", {_form("tvCategory"): "TV"}),
    Broken("XAP-003", "high", {_form("tvCategory"): ""}),
    Broken("XAP-004", "high", {_form("tvCategory"): "movies"}),
    Broken("XAP-005", "high", {f"{_TV}dir": "tv*"}),
    Broken("XAP-005", "high", {f"{_TV}pp": "1"}, "packed"),
    Broken("XAP-006", "high", {_form("recentTvPriority"): 2}),
    Broken("XAP-006", "high", {f"{_TV}priority": -2}, "category"),
    Broken("XAP-007", "high", {f"{_TV}script": "nzbToMedia.py"}),
    Broken("XAP-007", "info", {f"{_TV}script": "notify.sh"}),
    Broken("XAP-008", "critical", {"sonarr|rootfolder|0/path": "/data/usenet"}),
    Broken("XAP-008", "critical", _health("DownloadClientRootFolderCheck"), "health"),
    Broken(
        "XAP-009",
        "high",
        {
            "plex|library/sections|MediaContainer/Directory/0/Location/0/path": (
                "/data/usenet/complete"
            )
        },
    ),
    Broken("XAP-010", "critical", _health("RemotePathMappingCheck", "error")),
    Broken(
        "XAP-010",
        "critical",
        {"sabnzbd|fullstatus|status/completedir": "C:\\usenet\\complete"},
        "Windows",
    ),
    Broken(
        "XAP-011",
        "medium",
        {"sonarr|remotepathmapping|+": {**_MAPPING, "host": "gone"}},
    ),
    Broken(
        "XAP-011",
        "medium",
        {"sonarr|remotepathmapping|+": {**_MAPPING, "remotePath": "/elsewhere/"}},
        "nothing there",
    ),
    Broken(
        "XAP-011",
        "medium",
        {
            "sonarr|remotepathmapping|": [
                _MAPPING,
                {**_MAPPING, "id": 2, "remotePath": "/data/usenet/"},
            ]
        },
        "hidden",
    ),
    Broken(
        "XAP-011",
        "low",
        {"sonarr|remotepathmapping|+": {**_MAPPING, "localPath": "/data"}},
    ),
    Broken(
        "XAP-012",
        "medium",
        {
            "sonarr|diskspace|+": {
                "path": "/data/usenet",
                "freeSpace": 1,
                "totalSpace": 2,
            }
        },
    ),
    Broken(
        "XAP-012",
        "medium",
        {
            "sabnzbd|fullstatus|status/completedir": "/downloads",
            "sonarr|diskspace|": [{"path": "/", "freeSpace": 1, "totalSpace": 2}],
        },
        "container",
    ),
    Broken(
        "XAP-013",
        "high",
        {_form("useSsl"): True, **_health("DownloadClientCheck", "error")},
    ),
    Broken(
        "XAP-013",
        "high",
        {_form("urlBase"): "/other", _form("port"): 8085, f"{_MISC}port": "8085"},
        "base path",
    ),
    Broken("XAP-014", "high", {_form("host"): "sabnzbd", **_misc(host="0.0.0.0")}),
    Broken("XAP-015", "critical", {"sabnzbd|get_config|config/sorters": [_SORTER]}),
    Broken("XAP-015", "critical", {_VERSION: "3.7.1", **_OLD_SORTING}, "old sorting"),
    Broken(
        "XAP-015",
        "info",
        {"sabnzbd|get_config|config/sorters": [{**_SORTER, "sort_cats": []}]},
    ),
    Broken("XAP-016", "high", _misc(history_retention_option="all-delete")),
    Broken(
        "XAP-016",
        "high",
        _misc(history_retention_option="number-archive", history_retention_number=20),
        "few jobs",
    ),
    Broken(
        "XAP-016",
        "high",
        _misc(history_retention_option="days-delete", history_retention_number=3),
        "few days",
    ),
    Broken(
        "XAP-016", "high", {_VERSION: "3.7.1", **_misc(history_retention="7d")}, "old"
    ),
    Broken(
        "XAP-016",
        "info",
        _misc(history_retention_option="number-archive", history_retention_number=100),
    ),
    Broken("XAP-017", "info", _misc(propagation_delay=90)),
    Broken(
        "XAP-017",
        "info",
        {**_misc(propagation_delay=10), "sonarr|config/indexer|minimumAge": 10},
        "both",
    ),
    Broken("XAP-018", "high", {f"{_ENTRY}fields/name=updateLibrary/value": False}),
    Broken("XAP-018", "high", {"sonarr|notification|0": GONE}, "no entry"),
    Broken(
        "XAP-018",
        "medium",
        {f"{_ENTRY}onUpgrade": False, **_pref(ScheduledLibraryUpdatesEnabled=True)},
    ),
    Broken("XAP-018", "low", {f"{_ENTRY}onRename": False}),
    Broken(
        "XAP-019",
        "high",
        {
            "plex|library/sections|MediaContainer/Directory/1/Location/0/path": "/mnt/x/tv"
        },
    ),
    Broken(
        "XAP-020",
        "medium",
        {
            "plex|library/sections|MediaContainer/Directory/1/Location/0/path": "/mnt/shows"
        },
    ),
    Broken("XAP-021", "critical", {"sonarr|rootfolder|0/accessible": False}),
    Broken("XAP-021", "info", _pref(autoEmptyTrash=False)),
    Broken(
        "XAP-022",
        "high",
        {"sonarr|notification|0": GONE, "radarr|notification|0": GONE},
    ),
    Broken(
        "XAP-022",
        "low",
        _pref(ScheduledLibraryUpdatesEnabled=True, ScheduledLibraryUpdateInterval=900),
    ),
    Broken("XAP-022", "info", _pref(ScheduledLibraryUpdatesEnabled=True)),
    Broken("XAP-023", "high", {"sonarr|rootfolder|0/path": "/data/media"}),
    Broken("XAP-024", "high", {_form("host"): "sab.example.com"}),
)
"""At least one for each rule."""

_TWO_ROOTS: dict[str, Any] = {
    "sonarr|rootfolder|+": {"id": 9, "path": "/data/media/anime", "accessible": True},
    "sonarr|series|0/path": "/data/media/anime/Show",
}
SOUND: tuple[Broken, ...] = (
    Broken("SAB-007", "", _misc(local_ranges=["fc00::/7", "fd7a:115c:a1e0::/48"])),
    Broken(
        "SAB-026",
        "",
        {
            "sabnzbd|queue|queue/paused": True,
            "sabnzbd|queue|queue/noofslots": 3,
            f"{_MISC}schedlines": [
                "1 0 8 1234567 pause",
                "1 0 23 1234567 resume",
                "1 0 4 1 create_backup",
            ],
        },
        "paused by the clock",
    ),
    Broken(
        "SAB-027",
        "",
        _misc(
            schedlines=["1 0 4 1 create_backup", "0 0 6 1 speedlimit 50"],
            bandwidth_max="",
        ),
        "a schedule that is off",
    ),
    Broken(
        "SAB-028",
        "",
        {
            "sabnzbd|fullstatus|status/delayed_assembler": 9,
            "sabnzbd|fullstatus|status/uptime": "30d",
            **_misc(direct_unpack=1),
        },
        "a few times in a month",
    ),
    Broken(
        "ARR-029",
        "",
        {
            "sonarr|series|0/qualityProfileId": 6,
            "sonarr|qualityprofile|name=HD - 720p%1080p/upgradeAllowed": True,
        },
        "Sonarr's own order",
    ),
    Broken("ARR-046", "", _TWO_ROOTS, "two roots"),
    Broken(
        "PLX-006",
        "",
        {
            "plex||MediaContainer/myPlexSubscription": False,
            f"{_PREF}HardwareAcceleratedCodecs": GONE,
        },
        "no pass",
    ),
    Broken(
        "XAP-018",
        "",
        {
            "sonarr|notification|0": {
                **providers.plex_connection("Sonarr"),
                "name": "Autoscan",
                "implementation": "Webhook",
            }
        },
        "Autoscan",
    ),
)
"""What sound households have, and no rule may nag about."""

FIXABLE_RULES = frozenset(rule.id for rule in rules().values() if rule.fixable)
"""What the data say AutoArr can mend."""
