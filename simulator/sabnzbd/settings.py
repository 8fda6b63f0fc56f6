"""The settings of the simulated SABnzbd: what `get_config` shows and `set_config` takes.

Names and defaults come from real servers; see the README beside this file.
"""

from collections.abc import Mapping
from copy import deepcopy
import json
from pathlib import Path
from typing import Any

from simulator.sabnzbd.formats import read_bytes

HIDDEN = "**********"
_PROTECTED = frozenset({"inet_exposure", "local_ranges", "api_warnings"})
_SWITCHES = frozenset(
    {
        "allow_old_ssl_tls",
        "deobfuscate_final_filenames",
        "direct_unpack",
        "dupes_propercheck",
        "enable_7zip",
        "enable_filejoin",
        "enable_https_verification",
        "enable_recursive",
        "enable_unrar",
        "fail_hopeless_jobs",
        "fulldisk_autoresume",
        "ignore_samples",
        "pause_on_post_processing",
        "pre_check",
        "replace_dots",
        "replace_spaces",
        "replace_underscores",
        "safe_postproc",
        "start_paused",
        "verify_xff_header",
    }
)
"""What newer servers show as true or false once it was written, and as 0 or 1 before."""
_MOST = {"bandwidth_perc": 100, "connections": 500}
_LISTED = frozenset({"servers", "categories", "sorters", "rss"})
_NEW_ITEM: dict[str, dict[str, Any]] = {
    "categories": {
        "name": "",
        "order": 0,
        "pp": "",
        "script": "Default",
        "dir": "",
        "newzbin": "",
        "priority": -100,
    },
    "sorters": {
        "name": "",
        "order": 0,
        "min_size": "50M",
        "multipart_label": "",
        "sort_string": "",
        "sort_cats": [],
        "sort_type": [],
        "is_active": 1,
    },
    "rss": {"name": "", "uri": "", "cat": "", "pp": "", "script": "", "enable": 0},
}


class Settings:
    """One server's settings."""

    def __init__(
        self, version: str, *, api_key: str, nzb_key: str, url_base: str
    ) -> None:
        """Load the defaults of the recorded version that is nearest below."""
        recorded = "3.7.1" if int(version.split(".", maxsplit=1)[0]) < 4 else "5.1.3"
        path = Path(__file__).with_name(f"config-{recorded}.json")
        self._defaults: dict[str, Any] = json.loads(path.read_text("utf-8"))
        self._defaults["misc"].update(
            api_key=api_key, nzb_key=nzb_key, url_base=url_base
        )
        self._values = deepcopy(self._defaults)
        self._shows_words = recorded != "3.7.1"

    # -- what the engine reads -----------------------------------------------------

    def text(self, keyword: str) -> str:
        """Return a setting of section `misc` as text."""
        return str(self._values["misc"].get(keyword, ""))

    def number(self, keyword: str) -> float:
        """Return a numeric setting of section `misc`; 0 where it is empty."""
        value = self._values["misc"].get(keyword) or 0
        return float(value)

    def on(self, keyword: str) -> bool:
        """Tell whether a switch of section `misc` is on."""
        return self.number(keyword) != 0

    def amount(self, keyword: str) -> float:
        """Return a size of section `misc` in bytes."""
        return read_bytes(self.text(keyword))

    def words(self, keyword: str) -> list[str]:
        """Return a list of section `misc`."""
        return [str(word) for word in self._values["misc"].get(keyword) or []]

    @property
    def categories(self) -> list[dict[str, Any]]:
        """The categories, `*` first."""
        listed: list[dict[str, Any]] = self._values["categories"]
        return listed

    @property
    def servers(self) -> list[dict[str, Any]]:
        """The news servers."""
        listed: list[dict[str, Any]] = self._values["servers"]
        return listed

    def category(self, name: str) -> dict[str, Any]:
        """Return a category by name, or `*` where nobody made it."""
        for category in self.categories:
            if category["name"].lower() == name.lower():
                return category
        return self.categories[0]

    def put(self, keyword: str, value: object) -> None:
        """Write a setting of section `misc` as one edits the file by hand."""
        self._values["misc"][keyword] = value

    # -- what the API shows and takes ----------------------------------------------

    def show(self, section: str = "", keyword: str = "") -> dict[str, Any]:
        """Return the `config` of an answer: all, one section, or one item of it."""
        if not section:
            return deepcopy(self._values)
        values = self._values.get(section)
        if values is None:
            return {}
        if not keyword:
            return {section: deepcopy(values)}
        if section in _LISTED:
            found = [item for item in values if item["name"] == keyword]
            return {section: deepcopy(found)} if found else {}
        return {section: {keyword: values[keyword]}} if keyword in values else {}

    def change(self, section: str, fields: Mapping[str, str]) -> dict[str, Any] | None:
        """Set one item; return the new `config`, or None for an unknown item.

        Args:
            section: Such as `misc` or `categories`.
            fields: `keyword` and `value`; for lists `name` and the item's own fields.
        """
        if section in _LISTED:
            return self._change_listed(section, fields)
        keyword = fields.get("keyword", "")
        values = self._values.get(section)
        if values is None or keyword not in values:
            return None
        text = fields.get("value", "")
        if not (keyword in _PROTECTED or self._is_refused(keyword, text)):
            new = _like(values[keyword], text)
            if isinstance(new, int | float) and keyword in _MOST:
                new = min(new, _MOST[keyword])
            if keyword in _SWITCHES and self._shows_words:
                new = bool(new)
            values[keyword] = new
        return {section: {keyword: values[keyword]}}

    def _is_refused(self, keyword: str, text: str) -> bool:
        """Tell whether a folder is refused, without a word: one inside the other."""
        inside = f"{self.text('download_dir').rstrip('/')}/"
        return keyword == "complete_dir" and f"{text.rstrip('/')}/".startswith(inside)

    def reset(self, section: str, keyword: str) -> bool:
        """Put one setting back to its default."""
        default = self._defaults.get(section, {})
        if section in _LISTED or keyword not in default:
            return False
        self._values[section][keyword] = deepcopy(default[keyword])
        return True

    def remove(self, section: str, name: str) -> bool:
        """Remove an item of a list, such as a category."""
        if section not in _LISTED:
            return False
        before = self._values.get(section, [])
        self._values[section] = [item for item in before if item["name"] != name]
        return len(self._values[section]) < len(before)

    def _change_listed(
        self, section: str, fields: Mapping[str, str]
    ) -> dict[str, Any] | None:
        name = fields.get("name") or fields.get("keyword", "")
        if not name:
            return None
        if section == "categories":
            name = name.lower()
        items = self._values.setdefault(section, [])
        item = next((item for item in items if item["name"] == name), None)
        if item is None:
            blank = _NEW_ITEM.get(section) or dict.fromkeys(items[0], "")
            item = {**deepcopy(blank), "name": name}
            if "order" in item:
                item["order"] = len(items)
            items.append(item)
        if section == "servers" and "quota" not in fields:
            item["usage_at_start"] = 0
        for key, value in fields.items():
            if key in item and key != "name":
                item[key] = HIDDEN if key == "password" else _like(item[key], value)
        return {section: [deepcopy(item)]}


def _like(old: object, new: str) -> object:
    """Return new text in the type that the setting had."""
    if isinstance(old, list):
        words = new.split(",") if "," in new else new.split()
        return [word.strip() for word in words if word.strip()]
    if isinstance(old, bool):
        return new.lower() in {"1", "true"}
    if isinstance(old, int | float):
        try:
            return type(old)(float(new or 0))
        except ValueError:
            return old
    return new
