"""The conditions of rules about a Plex alone."""

from collections.abc import Iterable

from ..cases import case, threshold, when
from ..model import Edit, Hit, Severity
from ..networks import is_one_private
from ..paths import under
from ..rows import Missing
from ..views import PlexView, listed

_BEHAVIOURS = (
    "GenerateBIFBehavior",
    "GenerateIntroMarkerBehavior",
    "GenerateCreditsMarkerBehavior",
    "GenerateVADBehavior",
    "GenerateChapterThumbBehavior",
)
_CARE = (
    "ButlerTaskOptimizeDatabase",
    "ButlerTaskCleanOldBundles",
    "ButlerTaskCleanOldCacheFiles",
)
_OLD_AGENTS = "com.plexapp.agents."
_KEPT_AGENTS = frozenset({"com.plexapp.agents.none", "com.plexapp.agents.hama"})


def preferred(plex: PlexView, **values: object) -> tuple[Edit, ...]:
    """Return edits of preferences."""
    return tuple(
        Edit(server=plex.id, resource="prefs", field=name, value=value)
        for name, value in values.items()
    )


def _number(plex: PlexView, name: str) -> float:
    return plex.preference(name).number(name.lower())


@case("PLX-001")
def scans_all(plex: PlexView) -> Iterable[Hit]:
    """Find that one new file makes Plex look at all."""
    if plex.on("FSEventLibraryUpdatesEnabled"):
        name = "FSEventLibraryPartialScanEnabled"
        off = not plex.on(name)
        yield from when(
            off, Hit(current=f"{name} = 0", edits=preferred(plex, **{name: True}))
        )


@case("PLX-002")
def clients_delete(plex: PlexView) -> Iterable[Hit]:
    """Find that players may delete files."""
    return when(
        plex.on("allowMediaDeletion"),
        Hit(
            current="allowMediaDeletion = 1",
            edits=preferred(plex, allowMediaDeletion=False),
        ),
    )


@case("PLX-003")
def analyses_at_once(plex: PlexView) -> Iterable[Hit]:
    """Find that heavy work begins with each new file."""
    values = plex.preferences
    known = [name for name in _BEHAVIOURS if values.has(name.lower())]
    changes: dict[str, object] = {
        name: "scheduled" for name in known if values.text(name.lower()) == "asap"
    }
    if values.has("scannerlowpriority") and not plex.on("ScannerLowPriority"):
        changes["ScannerLowPriority"] = True
    if not known:
        raise Missing("when Plex analyses")
    current = listed(
        f"{name} = {'asap' if wanted == 'scheduled' else 0}"
        for name, wanted in changes.items()
    )
    return when(bool(changes), Hit(current=current, edits=preferred(plex, **changes)))


@case("PLX-004")
def insecure(plex: PlexView) -> Iterable[Hit]:
    """Find that tokens travel in clear text."""
    return when(
        _number(plex, "secureConnections") == 2,
        Hit(
            current="secureConnections = 2", edits=preferred(plex, secureConnections=1)
        ),
    )


@case("PLX-004", Severity.INFO)
def only_secure(plex: PlexView) -> Iterable[Hit]:
    """Find that some players cannot connect."""
    return when(
        _number(plex, "secureConnections") == 0,
        Hit(
            current="secureConnections = 0", edits=preferred(plex, secureConnections=1)
        ),
    )


@case("PLX-005")
def without_login(plex: PlexView) -> Iterable[Hit]:
    """Find that whole networks count as the owner."""
    text = plex.preference("allowedNetworks").text("allowednetworks")
    wide = [
        part for part in text.split(",") if part.strip() and not is_one_private(part)
    ]
    return when(
        bool(wide),
        Hit(
            current=f"allowedNetworks = {text}",
            edits=preferred(plex, allowedNetworks=""),
        ),
    )


@case("PLX-006")
def software_only(plex: PlexView) -> Iterable[Hit]:
    """Find that paid hardware acceleration is off."""
    if not plex.root.flag("myPlexSubscription"):
        return
    names = ("HardwareAcceleratedCodecs", "HardwareAcceleratedEncoders")
    off = [name for name in names if not plex.on(name)]
    yield from when(
        bool(off),
        Hit(current=_off(off), edits=preferred(plex, **dict.fromkeys(off, True))),
    )


def _off(names: list[str]) -> str:
    return listed(f"{name} = 0" for name in names)


@case("PLX-007")
def no_backup(plex: PlexView) -> Iterable[Hit]:
    """Find that the database is not saved."""
    name = "ButlerTaskBackupDatabase"
    return when(
        not plex.on(name),
        Hit(current=f"{name} = 0", edits=preferred(plex, **{name: True})),
    )


