"""Takes secrets out of answers at the border, so that nothing behind it can leak them.

That something is set stays known: a mark stands for it.
"""

from functools import lru_cache
from typing import Any

MARK = "********"
_NESTED = (dict, list)
_SECRET = frozenset(
    {
        "apikey",
        "api_key",
        "nzb_key",
        "password",
        "passwordconfirmation",
        "passwd",
        "sslcertpassword",
        "proxypassword",
        "proxyusername",
        "username",
        "email_pwd",
        "email_account",
        "token",
        "authtoken",
        "accesstoken",
        "myplexusername",
        "socks5_proxy_url",
        "cookie",
        "rssurl",
    }
)
_SECRET_ENDS = ("_apikey", "_token", "_userkey", "_pwd", "_password", "_key_pass")
_SECRET_SECTIONS = frozenset(
    {"apprise", "pushover", "pushbullet", "prowl", "nscript", "rss"}
)
"""Sections of SABnzbd that no rule is about, with keys in addresses and texts."""
_PRIVATE = frozenset({"password", "apiKey", "userName"})
_SETTING_IDS = frozenset({"plexonlinetoken", "plexonlinemail", "plexonlineusername"})


def redacted(value: Any) -> Any:
    """Return a copy of an answer in which marks stand for secrets."""
    if isinstance(value, list):
        return [redacted(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {
        key: redacted(item)
        if isinstance(item, _NESTED)
        else (_marked(item) if _names_a_secret(key) else item)
        for key, item in value.items()
        if key not in _SECRET_SECTIONS
    }
    if str(value.get("privacy")) in _PRIVATE and "value" in value:
        kept["value"] = _marked(value["value"])
    if str(value.get("id")).lower() in _SETTING_IDS:
        kept["value"] = _marked(value.get("value"))
    return kept


@lru_cache(maxsize=4096)  # the same few hundred names in every answer
def _names_a_secret(key: str) -> bool:
    name = key.lower()
    return name in _SECRET or name.endswith(_SECRET_ENDS)


def _marked(value: object) -> object:
    return MARK if value not in (None, "", False) else value
