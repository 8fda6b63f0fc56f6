"""The server's preferences (`/:/prefs`), with the defaults of a new server."""

from dataclasses import dataclass

from simulator.plex.tree import Node, Scalar


@dataclass(frozen=True, slots=True)
class Preference:
    """One preference.

    Attributes:
        name: Its id.
        default: What a new server has; its type is that of the preference.
        label: What people read.
        group: Where people find it.
        choices: Allowed values, `value:text` joined by bars, or "".
    """

    name: str
    default: str | int | bool
    label: str
    group: str
    choices: str = ""


_BEHAVIOUR = "never:never|scheduled:as a scheduled task|asap:when media is added too"
_ALL = (
    Preference("FriendlyName", "Simulated Plex", "Friendly name", "general"),
    Preference(
        "LogVerbose", False, "Enable Plex Media Server verbose logging", "general"
    ),
    Preference("logTokens", False, "Allow Plex tokens in logs", "general"),
    Preference(
        "FSEventLibraryUpdatesEnabled",
        False,
        "Scan my library automatically",
        "library",
    ),
    Preference(
        "FSEventLibraryPartialScanEnabled",
        False,
        "Run a partial scan when changes are detected",
        "library",
    ),
    Preference(
        "ScheduledLibraryUpdatesEnabled",
        False,
        "Scan my library periodically",
        "library",
    ),
    Preference(
        "ScheduledLibraryUpdateInterval", 3600, "Library scan interval", "library"
    ),
    Preference(
        "autoEmptyTrash", True, "Empty trash automatically after every scan", "library"
    ),
    Preference("allowMediaDeletion", True, "Allow media deletion", "library"),
    Preference(
        "ScannerLowPriority", False, "Run scanner tasks at a lower priority", "library"
    ),
    Preference(
        "GenerateBIFBehavior",
        "never",
        "Generate video preview thumbnails",
        "library",
        _BEHAVIOUR,
    ),
    Preference(
        "GenerateIntroMarkerBehavior",
        "asap",
        "Generate intro video markers",
        "library",
        _BEHAVIOUR,
    ),
    Preference(
        "GenerateCreditsMarkerBehavior",
        "asap",
        "Generate credits video markers",
        "library",
        _BEHAVIOUR,
    ),
    Preference(
        "GenerateVADBehavior",
        "scheduled",
        "Analyze audio for voice activity",
        "library",
        _BEHAVIOUR,
    ),
    Preference(
        "GenerateChapterThumbBehavior",
        "asap",
        "Generate chapter thumbnails",
        "library",
        _BEHAVIOUR,
    ),
    Preference(
        "secureConnections",
        1,
        "Secure connections",
        "network",
        "0:Required|1:Preferred|2:Disabled",
    ),
    Preference(
        "allowedNetworks",
        "",
        "List of IP addresses and networks that are allowed without auth",
        "network",
    ),
    Preference(
        "PublishServerOnPlexOnlineKey", False, "Enable remote access", "network"
    ),
    Preference(
        "HardwareAcceleratedCodecs",
        False,
        "Use hardware acceleration when available",
        "transcoder",
    ),
    Preference(
        "HardwareAcceleratedEncoders",
        True,
        "Use hardware-accelerated video encoding",
        "transcoder",
    ),
    Preference("ButlerStartHour", 2, "Time at which tasks start to run", "butler"),
    Preference("ButlerEndHour", 5, "Time at which tasks stop running", "butler"),
    Preference(
        "ButlerTaskBackupDatabase", True, "Backup database every three days", "butler"
    ),
    Preference(
        "ButlerTaskOptimizeDatabase", True, "Optimize database every week", "butler"
    ),
    Preference(
        "ButlerTaskCleanOldBundles", True, "Remove old bundles every week", "butler"
    ),
    Preference(
        "ButlerTaskCleanOldCacheFiles",
        True,
        "Remove old cache files every week",
        "butler",
    ),
)
_BY_NAME = {preference.name.lower(): preference for preference in _ALL}


class Preferences:
    """The preferences of one server."""

    def __init__(self) -> None:
        """Start with the defaults."""
        self._values: dict[str, str | int | bool] = {p.name: p.default for p in _ALL}

    def __getitem__(self, name: str) -> str | int | bool:
        """Return a preference by its exact name."""
        return self._values[name]

    def set(self, name: str, text: str) -> bool:
        """Set a preference from text; say whether there is such a one.

        Raises:
            ValueError: The text is no value of its type.
        """
        preference = _BY_NAME.get(name.lower())
        if preference is None:
            return False
        self._values[preference.name] = _read(preference.default, text)
        return True

    def nodes(self) -> list[Node]:
        """Return all preferences as `/:/prefs` lists them."""
        return [self._node(preference) for preference in _ALL]

    def _node(self, preference: Preference) -> Node:
        kinds = {bool: "bool", int: "int", str: "text"}
        fields: dict[str, Scalar] = {
            "id": preference.name,
            "label": preference.label,
            "summary": "",
            "type": kinds[type(preference.default)],
            "default": preference.default,
            "value": self._values[preference.name],
            "hidden": False,
            "advanced": False,
            "group": preference.group,
            "enumValues": preference.choices or None,
        }
        return Node("Setting", fields)


def _read(default: str | int | bool, text: str) -> str | int | bool:
    if isinstance(default, bool):
        return text.lower() in {"1", "true"}
    return int(text) if isinstance(default, int) else text
