"""The endpoints of settings: single objects, collections and providers."""

from collections.abc import Callable
from copy import deepcopy

import aiohttp
from aiohttp import web

from simulator.arr import providers
from simulator.arr.client import ClientDown, Sabnzbd
from simulator.arr.core import Core
from simulator.arr.settings import language_profile, language_rows
from simulator.arr.wire import (
    Call,
    Json,
    Problem,
    Routes,
    bad_request,
    conflict,
    missing_model,
    not_found,
    pick,
    respond,
    validation,
    without_nulls,
)

_PROVIDERS = ("downloadclient", "indexer", "notification", "importlist")
_PLAIN = (
    "qualityprofile",
    "customformat",
    "remotepathmapping",
    "delayprofile",
    "releaseprofile",
)
_PUT = 2
_BULK = {
    "enable",
    "priority",
    "removeCompletedDownloads",
    "removeFailedDownloads",
    "enableRss",
    "enableAutomaticSearch",
    "enableInteractiveSearch",
    "enabled",
    "enableAuto",
    "enableAutomaticAdd",
    "minimumAvailability",
    "rootFolderPath",
    "qualityProfileId",
}
"""What many providers can be given at once; their forms and secrets stay."""
_TAGGED = {
    "delayProfile": "delayprofile",
    "importList": "importlist",
    "notification": "notification",
    "indexer": "indexer",
    "downloadClient": "downloadclient",
}
_SHAPES: dict[str, Json] = {
    "customformat": {
        "name": "",
        "includeCustomFormatWhenRenaming": False,
        "specifications": [],
    },
    "remotepathmapping": {"host": "", "remotePath": "", "localPath": ""},
    "releaseprofile": {
        "name": "",
        "enabled": False,
        "required": [],
        "ignored": [],
        "indexerId": 0,
        "tags": [],
    },
}


