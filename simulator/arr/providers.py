"""Download clients, indexers, notifications and import lists as their forms have them.

Secrets are kept here and leave only as asterisks.
"""

from typing import Any

from simulator.arr.wire import Json
from simulator.indexer import INDEXERS

MASK = "********"


def field(
    order: int,
    name: str,
    label: str,
    value: Any = None,
    *,
    kind: str = "textbox",
    privacy: str = "normal",
) -> Json:
    """Return one field of a provider's form; without value where it is None."""
    row: Json = {
        "order": order,
        "name": name,
        "label": label,
        "type": kind,
        "advanced": False,
        "privacy": privacy,
        "isFloat": False,
    }
    if value is not None:
        row["value"] = value
    return row


def value(provider: Json, name: str, default: Any = None) -> Any:
    """Return the value of a field."""
    for row in provider.get("fields") or []:
        if row.get("name") == name:
            return row.get("value", default)
    return default


def sabnzbd(app: str, number: int, *, host: str, port: int, key: str) -> Json:
    """Return a SABnzbd download client."""
    kind = "tv" if app == "Sonarr" else "movie"
    word = kind.title()
    return {
        "enable": True,
        "protocol": "usenet",
        "priority": 1,
        "removeCompletedDownloads": True,
        "removeFailedDownloads": True,
        "name": "SABnzbd",
        "fields": [
            field(0, "host", "Host", host),
            field(1, "port", "Port", port, kind="number"),
            field(2, "useSsl", "Use SSL", False, kind="checkbox"),
            field(3, "urlBase", "URL Base"),
            field(4, "apiKey", "API Key", key, privacy="apiKey"),
            field(5, "username", "Username", privacy="userName"),
            field(6, "password", "Password", kind="password", privacy="password"),
            field(7, f"{kind}Category", "Category", "tv" if kind == "tv" else "movies"),
            field(8, f"recent{word}Priority", "Recent Priority", -100, kind="select"),
            field(9, f"older{word}Priority", "Older Priority", -100, kind="select"),
        ],
        "implementationName": "SABnzbd",
        "implementation": "Sabnzbd",
        "configContract": "SabnzbdSettings",
        "infoLink": f"https://wiki.servarr.com/{app.lower()}/supported#sabnzbd",
        "tags": [],
        "id": number,
    }


def indexer(app: str, number: int) -> Json:
    """Return a Newznab indexer."""
    row: Json = {
        "enableRss": True,
        "enableAutomaticSearch": True,
        "enableInteractiveSearch": True,
        "supportsRss": True,
        "supportsSearch": True,
        "protocol": "usenet",
        "priority": 25,
        "downloadClientId": 0,
        "name": INDEXERS[number],
        "fields": [
            field(0, "baseUrl", "URL", f"https://indexer{number}.invalid"),
            field(1, "apiPath", "API Path", "/api"),
            field(2, "apiKey", "API Key", f"indexer-key-{number}", privacy="apiKey"),
            field(3, "categories", "Categories", [5030, 5040], kind="select"),
            field(4, "failDownloads", "Fail Downloads", [], kind="select"),
        ],
        "implementationName": "Newznab",
        "implementation": "Newznab",
        "configContract": "NewznabSettings",
        "infoLink": f"https://wiki.servarr.com/{app.lower()}/supported#newznab",
        "tags": [],
        "id": number,
    }
    if app == "Sonarr":
        row["seasonSearchMaximumSingleEpisodeAge"] = 0
    return row


def webhook(app: str) -> Json:
    """Return an empty webhook notification, the template of `notification/schema`."""
    flags = ["Grab", "Download", "Upgrade", "Rename", "HealthIssue", "HealthRestored"]
    flags += ["ApplicationUpdate", "ManualInteractionRequired"]
    if app == "Sonarr":
        flags += ["ImportComplete", "SeriesAdd", "SeriesDelete", "EpisodeFileDelete"]
        flags += ["EpisodeFileDeleteForUpgrade"]
    else:
        flags += ["MovieAdded", "MovieDelete", "MovieFileDelete"]
        flags += ["MovieFileDeleteForUpgrade"]
    return {
        **{f"on{flag}": False for flag in flags},
        **{f"supportsOn{flag}": True for flag in flags},
        "includeHealthWarnings": False,
        "name": "",
        "fields": [
            field(0, "url", "Webhook URL", "", kind="url"),
            field(1, "method", "Method", 1, kind="select"),
            field(2, "username", "Username", "", privacy="userName"),
            field(3, "password", "Password", "", kind="password", privacy="password"),
            field(4, "headers", "Headers", [], kind="keyValueList"),
        ],
        "implementationName": "Webhook",
        "implementation": "Webhook",
        "configContract": "WebhookSettings",
        "infoLink": f"https://wiki.servarr.com/{app.lower()}/supported#webhook",
        "tags": [],
    }


