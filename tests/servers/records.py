"""Records as Sonarr 4.0 and Radarr 6.0 write them, cut to what clients may look at."""

from typing import Any

QUALITY = {
    "quality": {"id": 3, "name": "WEBDL-1080p", "source": "web", "resolution": 1080},
    "revision": {"version": 1, "real": 0, "isRepack": False},
}


def status(app: str = "Sonarr", **changes: object) -> dict[str, Any]:
    """GET system/status."""
    version = "4.0.19.2979" if app == "Sonarr" else "6.0.3.10276"
    return {
        "appName": app,
        "instanceName": f"{app} at home",
        "version": version,
        "isDocker": True,
        "urlBase": "",
        **changes,
    }


def row(number: int = 1, **changes: object) -> dict[str, Any]:
    """A row of the queue."""
    return {
        "seriesId": 1,
        "episodeId": 100 + number,
        "seasonNumber": 2,
        "languages": [{"id": 1, "name": "English"}],
        "quality": QUALITY,
        "customFormats": [],
        "customFormatScore": 0,
        "size": 10737418240,
        "title": f"Some.Show.S02E{number:02}.1080p.WEB.h264-GRP",
        "estimatedCompletionTime": "2026-06-01T12:40:00Z",
        "added": "2026-06-01T12:00:00Z",
        "status": "downloading",
        "trackedDownloadStatus": "ok",
        "trackedDownloadState": "downloading",
        "statusMessages": [],
        "downloadId": f"SABnzbd_nzo_{number:08}",
        "protocol": "usenet",
        "downloadClient": "SABnzbd",
        "indexer": "NZBgeek",
        "sizeleft": 5368709120,
        "timeleft": "1.02:03:04",
        "id": 1200000000 + number,
        **changes,
    }


def page(
    records: list[Any], number: int = 1, total: int | None = None
) -> dict[str, Any]:
    """A page of anything."""
    return {
        "page": number,
        "pageSize": 250,
        "sortKey": "added",
        "sortDirection": "ascending",
        "totalRecords": len(records) if total is None else total,
        "records": records,
    }


def history(number: int, event: str, **changes: object) -> dict[str, Any]:
    """A record of the history."""
    return {
        "episodeId": 101,
        "seriesId": 1,
        "sourceTitle": "Some.Show.S01E01.1080p.WEB.h264-GRP",
        "languages": [{"id": 1, "name": "English"}],
        "quality": QUALITY,
        "date": f"2026-06-01T12:00:{number:02}Z",
        "downloadId": "SABnzbd_nzo_abc001",
        "eventType": event,
        "data": {},
        "id": number,
        **changes,
    }
