"""What the API shows: queue, history and status, in the words of each version."""

from typing import Any

from simulator.sabnzbd.disk import GIBIBYTE
from simulator.sabnzbd.engine import JobEngine
from simulator.sabnzbd.formats import duplicate_key, mebibytes, time_left, units
from simulator.sabnzbd.jobs import Job, Priority, Row, Status
from simulator.sabnzbd.outcomes import missing_bytes
from simulator.sabnzbd.provider import Notice

type Shown = dict[str, Any]

_STILL = frozenset(
    {Status.PAUSED, Status.GRABBING, Status.CHECKING, Status.PROPAGATING}
)
_VOLUME = 100_000_000
_LATER = ("id", "completeness", "md5sum", "meta", "series")
"""What version 3 leaves out of a row until it is settled."""


def header(engine: JobEngine) -> Shown:
    """Return what `queue` and `fullstatus` have in common."""
    disk, padded = engine.disk, engine.dialect.padded_units
    quota = engine.settings.amount("quota_size")
    postfix = "" if padded else "B"
    free, total = disk.free / GIBIBYTE, disk.total / GIBIBYTE
    return {
        "version": engine.dialect.version,
        "paused": engine.downloader.paused,
        "pause_int": _pause_left(engine),
        "paused_all": False,
        "diskspace1": f"{free:.2f}",
        "diskspace2": f"{free:.2f}",
        "diskspace1_norm": units(disk.free),
        "diskspace2_norm": units(disk.free),
        "diskspacetotal1": f"{total:.2f}",
        "diskspacetotal2": f"{total:.2f}",
        "speedlimit": str(engine.downloader.limit_percent),
        "speedlimit_abs": str(int(engine.downloader.speed_limit)),
        "have_warnings": str(len(engine.warnings)),
        "finishaction": None,
        "quota": units(quota, postfix, padded=padded),
        "have_quota": quota > 0,
        "left_quota": units(
            max(0.0, engine.downloader.quota_left(engine.now)), postfix, padded=padded
        ),
        "cache_art": "0",
        "cache_size": "0 B",
    }


def queue(engine: JobEngine, jobs: list[Job], *, start: int, limit: int) -> Shown:
    """Return the answer to `mode=queue`.

    Args:
        engine: The engine.
        jobs: The jobs that the filters let pass.
        start: Index of the first one to show.
        limit: How many to show; 0 shows all.
    """
    speed = engine.downloader.speed
    moving = [job for job in engine.queue.jobs if job.status is not Status.PAUSED]
    left = sum(job.left for job in moving)
    size = sum(job.size for job in moving)
    ends = _ends(engine.queue.jobs, speed)
    end = start + limit if limit else len(jobs)
    slots = [
        _slot(engine, job, index, ends[id(job)])
        for index, job in enumerate(jobs[start:end], start)
    ]
    state = "Paused" if engine.downloader.paused else "Downloading" if speed else "Idle"
    return {
        "queue": {
            **header(engine),
            "kbpersec": f"{speed / 1024:.2f}",
            "speed": units(speed, padded=engine.dialect.padded_units),
            "mbleft": mebibytes(left),
            "mb": mebibytes(size),
            "sizeleft": units(left, "B"),
            "size": units(size, "B"),
            "noofslots_total": len(moving),
            "noofslots": len(jobs),
            "start": start,
            "limit": limit,
            "finish": start + limit if limit else 0,
            "status": state,
            "timeleft": time_left(left, speed),
            "slots": slots,
        }
    }


def _ends(jobs: list[Job], speed: float) -> dict[int, str]:
    """Return when each job ends if those before it are downloaded first."""
    ends: dict[int, str] = {}
    ahead = 0.0
    for job in jobs:
        if job.status in _STILL:
            ends[id(job)] = "0:00:00"
            continue
        ahead += job.left
        ends[id(job)] = time_left(ahead, speed)
    return ends


def _slot(engine: JobEngine, job: Job, index: int, end: str) -> Shown:
    fetching = job.status is Status.GRABBING
    named: object = Priority(job.priority).name.title()
    if fetching and not engine.dialect.names_priority:
        named = 0
    known = not fetching or engine.dialect.names_priority
    category = (
        job.category if known and not (fetching and job.category == "*") else "None"
    )
    slot: Shown = {
        "index": index,
        "nzo_id": job.nzo_id,
        "unpackopts": "0" if fetching else job.pp,
        "priority": named,
        "script": job.script,
        "filename": job.name,
        "labels": _labels(engine, job),
        "password": job.password,
        "cat": category,
        "mbleft": mebibytes(job.left),
        "mb": mebibytes(job.size),
        "size": units(job.size, "B"),
        "sizeleft": units(job.left, "B"),
        "percentage": str(int(100 * job.done / job.size)) if job.size else "0",
        "mbmissing": mebibytes(missing_bytes(job)),
        "direct_unpack": _direct_unpack(engine, job),
        "status": _spoken_status(engine, job),
        "timeleft": end,
        "avg_age": f"{job.post.age_days}d" if job.post is not None else "-",
    }
    if engine.dialect.keeps_time_added:
        slot["time_added"] = int(job.added)
    return slot