class SettingsApi:
    """The endpoints below `config` and of everything that can be listed."""

    def __init__(self, core: Core, in_use: Callable[[int], bool]) -> None:
        """Serve the settings of one app.

        Args:
            core: The app.
            in_use: Tells whether a tag is in use.
        """
        self.core = core
        self.settings = core.settings
        self._in_use = in_use

    def add(self, routes: Routes) -> None:
        """Register the endpoints."""
        for name in self.settings.config:
            read, write = self._config(name)
            for path in (f"config/{name}", f"config/{name}/{{id}}"):
                routes.add("GET", path, read)
                routes.add("PUT", path, write)
        for name in _PROVIDERS:
            self._add_provider(routes, name)
        for name in _PLAIN:
            self._add_plain(routes, name)
        self._add_rest(routes)

    # -- single objects --------------------------------------------------------------

    def _config(
        self, name: str
    ) -> tuple[Callable[[Call], Json], Callable[[Call], object]]:
        def read(call: Call) -> Json:
            return self.settings.config[name]

        async def write(call: Call) -> Json:
            old = self.settings.config[name]
            new = providers.replaced(await call.body(), old)
            new["id"] = 1
            for key, value in old.items():
                if key not in new and isinstance(value, str):
                    new[key] = ""
            self.settings.config[name] = new
            return new

        return read, write

    # -- providers -------------------------------------------------------------------

    def _template(self, name: str) -> Json:
        core = self.core
        match name:
            case "downloadclient":
                row = providers.sabnzbd(
                    core.name, 0, host="localhost", port=8080, key=""
                )
            case "indexer":
                row = providers.indexer(core.name, 1)
            case "notification":
                row = providers.webhook(core.name)
            case _:
                raise Problem(400, [{"errorMessage": "not supported here"}])
        return row

    def _add_provider(self, routes: Routes, name: str) -> None:
        rows = self.settings.lists

        def listing(call: Call) -> list[Json]:
            return [providers.masked(row) for row in rows[name]]

        def one(call: Call) -> Json:
            return providers.masked(self._row(name, call.id))

        def schema(call: Call) -> list[Json]:
            if name == "importlist":
                return []
            row = deepcopy(self._template(name))
            row.pop("id", None)
            return [{**row, "name": ""}]

        async def create(call: Call) -> Json:
            body = await call.body()
            self._unique(name, body)
            row = providers.merged(body, self._template(name), None)
            if row.get("enable", True):
                await self._test(name, row)
            return providers.masked(self.settings.add(name, row))

        async def change(call: Call) -> Json:
            body = await call.body()
            old = self._row(name, call.id)
            self._unique(name, body, call.id)
            # What is there shows all fields of its kind.
            row = providers.merged(body, old, old)
            row["id"] = call.id
            if row != old and row.get("enable", True) and not call.flag("forceSave"):
                await self._test(name, row)
            rows[name][rows[name].index(old)] = row
            self.core.hub.changed(name, "updated", providers.masked(row))
            return providers.masked(row)

        async def change_many(call: Call) -> list[Json]:
            body = await call.body()
            found = [self._row(name, number) for number in body.get("ids") or []]
            for old in found:
                row = {**old, **{key: body[key] for key in _BULK & body.keys()}}
                if body.get("tags") is not None:
                    row["tags"] = body["tags"]
                rows[name][rows[name].index(old)] = row
            kept = [self._row(name, old["id"]) for old in found]
            return [providers.masked(row) for row in kept]

        def delete(call: Call) -> web.Response:
            rows[name].remove(self._row(name, call.id))
            return respond(200, {})

        async def test(call: Call) -> web.Response:
            body = await call.body()
            old = pick(rows[name], body.get("id", 0))
            await self._test(name, providers.merged(body, self._template(name), old))
            return respond(200, {})

        async def test_all(call: Call) -> web.Response:
            results = []
            for row in rows[name]:
                failures: object = []
                try:
                    await self._test(name, row)
                except Problem as err:
                    failures = err.body
                results.append(
                    {
                        "id": row["id"],
                        "isValid": not failures,
                        "validationFailures": failures,
                    }
                )
            valid = all(result["isValid"] for result in results)
            return respond(200 if valid else 400, results)

        routes.add("GET", name, listing)
        routes.add("POST", name, create)
        routes.add("GET", f"{name}/schema", schema)
        routes.add("POST", f"{name}/test", test)
        routes.add("POST", f"{name}/testall", test_all)
        if name != "notification":
            routes.add("PUT", f"{name}/bulk", change_many)
        routes.add("GET", f"{name}/{{id}}", one)
        routes.add("PUT", f"{name}/{{id}}", change)
        routes.add("DELETE", f"{name}/{{id}}", delete)

    def _unique(self, name: str, body: Json, own: int | None = None) -> None:
        if not str(body.get("name") or ""):
            raise validation("Name", "'Name' must not be empty.", "")
        for row in self.settings.lists[name]:
            if row["name"] == body["name"] and row["id"] != own:
                raise validation("Name", "Should be unique", body["name"])

    async def _test(self, name: str, row: Json) -> None:
        if row.get("implementation") == "Webhook":
            await self._test_webhook(row)
        if name != "downloadclient":
            return
        try:
            client = Sabnzbd(row, self.core.session())
            await client.version()
            await client.config()
        except (ClientDown, KeyError) as err:
            text = f"Unable to connect to SABnzbd: {err}"
            raise Problem(400, [_failure("Host", text)]) from err

    async def _test_webhook(self, row: Json) -> None:
        if not any(on is True for key, on in row.items() if key.startswith("on")):
            return
        body = {"eventType": "Test", "instanceName": self.core.name}
        url = str(providers.value(row, "url") or "")
        method = "PUT" if providers.value(row, "method") == _PUT else "POST"
        try:
            async with self.core.session().request(method, url, json=body) as response:
                problem = "" if response.status < 400 else f"[{response.status}]"
        except (aiohttp.ClientError, OSError, ValueError) as err:
            problem = type(err).__name__
        if problem:
            text = f"Unable to send test message: Unable to post to webhook: {problem}"
            raise Problem(400, [_failure("Url", text)])

    # -- plain collections -----------------------------------------------------------

    def _row(self, name: str, number: int) -> Json:
        if (row := pick(self.settings.lists[name], number)) is None:
            raise not_found()
        return row

    def _add_plain(self, routes: Routes, name: str) -> None:
        rows = self.settings.lists

        async def create(call: Call) -> Json:
            body = await call.body()
            shape = _SHAPES.get(name) or rows[name][0]
            row = providers.replaced(body, shape)
            row.pop("id", None)
            self._validate(name, row)
            return self.settings.add(name, row)

        async def change(call: Call) -> Json:
            old = self._row(name, call.id)
            row = providers.replaced(await call.body(), _SHAPES.get(name) or old)
            row["id"] = call.id
            self._validate(name, row)
            rows[name][rows[name].index(old)] = row
            return row

        def delete(call: Call) -> web.Response:
            if name == "delayprofile" and call.id == 1:
                raise Problem(405, None)
            row = self._row(name, call.id)
            if name == "qualityprofile":
                used = any(
                    self.core.library.profile_id(number) == call.id
                    for number in self.core.library.media_ids()
                )
                if used:
                    message = f"QualityProfile [{row['name']}] is in use."
                    raise Problem(400, {"message": message})
            rows[name].remove(row)
            return web.Response()

        routes.add("GET", name, lambda call: rows[name])
        routes.add("POST", name, create)
        if name == "qualityprofile":
            routes.add("GET", f"{name}/schema", self._profile_schema)
        routes.add("GET", f"{name}/{{id}}", lambda call: self._row(name, call.id))
        routes.add("PUT", f"{name}/{{id}}", change)
        routes.add("DELETE", f"{name}/{{id}}", delete)

    def _profile_schema(self, call: Call) -> Json:
        row = {**self.settings.lists["qualityprofile"][0], "name": ""}
        return {key: value for key, value in row.items() if key != "id"}

    def _validate(self, name: str, row: Json) -> None:
        if name == "qualityprofile":
            if not row.get("name"):
                raise validation("Name", "'Name' must not be empty.", "")
            if row["minUpgradeFormatScore"] < 1:
                raise validation(
                    "MinUpgradeFormatScore",
                    "'Min Upgrade Format Score' must be greater than or equal to '1'.",
                    row["minUpgradeFormatScore"],
                )
        if name == "remotepathmapping":
            local = str(row.get("localPath") or "")
            if not local.startswith("/") or not self.core.visible(local):
                raise validation("LocalPath", f"Path '{local}' does not exist", local)
        if name == "delayprofile" and row.get("id") != 1 and not row["tags"]:
            raise validation("Tags", "'Tags' must not be empty.", [])

    # -- the rest --------------------------------------------------------------------

    def _add_rest(self, routes: Routes) -> None:
        rows = self.settings.lists
        routes.add("GET", "qualitydefinition", lambda call: rows["qualitydefinition"])
        routes.add("PUT", "qualitydefinition/update", self._define_qualities)
        routes.add(
            "GET", "qualitydefinition/limits", lambda call: {"min": 0, "max": 1000}
        )
        routes.add(
            "GET",
            "qualitydefinition/{id}",
            lambda call: self._row("qualitydefinition", call.id),
        )
        routes.add("PUT", "qualitydefinition/{id}", self._define_quality)
        routes.add("GET", "tag", lambda call: rows["tag"])
        routes.add("POST", "tag", self._add_tag)
        routes.add("GET", "tag/detail", self._tag_details)
        routes.add("GET", "tag/{id}", lambda call: self._row("tag", call.id))
        routes.add("DELETE", "tag/{id}", self._delete_tag)
        routes.add("GET", "rootfolder", lambda call: self.root_folders())
        routes.add("POST", "rootfolder", self._add_root)
        routes.add("GET", "rootfolder/{id}", self._root)
        routes.add("DELETE", "rootfolder/{id}", self._delete_root)
        routes.add("GET", "language", lambda call: language_rows())
        routes.add("GET", "language/{id}", self._language)
        routes.add("GET", "indexerflag", lambda call: _flags())
        if self.core.name == "Sonarr":
            routes.add("GET", "languageprofile", self._language_profiles)

    async def _define_qualities(self, call: Call) -> list[Json]:
        body = await call.json()
        if not isinstance(body, list):
            raise bad_request("a list was expected")
        for new in body:
            self._define(new.get("id", 0), new)
        return self.settings.lists["qualitydefinition"]

    async def _define_quality(self, call: Call) -> Json:
        return self._define(call.id, await call.body())

    def _define(self, number: int, new: Json) -> Json:
        rows = self.settings.lists["qualitydefinition"]
        old = self._row("qualitydefinition", number)
        names = ("minSize", "preferredSize", "maxSize")
        plain = {key: old[key] for key in ("id", "quality", "title", "weight")}
        row = without_nulls({**plain, **{name: new.get(name) for name in names}})
        rows[rows.index(old)] = row
        return row

    async def _add_tag(self, call: Call) -> Json:
        label = str((await call.body()).get("label") or "").lower()
        if not label:
            raise validation("Label", "'Label' must not be empty.", label)
        plain = label.replace("-", "").isalnum() and label.isascii()
        if self.core.name == "Radarr" and not plain:
            raise validation("Label", "Allowed characters a-z, 0-9 and -", label)
        for row in self.settings.lists["tag"]:
            if row["label"] == label:
                return row
        return self.settings.add("tag", {"label": label})

    def _tag_details(self, call: Call) -> list[Json]:
        media = "seriesIds" if self.core.name == "Sonarr" else "movieIds"
        return [
            {
                "label": row["label"],
                **{
                    f"{word}Ids": [
                        one["id"]
                        for one in self.settings.lists[name]
                        if row["id"] in one["tags"]
                    ]
                    for word, name in _TAGGED.items()
                },
                "autoTagIds": [],
                media: self.core.library.tagged(row["id"]),
                "id": row["id"],
            }
            for row in self.settings.lists["tag"]
        ]

    def _delete_tag(self, call: Call) -> web.Response:
        row = self._row("tag", call.id)
        if self._in_use(call.id):
            raise conflict(
                f"'{row['label']}' cannot be deleted since it's still in use"
            )
        self.settings.lists["tag"].remove(row)
        return web.Response()

    def root_folders(self) -> list[Json]:
        """Return the root folders with their free space."""
        found = []
        for row in self.settings.lists["rootfolder"]:
            seen = self.core.visible(row["path"])
            free = self.core.disk.space(row["path"])[0] if seen else None
            found.append(
                without_nulls(
                    {
                        "path": row["path"],
                        "accessible": seen,
                        "freeSpace": free,
                        "unmappedFolders": [],
                        "id": row["id"],
                    }
                )
            )
        return found

    def _root(self, call: Call) -> Json:
        if (row := pick(self.root_folders(), call.id)) is None:
            raise not_found()
        return row

    async def _add_root(self, call: Call) -> Json:
        path = str((await call.body()).get("path") or "")
        if not path.startswith("/") or not self.core.visible(path):
            raise validation("Path", f"Folder '{path}' does not exist", path)
        if any(row["path"] == path for row in self.settings.lists["rootfolder"]):
            raise validation("Path", f"Path '{path}' is already configured", path)
        row = self.settings.add("rootfolder", {"path": path})
        return next(one for one in self.root_folders() if one["id"] == row["id"])

    def _delete_root(self, call: Call) -> web.Response:
        self.settings.lists["rootfolder"].remove(self._row("rootfolder", call.id))
        return web.Response()

    def _language(self, call: Call) -> Json:
        if (row := pick(language_rows(), call.id)) is None:
            raise missing_model("Language", call.id)
        return row

    def _language_profiles(self, call: Call) -> web.Response:
        response = respond(200, [language_profile()])
        response.headers["Deprecation"] = "true"
        return response


def _failure(field: str, message: str) -> Json:
    return {
        "isWarning": False,
        "propertyName": field,
        "errorMessage": message,
        "severity": "error",
    }


def _flags() -> list[Json]:
    names = ("G_Freeleech", "G_Halfleech", "G_Scene")
    return [
        {"id": number, "name": name, "nameLower": name.lower()}
        for number, name in enumerate(names, 1)
    ]