@case("PLX-007", Severity.MEDIUM)
def no_care(plex: PlexView) -> Iterable[Hit]:
    """Find that nobody tidies up."""
    known = [name for name in _CARE if plex.preferences.has(name.lower())]
    off = [name for name in known if not plex.on(name)]
    if not known:
        raise Missing("what Plex does at night")
    return when(
        bool(off),
        Hit(current=_off(off), edits=preferred(plex, **dict.fromkeys(off, True))),
    )


@case("PLX-007", Severity.LOW)
def no_time(plex: PlexView) -> Iterable[Hit]:
    """Find that there is hardly time to tidy up."""
    start, end = _number(plex, "ButlerStartHour"), _number(plex, "ButlerEndHour")
    wanted = int(start + 3) % 24
    return when(
        (end - start) % 24 < 2,
        Hit(
            current=f"{start:g} - {end:g}",
            recommended=f"{start:g} - {wanted}",
            edits=preferred(plex, ButlerEndHour=wanted),
        ),
    )


def _logged(plex: PlexView, name: str) -> Iterable[Hit]:
    return when(
        plex.on(name),
        Hit(current=f"{name} = 1", edits=preferred(plex, **{name: False})),
    )


@case("PLX-008")
def tokens_in_logs(plex: PlexView) -> Iterable[Hit]:
    """Find that keys are written down."""
    return _logged(plex, "logTokens")


@case("PLX-008", Severity.LOW)
def wordy_logs(plex: PlexView) -> Iterable[Hit]:
    """Find that everything is written down."""
    return _logged(plex, "LogVerbose")


@case("PLX-009")
def old_agents(plex: PlexView) -> Iterable[Hit]:
    """Find libraries whose source of facts is no longer mended."""
    for section in plex.sections:
        agent = section.text("agent")
        if agent.startswith(_OLD_AGENTS) and agent not in _KEPT_AGENTS:
            yield Hit(subject=section.text("title"), current=agent)


def _version(plex: PlexView) -> str:
    return ".".join(map(str, plex.version))


def _hole(plex: PlexView, severity: Severity) -> Iterable[Hit]:
    found = any(
        tuple(hole["from"]) <= plex.version < tuple(hole["before"])
        for hole in threshold("plex_holes")
        if hole["severity"] == severity
    )
    return when(found, Hit(current=_version(plex)))


@case("PLX-010")
def known_hole(plex: PlexView) -> Iterable[Hit]:
    """Find a version with a published hole."""
    return _hole(plex, Severity.HIGH)


@case("PLX-010", Severity.MEDIUM)
def lesser_hole(plex: PlexView) -> Iterable[Hit]:
    """Find a version with a lesser hole."""
    return _hole(plex, Severity.MEDIUM)


@case("PLX-010", Severity.LOW)
def newer_plex(plex: PlexView) -> Iterable[Hit]:
    """Find that a newer version is out."""
    for release in plex.releases():
        if not release.has("state") or release.text("state") == "available":
            yield Hit(current=_version(plex), recommended=release.text("version"))
            return


@case("PLX-011")
def unclaimed(plex: PlexView) -> Iterable[Hit]:
    """Find a server that anyone may claim."""
    root = plex.root
    # A server nobody claimed says nothing of who signed in.
    claimed = root.flag("myPlex")
    state = root.text("myPlexSigninState") if root.has("myPlexSigninState") else ""
    return when(
        not claimed or state != "ok",
        Hit(current=f"myPlexSigninState = {state or '-'}"),
    )


@case("PLX-011", Severity.LOW)
def unreachable(plex: PlexView) -> Iterable[Hit]:
    """Find that remote access is wanted and fails."""
    if plex.on("PublishServerOnPlexOnlineKey"):
        state = plex.root.text("myPlexMappingState")
        yield from when(state == "failed", Hit(current=f"myPlexMappingState = {state}"))


@case("PLX-012")
def shared_folder(plex: PlexView) -> Iterable[Hit]:
    """Find files that belong to two libraries."""
    known = list(plex.locations())
    if plex.sections and not known:
        raise Missing("the folders of the libraries")
    for section, path in known:
        for other, folder in known:
            if section.text("key") != other.text("key") and under(path, folder):
                if under(folder, path) and section.text("key") > other.text("key"):
                    continue
                pair = f"{section.text('title')} / {other.text('title')}"
                yield Hit(subject=pair, current=path)