def _spoken_status(engine: JobEngine, job: Job) -> str:
    if job.status is Status.QUEUED and not engine.downloader.paused:
        return Status.DOWNLOADING
    return job.status


def _labels(engine: JobEngine, job: Job) -> list[str]:
    labels: list[str] = list(job.labels)
    wait = job.until - engine.now
    if job.status is Status.GRABBING and wait > 0:
        labels.append(f"WAIT {int(wait)} sec")
    elif job.status is Status.PROPAGATING:
        labels.append(f"PROPAGATING {max(1, int(wait / 60))} min")
    return labels


def _direct_unpack(engine: JobEngine, job: Job) -> str | None:
    volumes = max(1, int(job.size / _VOLUME))
    if not engine.settings.on("direct_unpack") or job.done < _VOLUME or volumes < 2:
        return None
    return f"{int(volumes * job.done / job.size):02}/{volumes:02}"


def _pause_left(engine: JobEngine) -> str:
    left = engine.downloader.resume_at - engine.now
    if not engine.downloader.paused or left <= 0:
        return "0"
    return f"{int(left) // 60}:{int(left) % 60:02}"


def history(
    engine: JobEngine, rows: list[Row], *, start: int, limit: int, working: int
) -> Shown:
    """Return the answer to `mode=history`.

    Args:
        engine: The engine.
        rows: The rows that the filters let pass, post-processing first.
        start: Index of the first one to show.
        limit: How many to show.
        working: How many of the rows are in post-processing.
    """
    traffic, padded = engine.downloader.traffic, engine.dialect.padded_units
    now = engine.now
    shown: Shown = {
        "total_size": units(traffic.total(), padded=padded),
        "month_size": units(traffic.month(now), padded=padded),
        "week_size": units(traffic.week(now), padded=padded),
        "day_size": units(traffic.day(now), padded=padded),
        "slots": [
            _row(engine, row, number)
            for number, row in enumerate(rows[start : start + limit], 1)
        ],
    }
    if engine.dialect.modern:
        shown["ppslots"] = working
    shown["noofslots"] = len(rows)
    shown["last_history_update"] = engine.history.revision
    shown["version"] = engine.dialect.version
    return {"history": shown}


def _row(engine: JobEngine, row: Row, number: int) -> Shown:
    job, modern = row.job, engine.dialect.modern
    key = duplicate_key(job.name) if row.settled else ""
    fetched = row.report != "future"
    shown: Shown = {
        "completed": int(row.completed),
        "name": row.name,
        "nzb_name": job.nzb_name,
        "category": job.category,
        "pp": _post_processing(job.pp),
        "script": job.script,
        "report": row.report,
        "url": job.url,
        "status": row.status,
        "nzo_id": row.nzo_id,
        "storage": row.storage,
        "path": row.path,
        "script_line": row.script_line,
        "download_time": int(job.seconds),
        "postproc_time": int(row.postproc_time),
        "stage_log": [{"name": name, "actions": said} for name, said in row.log],
        "downloaded": int(job.done),
        "completeness": None,
        "fail_message": row.fail_message,
        "url_info": "",
        "bytes": int(job.done),
        "meta": None,
        "series": None if row.settled and modern else key,
        "md5sum": (job.md5sum if row.settled else "") if fetched else None,
        "password": job.password or None,
        "size": units(job.done, "B"),
        "action_line": row.action_line,
        "loaded": row.active,
        "retry": row.can_retry if modern or not fetched else int(row.can_retry),
    }
    if modern:
        shown["duplicate_key"] = key if row.settled else None
        shown["archive"] = row.archived
    else:
        shown |= {"id": number, "script_log": ""}
        for later in () if row.settled else _LATER:
            del shown[later]
    if engine.dialect.keeps_time_added:
        shown["time_added"] = int(job.added)
    return shown


def _post_processing(option: str) -> str:
    return {"0": "", "1": "R", "2": "U", "3": "D"}.get(option, "")


