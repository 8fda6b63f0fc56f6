"""What an app thinks of the files of a completed download: import them, or why not."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from simulator.arr.core import Core
from simulator.arr.library import Target
from simulator.arr.parsing import parse_episodes
from simulator.arr.providers import value

VIDEO = frozenset({".mkv", ".mp4", ".avi", ".m4v", ".ts", ".wmv", ".mov", ".bin"})
ARCHIVE = frozenset({".rar", ".zip", ".7z", ".r00", ".001"})
EXECUTABLE = frozenset({".exe", ".bat", ".cmd", ".sh", ".msi"})
DANGEROUS = frozenset({".lnk", ".ps1", ".vbs", ".arj", ".scr", ".zipx"})
_FAIL_EXECUTABLE, _FAIL_DANGEROUS = 0, 1
_MB = 1024**2


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with one file.

    Attributes:
        name: File name.
        path: Full path as the app sees it.
        size: Bytes.
        unit: Episode or film it is, if known.
        rejections: Why it is not imported; nothing to import it.
        local: It was understood as an episode or film.
        fails: The indexer's settings want such a download to fail.
    """

    name: str
    path: str
    size: int
    unit: int | None
    rejections: tuple[str, ...] = ()
    local: bool = True
    fails: bool = False


def output_folder(path: str, title: str) -> str:
    """Return the folder of the job where SABnzbd names the only file in it."""
    for parent in PurePosixPath(path).parents:
        if parent.name == title:
            return str(parent)
    return path


def decide(
    core: Core,
    target: Target,
    path: str,
    *,
    size: float,
    quality_id: int,
    indexer: str,
    imported: bool = False,
) -> list[Decision] | None:
    """Judge each file of a download; None if the folder cannot be seen.

    Args:
        core: The app.
        target: What the download is for.
        path: Folder or file as the app sees it.
        size: Bytes of the download, for files whose size is unknown.
        quality_id: Quality of the download.
        indexer: Name of the indexer it came from, for its rules.
        imported: History says that it was imported before.
    """
    files = core.disk.files(path) if core.visible(path) else None
    if files is None:
        return None
    folder = path if PurePosixPath(path).name not in files else _parent(path)
    videos = [name for name in files if _suffix(name) in VIDEO]
    share = int(size) // max(1, len(videos))
    decisions = []
    for name, stored in sorted(files.items()):
        decision = Decision(name, f"{folder}/{name}", stored or share, None)
        suffix = _suffix(name)
        if suffix in VIDEO:
            decisions.append(
                _judge(core, target, decision, quality_id, imported=imported)
            )
        elif not videos and (refused := _refuse(core, suffix, indexer)) is not None:
            text, fails = refused
            decisions.append(
                Decision(
                    name, decision.path, decision.size, None, (text,), False, fails
                )
            )
    return decisions


def _judge(
    core: Core, target: Target, file: Decision, quality_id: int, *, imported: bool
) -> Decision:
    library = core.library
    unit = library.unit_for(target, file.name)
    reasons: list[str] = []
    if "sample" in file.name.lower():
        reasons.append("Sample")
    if unit is None:
        understood = parse_episodes(file.name) is not None
        reasons.append(
            "Invalid season or episode" if understood else "Unable to parse file"
        )
    else:
        reasons += _about_unit(core, unit, quality_id, imported=imported)
    free, _ = core.disk.space(core.settings.lists["rootfolder"][0]["path"])
    media = core.settings.config["mediamanagement"]
    reserve = media["minimumFreeSpaceWhenImporting"] * _MB
    if not media["skipFreeSpaceCheckWhenImporting"] and free < file.size + reserve:
        reasons.append("Not enough free space")
    return Decision(file.name, file.path, file.size, unit, tuple(reasons))


def _about_unit(core: Core, unit: int, quality_id: int, *, imported: bool) -> list[str]:
    library = core.library
    reasons = []
    if (wait := library.waits_for_title(unit, core.clock.time())) is not None:
        reasons.append(wait)
    if (old := library.file(unit)) is None:
        return reasons
    table = library.table
    if imported:
        noun = library.noun.title()
        reasons.append(f"{noun} file already imported at {old.path}")
    elif table.rank(quality_id) < table.rank(old.quality_id):
        existing = f"existing {library.noun} file" + (
            "(s)" if library.noun == "episode" else ""
        )
        reasons.append(
            f"Not an upgrade for {existing}. Existing quality: "
            f"{table.qualities[old.quality_id].name}. "
            f"New Quality {table.qualities[quality_id].name}."
        )
    return reasons


def _refuse(core: Core, suffix: str, indexer: str) -> tuple[str, bool] | None:
    rules: list[int] = next(
        (
            value(row, "failDownloads", [])
            for row in core.settings.lists["indexer"]
            if row["name"] == indexer
        ),
        [],
    )
    if suffix in EXECUTABLE:
        text = f"Caution: Found executable file with extension: '{suffix}'"
        return text, _FAIL_EXECUTABLE in rules
    if suffix in DANGEROUS:
        text = f"Caution: Found potentially dangerous file with extension: {suffix}"
        return text, _FAIL_DANGEROUS in rules
    if suffix in ARCHIVE:
        return "Found archive file, might need to be extracted", False
    return None


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _parent(path: str) -> str:
    return str(PurePosixPath(path).parent)
