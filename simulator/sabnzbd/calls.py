"""The modes of the API: one function for each, from parameters to answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.sabnzbd import answers
from simulator.sabnzbd.engine import JobEngine
from simulator.sabnzbd.history import matching
from simulator.sabnzbd.jobqueue import pause, resume
from simulator.sabnzbd.jobs import Job, Priority

type Answer = dict[str, Any]

NOT_IMPLEMENTED = "not implemented"
_DONE: Answer = {"status": True}
_SORTS: dict[str, Callable[[Job], float | str]] = {
    "avg_age": lambda job: job.post.age_days if job.post is not None else 0,
    "name": lambda job: job.name.lower(),
    "size": lambda job: job.size,
    "remaining": lambda job: job.left,
}


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the API.

    Attributes:
        engine: What it is about.
        params: Query and form fields.
        upload: Name and body of the uploaded file, if any.
    """

    engine: JobEngine
    params: Mapping[str, str]
    upload: tuple[str, bytes] | None = None

    def get(self, name: str) -> str:
        """Return a parameter, or ""."""
        return self.params.get(name, "")

    def number(self, name: str, default: int = 0) -> int:
        """Return a parameter as a number, or the default where it is none."""
        text = self.params.get(name, "")
        return int(text) if text.lstrip("-").isdigit() else default

    def words(self, name: str) -> frozenset[str]:
        """Return a parameter with commas as a set of words in lower case."""
        text = self.params.get(name, "")
        return frozenset(w.strip().lower() for w in text.split(",") if w.strip())


def answer(call: Call) -> Answer:
    """Answer one request."""
    call.engine.catch_up()
    mode = call.get("mode")
    if mode in _NAMED:
        known = _NAMED[mode]
        return known.get(call.get("name"), known[""])(call)
    if mode in _MODES:
        return _MODES[mode](call)
    return error(NOT_IMPLEMENTED)


def error(text: str) -> Answer:
    """Return how the API refuses, with HTTP status 200."""
    return {"status": False, "error": text}


def changes(mode: str, name: str) -> bool:
    """Tell whether a call asks for a change."""
    if mode in _NAMED:
        return bool(name) and name in _NAMED[mode]
    return mode in _WRITES


# -- adding ----------------------------------------------------------------------------


def _priority(call: Call) -> Priority:
    number = call.number("priority", Priority.DEFAULT)
    return Priority(number) if number in Priority else Priority.DEFAULT


def _add_file(call: Call) -> Answer:
    if call.upload is None:
        return error("expects one parameter")
    name, body = call.upload
    nzo_id = call.engine.add(
        body,
        name,
        nzb_name=call.get("nzbname"),
        category=call.get("cat") or "*",
        priority=_priority(call),
        pp=call.get("pp"),
        script=call.get("script"),
        password=call.get("password"),
    )
    return {"status": nzo_id is not None, "nzo_ids": [nzo_id] if nzo_id else []}


def _add_local_file(call: Call) -> Answer:
    if not call.get("name"):
        return error("expects one parameter")
    return error("file does not exist")


def _add_url(call: Call) -> Answer:
    url = call.get("name")
    if not url:
        return error("expects one parameter")
    nzo_id = call.engine.add_url(
        url,
        nzb_name=call.get("nzbname"),
        category=call.get("cat") or "*",
        priority=_priority(call),
    )
    return {"status": True, "nzo_ids": [nzo_id]}


# -- queue -----------------------------------------------------------------------------


def _queue(call: Call) -> Answer:
    engine = call.engine
    search, ids = call.get("search").lower(), call.words("nzo_ids")
    categories = call.words("cat") | call.words("category")
    priorities, statuses = call.words("priority"), frozenset[str]()
    if engine.dialect.modern:
        statuses = call.words("status")
    jobs = [
        job
        for job in engine.queue.jobs
        if search in job.name.lower()
        and (not ids or job.nzo_id.lower() in ids)
        and (not priorities or str(int(job.priority)) in priorities)
        and (not statuses or job.status.lower() in statuses)
    ]
    total = len(jobs)
    if categories:
        jobs = [job for job in jobs if job.category.lower() in categories]
    shown = answers.queue(
        engine, jobs, start=call.number("start"), limit=call.number("limit")
    )
    shown["queue"]["noofslots"] = total
    return shown


def _queue_delete(call: Call) -> Answer:
    value = call.get("value")
    if not value:
        return error("expects one parameter")
    gone = call.engine.delete(call.engine.queue.chosen(value, call.get("search")))
    return {"status": bool(gone), "nzo_ids": gone}


def _queue_purge(call: Call) -> Answer:
    gone = call.engine.delete(call.engine.queue.chosen("all", call.get("search")))
    return {"status": bool(gone), "nzo_ids": gone}


