"""Everything that can be configured in an app: what it holds after a fresh install."""

from copy import deepcopy
from dataclasses import dataclass, field

from simulator.arr import providers
from simulator.arr.library import ENGLISH
from simulator.arr.qualities import QualityTable, standard_profiles
from simulator.arr.wire import Json

LANGUAGES: tuple[tuple[int, str], ...] = (
    (-2, "Original"),
    (0, "Unknown"),
    (1, "English"),
    (2, "French"),
    (3, "Spanish"),
    (4, "German"),
    (5, "Italian"),
    (7, "Dutch"),
    (8, "Japanese"),
)


@dataclass(slots=True)
class Settings:
    """The settings of one app.

    Attributes:
        config: The single objects behind `config/…`.
        lists: The collections by the name of their endpoint.
    """

    config: dict[str, Json]
    lists: dict[str, list[Json]] = field(default_factory=dict)

    def profile(self, number: int) -> Json:
        """Return a quality profile; the first one if the number is unknown."""
        rows = self.lists["qualityprofile"]
        return next((row for row in rows if row["id"] == number), rows[0])

    def next_id(self, name: str) -> int:
        """Return the next free id of a collection."""
        return max((row["id"] for row in self.lists[name]), default=0) + 1

    def add(self, name: str, row: Json) -> Json:
        """Append a row to a collection under a new id."""
        row = {**row, "id": self.next_id(name)}
        self.lists[name].append(row)
        return row


def fresh(
    app: str,
    table: QualityTable,
    *,
    api_key: str,
    port: int,
    url_base: str,
    client: Json,
    root: str,
) -> Settings:
    """Return the settings of an app that somebody set up and left as it was.

    Args:
        app: Sonarr or Radarr.
        table: Its qualities.
        api_key: Its own key.
        port: Its own port.
        url_base: Its own base path.
        client: Its download client.
        root: Its root folder.
    """
    sonarr = app == "Sonarr"
    language = None if sonarr else {"id": -2, "name": "Original"}
    config = {
        "host": _host(app, api_key, port, url_base),
        "ui": _ui(sonarr),
        "downloadclient": _download_client(sonarr),
        "mediamanagement": _media_management(sonarr),
        "naming": _naming(sonarr),
        "indexer": _indexer(sonarr),
        "importlist": {"listSyncLevel": "disabled", "id": 1},
    }
    if sonarr:
        config["importlist"]["listSyncTag"] = 0
    else:
        config["metadata"] = {"certificationCountry": "us", "id": 1}
    lists: dict[str, list[Json]] = {
        "qualityprofile": standard_profiles(table, language),
        "qualitydefinition": table.definitions(),
        "customformat": [],
        "rootfolder": [{"path": root, "id": 1}],
        "tag": [],
        "downloadclient": [client],
        "indexer": [providers.indexer(app, 1), providers.indexer(app, 2)],
        "notification": [],
        "importlist": [],
        "remotepathmapping": [],
        "releaseprofile": [],
        "delayprofile": [_delay_profile()],
    }
    return Settings(deepcopy(config), lists)


def language_rows() -> list[Json]:
    """Return the languages that an app knows."""
    return [
        {"id": number, "name": name, "nameLower": name.lower()}
        for number, name in LANGUAGES
    ]


def language_profile() -> Json:
    """Return the one language profile that Sonarr v4 keeps for old clients."""
    return {
        "name": "Deprecated",
        "upgradeAllowed": True,
        "cutoff": ENGLISH,
        "languages": [{"language": ENGLISH, "allowed": True}],
        "id": 1,
    }


def _delay_profile() -> Json:
    return {
        "enableUsenet": True,
        "enableTorrent": True,
        "preferredProtocol": "usenet",
        "usenetDelay": 0,
        "torrentDelay": 0,
        "bypassIfHighestQuality": True,
        "bypassIfAboveCustomFormatScore": False,
        "minimumCustomFormatScore": 0,
        "order": 2147483647,
        "tags": [],
        "id": 1,
    }