def plex_connection(app: str) -> Json:
    """Return a notification that tells a Plex of new files, as people set one up."""
    flags = dict.fromkeys(("onDownload", "onUpgrade", "onRename"), True)
    gone = ("SeriesDelete", "EpisodeFileDelete", "EpisodeFileDeleteForUpgrade")
    if app != "Sonarr":
        gone = ("MovieDelete", "MovieFileDelete", "MovieFileDeleteForUpgrade")
    flags |= {f"on{name}": True for name in gone}
    return {
        **webhook(app),
        **flags,
        "name": "Plex",
        "fields": [
            field(0, "host", "Host", "127.0.0.1"),
            field(1, "port", "Port", 32400, kind="number"),
            field(2, "useSsl", "Use SSL", False, kind="checkbox"),
            field(3, "authToken", "Auth Token", "plex-token", privacy="apiKey"),
            field(4, "updateLibrary", "Update Library", True, kind="checkbox"),
            field(5, "mapFrom", "Map Paths From", ""),
            field(6, "mapTo", "Map Paths To", ""),
        ],
        "implementationName": "Plex Media Server",
        "implementation": "PlexServer",
        "configContract": "PlexServerSettings",
        "infoLink": f"https://wiki.servarr.com/{app.lower()}/supported#plexserver",
        "id": 1,
    }


def import_list(app: str) -> Json:
    """Return a list of titles that are added by themselves."""
    row: Json = {
        "rootFolderPath": "/data/media/tv",
        "qualityProfileId": 4,
        "listType": "trakt",
        "listOrder": 5,
        "name": "Popular",
        "fields": [
            field(0, "accessToken", "Access Token", "list-token", privacy="apiKey"),
            field(1, "limit", "Limit", 100, kind="number"),
        ],
        "implementationName": "Trakt Popular List",
        "implementation": "TraktPopularImport",
        "configContract": "TraktPopularSettings",
        "infoLink": f"https://wiki.servarr.com/{app.lower()}/supported#traktpopularimport",
        "tags": [],
        "id": 1,
    }
    if app == "Sonarr":
        return row | {
            "enableAutomaticAdd": True,
            "searchForMissingEpisodes": False,
            "shouldMonitor": "all",
            "monitorNewItems": "all",
            "seriesType": "standard",
            "seasonFolder": True,
        }
    return row | {
        "rootFolderPath": "/data/media/movies",
        "enabled": True,
        "enableAuto": True,
        "monitor": "movieOnly",
        "minimumAvailability": "released",
        "searchOnAdd": False,
    }


def masked(provider: Json) -> Json:
    """Return the provider as it leaves: secrets as asterisks."""
    fields = [
        {**row, "value": MASK}
        if row["privacy"] in {"password", "apiKey"} and row.get("value")
        else row
        for row in provider["fields"]
    ]
    return {**provider, "fields": fields}


def merged(new: Json, template: Json, old: Json | None) -> Json:
    """Return what is stored of a body: missing values are empty, asterisks stay.

    Args:
        new: What was sent.
        template: A provider of the same kind with all its fields.
        old: What was stored before.
    """
    sent = {row.get("name"): row for row in new.get("fields") or []}
    fields = []
    for row in template["fields"]:
        given = sent.get(row["name"], {}).get("value")
        if given == MASK and old is not None:
            given = value(old, row["name"])
        plain = {key: item for key, item in row.items() if key != "value"}
        fields.append(plain if given is None else {**plain, "value": given})
    kept = replaced(new, template)
    kept["fields"] = fields
    return kept


def replaced(new: Json, shape: Json) -> Json:
    """Return a full replacement: what was not sent becomes false, 0 or nothing.

    Args:
        new: What was sent; names ignore case.
        shape: A row with all the names.
    """
    sent = {key.lower(): item for key, item in new.items()}
    row: Json = {}
    for key, old in shape.items():
        given = sent.get(key.lower())
        if given is not None:
            row[key] = given
        elif isinstance(old, bool):
            row[key] = False
        elif isinstance(old, int | float):
            row[key] = 0
        elif isinstance(old, list):
            row[key] = []
    return row