def full_status(engine: JobEngine, *, dashboard: bool) -> Shown:
    """Return the answer to `mode=fullstatus`, key in clear as in real life.

    Args:
        engine: The engine.
        dashboard: With what SABnzbd looks up about its own connection.
    """
    settings, dialect = engine.settings, engine.dialect
    shown: Shown = {
        "uptime": f"{int((engine.now - engine.started) // 60)}m",
        "color_scheme": "Auto",
        "pid": 4711,
        "active_lang": settings.text("language"),
        "rtl": False,
        "my_lcldata": "/config",
        "my_home": "/config",
        "webdir": "/app/interfaces/Glitter/templates",
        "url_base": settings.text("url_base"),
        "windows": False,
        "macos": False,
        "power_options": False,
        "pp_pause_event": engine.postproc.paused,
        "apikey": settings.text("api_key"),
        "new_release": None,
        "new_rel_url": None,
        **header(engine),
        "logfile": "/config/logs/sabnzbd.log",
        "weblogfile": None,
        "loglevel": "1",
        "folders": [],
        "configfn": "/config/sabnzbd.ini",
        "warnings": warnings(engine),
        "delayed_assembler": 0,
        "loadavg": "0.72 | 0.81 | 0.90 | V=1233M R=82M",
        "pystone": 0,
        "downloaddir": settings.text("download_dir"),
        "downloaddirspeed": 0,
        "completedir": settings.text("complete_dir"),
        "completedirspeed": 0,
        "internetbandwidth": 0,
        "servers": [_server(engine, server) for server in settings.servers],
    }
    if dialect.modern:
        major = ".".join(dialect.version.split(".")[:2])
        shown["confighelpuri"] = f"https://sabnzbd.org/wiki/configuration/{major}/"
        shown["cache_buster"] = f"{dialect.version}-simulated"
    else:
        shown["helpuri"] = "https://sabnzbd.org/wiki/"
        shown["delayed_decoder"] = 0
    if dashboard and dialect.modern:
        shown |= {
            "active_socks5_proxy": None,
            "localipv4": "192.0.2.2",
            "publicipv4": None,
            "ipv6": None,
            "dnslookup": None,
        }
    return {"status": shown}


def _server(engine: JobEngine, server: dict[str, Any]) -> Shown:
    active = next(iter(engine.queue.waiting()), None)
    downloading = active is not None and not engine.downloader.paused
    state = engine.provider.state(engine.now, downloading=downloading)
    total = int(server["connections"])
    conns: list[Shown] = []
    if state.connected and active is not None:
        conns.append(
            {
                "thrdnum": 1,
                "art_name": f"1.{active.nzo_id}@simulated",
                "nzf_name": f"{active.name}.rar",
                "nzo_name": active.name,
            }
        )
    connected: object = total if state.connected else 0
    if state.warning and not engine.dialect.server_warnings:
        connected = state.warning.lower()
    shown: Shown = {
        "servername": server["displayname"],
        "serveractive": state.active,
        "serveractiveconn": connected,
        "servertotalconn": total,
        "serverconnections": conns,
        "serverssl": server["ssl"],
        "serversslinfo": "",
        "servererror": state.error,
        "serverpriority": server["priority"],
        "serveroptional": server["optional"],
        "serverbps": units(engine.downloader.speed, padded=engine.dialect.padded_units),
    }
    if engine.dialect.server_warnings:
        address = server["host"] if state.connected else None
        shown["serveripaddress"] = address
        shown["servercanonname"] = address
        shown["serverwarning"] = state.warning
    return shown


def warnings(engine: JobEngine) -> list[Shown]:
    """Return the warnings, oldest first."""
    return [_warning(notice) for notice in engine.warnings]


def _warning(notice: Notice) -> Shown:
    return {
        "type": notice.kind,
        "text": notice.text,
        "time": notice.time,
        "origin": notice.origin,
    }


def server_stats(engine: JobEngine) -> Shown:
    """Return the answer to `mode=server_stats`, in bytes."""
    traffic, now = engine.downloader.traffic, engine.now
    totals = {
        "total": int(traffic.total()),
        "month": int(traffic.month(now)),
        "week": int(traffic.week(now)),
        "day": int(traffic.day(now)),
    }
    daily = {date: int(amount) for date, amount in traffic.days.items()}
    articles = {date: amount // 750_000 for date, amount in daily.items()}
    name = engine.settings.servers[0]["name"]
    one = {
        **totals,
        "daily": daily,
        "articles_tried": articles,
        "articles_success": articles,
    }
    return {**totals, "servers": {name: one}}


def files(job: Job) -> list[Shown]:
    """Return the files of a job as `mode=get_files` lists them."""
    if job.post is None:
        return []
    return [
        {
            "filename": f"{job.name}.rar",
            "mbleft": mebibytes(job.left),
            "mb": mebibytes(job.size),
            "bytes": f"{job.size:.2f}",
            "age": f"{job.post.age_days}d",
            "nzf_id": f"SABnzbd_nzf_{job.nzo_id[-8:]}",
            "status": "active" if job.left else "finished",
        }
    ]