def _host(app: str, api_key: str, port: int, url_base: str) -> Json:
    return {
        "bindAddress": "*",
        "port": port,
        "sslPort": 9898,
        "enableSsl": False,
        "launchBrowser": True,
        "authenticationMethod": "forms",
        "authenticationRequired": "enabled",
        "analyticsEnabled": True,
        "username": "admin",
        "password": "hash-of-a-password",
        "passwordConfirmation": "",
        "logLevel": "info",
        "logSizeLimit": 1,
        "consoleLogLevel": "",
        "branch": "main" if app == "Sonarr" else "master",
        "apiKey": api_key,
        "sslCertPath": "",
        "sslCertPassword": "",
        "urlBase": url_base,
        "instanceName": app,
        "applicationUrl": "",
        "updateAutomatically": False,
        "updateMechanism": "docker",
        "updateScriptPath": "",
        "proxyEnabled": False,
        "proxyType": "http",
        "proxyHostname": "",
        "proxyPort": 8080,
        "proxyUsername": "",
        "proxyPassword": "",
        "proxyBypassFilter": "",
        "proxyBypassLocalAddresses": True,
        "certificateValidation": "enabled",
        "backupFolder": "Backups",
        "backupInterval": 7,
        "backupRetention": 28,
        "trustCgnatIpAddresses": False,
        "id": 1,
    }


def _ui(sonarr: bool) -> Json:
    row: Json = {
        "firstDayOfWeek": 0,
        "calendarWeekColumnHeader": "ddd M/D",
        "shortDateFormat": "MMM D YYYY",
        "longDateFormat": "dddd, MMMM D YYYY",
        "timeFormat": "h(:mm)a",
        "showRelativeDates": True,
        "enableColorImpairedMode": False,
        "theme": "auto",
        "uiLanguage": 1,
        "id": 1,
    }
    if not sonarr:
        row |= {"movieRuntimeFormat": "hoursMinutes", "movieInfoLanguage": 1}
    return row


def _download_client(sonarr: bool) -> Json:
    row: Json = {
        "downloadClientWorkingFolders": "_UNPACK_|_FAILED_",
        "enableCompletedDownloadHandling": True,
        "autoRedownloadFailed": True,
        "autoRedownloadFailedFromInteractiveSearch": True,
        "id": 1,
    }
    if not sonarr:
        row["checkForFinishedDownloadInterval"] = 1
    return row


def _media_management(sonarr: bool) -> Json:
    row: Json = {
        "recycleBin": "",
        "recycleBinCleanupDays": 7,
        "downloadPropersAndRepacks": "preferAndUpgrade",
        "deleteEmptyFolders": False,
        "fileDate": "none",
        "rescanAfterRefresh": "always",
        "setPermissionsLinux": False,
        "chmodFolder": "755",
        "chownGroup": "",
        "skipFreeSpaceCheckWhenImporting": False,
        "minimumFreeSpaceWhenImporting": 100,
        "copyUsingHardlinks": True,
        "useScriptImport": False,
        "scriptImportPath": "",
        "importExtraFiles": False,
        "extraFileExtensions": "srt",
        "enableMediaInfo": True,
        "id": 1,
    }
    if sonarr:
        row |= {
            "autoUnmonitorPreviouslyDownloadedEpisodes": False,
            "createEmptySeriesFolders": False,
            "episodeTitleRequired": "always",
        }
    else:
        row |= {
            "autoUnmonitorPreviouslyDownloadedMovies": False,
            "createEmptyMovieFolders": False,
            "autoRenameFolders": False,
            "pathsDefaultStatic": False,
        }
    return row


def _naming(sonarr: bool) -> Json:
    if not sonarr:
        return {
            "renameMovies": False,
            "replaceIllegalCharacters": True,
            "colonReplacementFormat": "delete",
            "standardMovieFormat": "{Movie Title} ({Release Year}) {Quality Full}",
            "movieFolderFormat": "{Movie Title} ({Release Year})",
            "id": 1,
        }
    episode = "S{season:00}E{episode:00} - {Episode Title} {Quality Full}"
    return {
        "renameEpisodes": False,
        "replaceIllegalCharacters": True,
        "colonReplacementFormat": 4,
        "customColonReplacementFormat": "",
        "multiEpisodeStyle": 5,
        "standardEpisodeFormat": f"{{Series Title}} - {episode}",
        "dailyEpisodeFormat": "{Series Title} - {Air-Date} - {Episode Title}",
        "animeEpisodeFormat": f"{{Series Title}} - {episode}",
        "seriesFolderFormat": "{Series Title}",
        "seasonFolderFormat": "Season {season}",
        "specialsFolderFormat": "Specials",
        "id": 1,
    }


def _indexer(sonarr: bool) -> Json:
    row: Json = {
        "minimumAge": 0,
        "retention": 0,
        "maximumSize": 0,
        "rssSyncInterval": 15 if sonarr else 30,
        "id": 1,
    }
    if not sonarr:
        row |= {
            "preferIndexerFlags": False,
            "availabilityDelay": 0,
            "allowHardcodedSubs": False,
            "whitelistedHardcodedSubs": "",
        }
    return row
