"""NZB files that carry their own fate.

What decides how a job ends in the simulated SABnzbd is written in the NZB itself, so
that indexer and download client share nothing but HTTP. A real SABnzbd ignores it.
"""

from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree as ET

NAMESPACE = "http://www.newzbin.com/DTD/2003/nzb"
_SEGMENT = 750_000
_MAX_SEGMENTS = 40
_META = "x-autoarr-"


class Fate(StrEnum):
    """How the download of a post ends in the simulated SABnzbd."""

    GOOD = "good"
    REPAIRED = "repaired"
    """Damaged, and good once more repair blocks are fetched."""
    MISSING_ARTICLES = "missing_articles"
    """Articles of most files are gone for good: a retry cannot help."""
    MISSING_FILES = "missing_files"
    """Whole files are missing, and there when it is retried."""
    REPAIR_FAILED = "repair_failed"
    DAMAGED_RAR = "damaged_rar"
    ENCRYPTED = "encrypted"
    """Several volumes: SABnzbd only pauses the job and labels it."""
    ENCRYPTED_SINGLE = "encrypted_single"
    """One volume: found too late to pause, the job fails while unpacking."""
    PASSWORD = "password"
    """Encrypted, and good once the password of the post is given."""
    UNWANTED_EXTENSION = "unwanted_extension"
    DISK_FULL_UNPACK = "disk_full_unpack"
    """The disk is full while unpacking; good once there is room and it is retried."""
    SCRIPT_FAILS = "script_fails"
    STALLED = "stalled"
    """Downloads a part and then never moves on."""
    EXECUTABLE = "executable"
    """Completes, with an .exe and no video."""
    SAMPLE = "sample"
    """Completes, with a sample only."""
    ARCHIVE_LEFT = "archive_left"
    """Completes, with archives that nobody unpacked."""
    STRANGE = "strange"
    """Fails, also when it is retried, with words that nobody has heard before."""
    FETCH_404 = "fetch_404"
    """The NZB itself cannot be fetched (addurl) or is not an NZB (addfile)."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post on Usenet.

    Attributes:
        name: Name of the release, without extension.
        size: Bytes.
        age_days: Days since it was posted.
        fate: How its download ends.
        files: File names in the completed folder.
        password: What opens it, for `Fate.PASSWORD`.
    """

    name: str
    size: int
    age_days: int
    fate: Fate
    files: tuple[str, ...]
    password: str = ""


def write_nzb(post: Post, now: float = 0.0) -> bytes:
    """Return the post as a valid NZB document.

    Args:
        post: What to write.
        now: World time in unix seconds, from which the date of posting counts back.
    """
    root = ET.Element("nzb", xmlns=NAMESPACE)
    head = ET.SubElement(root, "head")
    meta = {
        "name": post.name,
        f"{_META}fate": post.fate.value,
        f"{_META}size": str(post.size),
        f"{_META}age-days": str(post.age_days),
        f"{_META}password": post.password,
    }
    for kind, text in meta.items():
        if text:
            ET.SubElement(head, "meta", type=kind).text = text
    for name in post.files:
        ET.SubElement(head, "meta", type=f"{_META}file").text = name
    date = str(max(0, int(now) - post.age_days * 86_400))
    file = ET.SubElement(
        root,
        "file",
        poster="poster@example.invalid",
        date=date,
        subject=f'[1/1] - "{post.name}.rar" yEnc (1/1)',
    )
    groups = ET.SubElement(file, "groups")
    ET.SubElement(groups, "group").text = "alt.binaries.simulated"
    segments = ET.SubElement(file, "segments")
    count = min(_MAX_SEGMENTS, max(1, post.size // _SEGMENT))
    for number in range(1, count + 1):
        first = post.size - (count - 1) * (post.size // count)
        bytes_ = first if number == 1 else post.size // count
        segment = ET.SubElement(
            segments, "segment", bytes=str(bytes_), number=str(number)
        )
        segment.text = f"{number}.{post.name}@simulated"
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def read_nzb(body: bytes, name: str, now: float = 0.0) -> Post:
    """Return the post that an NZB describes; a foreign NZB is good.

    Args:
        body: The document.
        name: Name of the file it came in, with or without `.nzb`.
        now: World time in unix seconds, for the age of a foreign post.

    Raises:
        ValueError: The body is not an NZB.
    """
    try:
        root = ET.fromstring(body)
    except ET.ParseError as err:
        raise ValueError("not an NZB") from err
    if root.tag.rpartition("}")[2] != "nzb":
        raise ValueError("not an NZB")
    meta: dict[str, list[str]] = {}
    for element in root.iter(f"{{{NAMESPACE}}}meta"):
        meta.setdefault(element.get("type", ""), []).append(element.text or "")

    def first(kind: str, default: str = "") -> str:
        return meta.get(kind, [default])[0]

    segments = sum(
        int(segment.get("bytes", "0"))
        for segment in root.iter(f"{{{NAMESPACE}}}segment")
    )
    posted = max(
        (int(file.get("date", "0")) for file in root.iter(f"{{{NAMESPACE}}}file")),
        default=0,
    )
    age = max(0, int((now - posted) // 86_400)) if now and posted else 0
    plain = name.removesuffix(".nzb")
    return Post(
        name=plain,
        size=int(first(f"{_META}size") or segments),
        age_days=int(first(f"{_META}age-days") or age),
        fate=Fate(first(f"{_META}fate") or Fate.GOOD),
        files=tuple(meta.get(f"{_META}file", [f"{plain}.mkv"])),
        password=first(f"{_META}password"),
    )