def _queue_pause(call: Call) -> Answer:
    value = call.get("value")
    if not value:
        return error("expects one parameter")
    pause(call.engine.queue.chosen(value))
    return {"status": True, "nzo_ids": value.split(",")}


def _queue_resume(call: Call) -> Answer:
    value = call.get("value")
    if not value:
        return error("expects one parameter")
    resume(call.engine.queue.chosen(value))
    return {"status": True, "nzo_ids": value.split(",")}


def _queue_priority(call: Call) -> Answer:
    number = call.number("value2", 999)
    if not call.get("value") or not call.get("value2"):
        return error("expects two parameters")
    if number not in Priority:
        return {"position": -1}
    position = -1
    for nzo_id in call.get("value").split(","):
        position = call.engine.queue.prioritise(nzo_id, Priority(number))
    return {"position": position}


def _queue_rename(call: Call) -> Answer:
    job = call.engine.queue.find(call.get("value"))
    if not call.get("value") or not (call.get("value2") or call.get("value3")):
        return error("expects two parameters")
    if job is None:
        return {"status": False}
    job.name = call.get("value2") or job.name
    job.password = call.get("value3") or job.password
    return _DONE


def _queue_sort(call: Call) -> Answer:
    key = _SORTS.get(call.get("sort"))
    if key is None:
        return error(NOT_IMPLEMENTED)
    call.engine.queue.sort(key, reverse=call.get("dir").lower() == "desc")
    return _DONE


def _switch(call: Call) -> Answer:
    if not call.get("value") or not call.get("value2"):
        return error("expects two parameters")
    place, priority = call.engine.queue.switch(call.get("value"), call.get("value2"))
    return {"result": {"position": place, "priority": priority}}


def _change_category(call: Call) -> Answer:
    jobs = call.engine.queue.chosen(call.get("value"))
    category = call.engine.settings.category(call.get("value2"))
    for job in jobs:
        job.category = category["name"]
        job.pp = category["pp"] or job.pp
        call.engine.queue.prioritise(job.nzo_id, Priority(int(category["priority"])))
    return {"status": bool(jobs)}


def _change_script(call: Call) -> Answer:
    jobs = call.engine.queue.chosen(call.get("value"))
    for job in jobs:
        job.script = call.get("value2")
    return {"status": bool(jobs)}


def _change_options(call: Call) -> Answer:
    jobs = call.engine.queue.chosen(call.get("value"))
    for job in jobs:
        job.pp = call.get("value2")
    return {"status": bool(jobs)}


# -- history ---------------------------------------------------------------------------


def _history(call: Call) -> Answer:
    engine = call.engine
    if call.number("last_history_update", -1) == engine.history.revision:
        return {"history": False}
    limit = call.number("limit") or int(engine.settings.number("history_limit"))
    modern = engine.dialect.modern
    statuses = call.get("status").split(",") if modern and call.get("status") else []
    if call.number("failed_only"):
        statuses = ["Failed"]
    archived = modern and call.number("archive") == 1
    ids = call.get("nzo_ids").split(",") if call.get("nzo_ids") else []
    kept = matching(
        [*engine.postproc.rows, *engine.history.rows],
        search=call.get("search"),
        categories=call.words("cat") | call.words("category"),
        statuses=frozenset(statuses),
        ids=frozenset(ids),
        archived=archived,
    )
    working = sum(not row.settled for row in kept)
    return answers.history(
        engine, kept, start=call.number("start"), limit=limit, working=working
    )


def _history_delete(call: Call) -> Answer:
    value, engine = call.get("value"), call.engine
    if not value:
        return error("expects one parameter")
    modern = engine.dialect.modern
    archive = modern and call.params.get("archive", "1") != "0"
    archive &= not engine.settings.on("disable_archive")
    for nzo_id in value.split(","):
        engine.postproc.drop(nzo_id)
    engine.postproc.begin(engine.now)
    files = bool(call.number("del_files")) or not modern
    rows = engine.history.chosen(value, call.get("search"))
    engine.forget(rows, archive=archive, files=files)
    return _DONE


def _mark_as_completed(call: Call) -> Answer:
    if not call.engine.dialect.marks_completed:
        return _history(call)
    if not call.get("value"):
        return error("expects one parameter")
    call.engine.mark_as_completed(call.get("value"))
    return _DONE


def _retry(call: Call) -> Answer:
    new = call.engine.retry(call.get("value"), call.get("password"))
    if new is None:
        return error("item does not exist")
    return {"status": True, "nzo_id": new}


def _retry_all(call: Call) -> Answer:
    rows = [row for row in call.engine.history.rows if row.can_retry]
    return {"status": [call.engine.retry(row.nzo_id) for row in rows]}


# -- the application -------------------------------------------------------------------


def _pause(call: Call) -> Answer:
    call.engine.pause()
    return _DONE


def _resume(call: Call) -> Answer:
    call.engine.resume()
    return _DONE


def _pause_postproc(call: Call) -> Answer:
    call.engine.postproc.paused = True
    return _DONE


def _resume_postproc(call: Call) -> Answer:
    call.engine.postproc.paused = False
    call.engine.postproc.begin(call.engine.now)
    return _DONE


def _set_pause(call: Call) -> Answer:
    minutes = call.number("value")
    if minutes > 0:
        call.engine.pause(minutes * 60)
    else:
        call.engine.resume()
    return _DONE


def _speed_limit(call: Call) -> Answer:
    call.engine.downloader.limit(call.get("value"))
    return _DONE


def _create_backup(call: Call) -> Answer:
    settings = call.engine.settings
    folder = settings.text("backup_dir") or settings.text("complete_dir")
    name = f"sabnzbd_backup_{call.engine.dialect.version}.zip"
    return {"value": {"result": True, "message": f"{folder}/{name}"}}


def _config_unknown(call: Call) -> Answer:
    return error(NOT_IMPLEMENTED)


def _get_config(call: Call) -> Answer:
    return {
        "config": call.engine.settings.show(call.get("section"), call.get("keyword"))
    }


def _test_server(call: Call) -> Answer:
    secure, port = call.number("ssl"), call.number("port")
    # The simulated provider listens on the usual ports, with a certificate.
    works = bool(call.get("host")) and port == (563 if secure else 119)
    message = "Connection Successful!" if works else "Could not connect"
    return {"value": {"result": works, "message": message}}


def _set_config(call: Call) -> Answer:
    if call.engine.settings.on("config_lock"):
        return error("Configuration locked")
    changed = call.engine.settings.change(call.get("section"), call.params)
    if changed is None:
        return error("Config item does not exist")
    return {"config": changed}


def _set_config_default(call: Call) -> Answer:
    settings = call.engine.settings
    reset = [settings.reset("misc", word) for word in call.get("keyword").split(",")]
    return {"status": all(reset)}


def _delete_config(call: Call) -> Answer:
    name = call.get("keyword")
    return {"status": call.engine.settings.remove(call.get("section"), name)}


def _categories(call: Call) -> Answer:
    return {"categories": [item["name"] for item in call.engine.settings.categories]}


def _scripts(call: Call) -> Answer:
    scripts = {str(item["script"]) for item in call.engine.settings.categories}
    return {"scripts": ["None", *sorted(scripts - {"None", "Default"})]}


def _files(call: Call) -> Answer:
    job = call.engine.queue.find(call.get("value"))
    return {"files": answers.files(job) if job is not None else []}


def _full_status(call: Call) -> Answer:
    quick = call.number("skip_dashboard") == 1 or call.get("mode") == "status"
    return answers.full_status(call.engine, dashboard=not quick)


def _unblock_server(call: Call) -> Answer:
    call.engine.provider.unblock()
    return _DONE


def _warnings(call: Call) -> Answer:
    return {"warnings": answers.warnings(call.engine)}


def _clear_warnings(call: Call) -> Answer:
    call.engine.warnings.clear()
    return _DONE


def _server_stats(call: Call) -> Answer:
    return answers.server_stats(call.engine)


type _Mode = Callable[[Call], Answer]

_NAMED: dict[str, dict[str, _Mode]] = {
    "queue": {
        "": _queue,
        "delete": _queue_delete,
        "purge": _queue_purge,
        "pause": _queue_pause,
        "resume": _queue_resume,
        "priority": _queue_priority,
        "rename": _queue_rename,
        "sort": _queue_sort,
    },
    "history": {
        "": _history,
        "delete": _history_delete,
        "mark_as_completed": _mark_as_completed,
    },
    "config": {
        "test_server": _test_server,
        "create_backup": _create_backup,
        "": _config_unknown,
        "set_pause": _set_pause,
        "speedlimit": _speed_limit,
    },
    "fullstatus": {"": _full_status},
    "status": {"": _full_status, "unblock_server": _unblock_server},
    "warnings": {"": _warnings, "clear": _clear_warnings},
}
_WRITES: dict[str, _Mode] = {
    "addfile": _add_file,
    "addlocalfile": _add_local_file,
    "addurl": _add_url,
    "switch": _switch,
    "change_cat": _change_category,
    "change_script": _change_script,
    "change_opts": _change_options,
    "retry": _retry,
    "retry_all": _retry_all,
    "pause": _pause,
    "resume": _resume,
    "pause_pp": _pause_postproc,
    "resume_pp": _resume_postproc,
    "set_config": _set_config,
    "set_config_default": _set_config_default,
    "del_config": _delete_config,
}
_MODES: dict[str, _Mode] = {
    **_WRITES,
    "get_config": _get_config,
    "get_cats": _categories,
    "get_scripts": _scripts,
    "get_files": _files,
    "server_stats": _server_stats,
}
