"""Makes posts as they lie on news servers: a video in RAR volumes, cut into articles.

All content is seeded noise. RAR archives are stored, not compressed, since no free
program writes RAR; encryption follows RAR 5, so that a real unrar asks for the password.
"""

from collections.abc import Iterator
from dataclasses import dataclass
import hashlib
import random
import struct
from xml.sax.saxutils import escape, quoteattr
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ARTICLE_SIZE = 500_000
GROUP = "alt.binaries.test"
POSTER = "poster <poster@news.invalid>"


@dataclass(frozen=True, slots=True)
class Post:
    """A post: its name, the NZB that lists it, and its articles by message id.

    Articles are as they go over the wire, without the line that ends them.
    """

    title: str
    nzb: bytes
    articles: dict[str, bytes]


def good_post(title: str, *, size: int = 12_000_000) -> Post:
    """Return a post of a video of size bytes in RAR volumes."""
    return _post_of_archive(title, size, password=None)


def encrypted_post(title: str, *, size: int = 12_000_000) -> Post:
    """Return the same with the archive under a password that nobody tells."""
    return _post_of_archive(title, size, password="correct horse")


def _post_of_archive(title: str, size: int, password: str | None) -> Post:
    archive = rar_volumes(
        f"{title}.mkv",
        matroska(size, seed=title),
        volume_size=size // 6,
        password=password,
    )
    files = {f"{title}.part{n:02}.rar": data for n, data in enumerate(archive, 1)}
    return make_post(title, files)


# Matroska: https://www.rfc-editor.org/rfc/rfc9559


def _element(identifier: str, content: bytes) -> bytes:
    size = struct.pack(">Q", len(content) | 1 << 56)
    return bytes.fromhex(identifier) + size + content


def matroska(size: int, *, seed: str, minutes: int = 45) -> bytes:
    """Return a video file of about size bytes that claims to run so many minutes.

    Every header is valid, so that programs which look for a video find one; the
    single frame is noise.
    """
    header = _element(
        "1A45DFA3",
        _element("4282", b"matroska")
        + _element("4287", b"\4")
        + _element("4285", b"\2"),
    )
    info = _element(
        "1549A966",
        _element("2AD7B1", struct.pack(">I", 1_000_000))  # a tick is a millisecond
        + _element("4489", struct.pack(">d", minutes * 60_000.0))
        + _element("4D80", b"noise")
        + _element("5741", b"noise"),
    )
    picture = _element("B0", struct.pack(">H", 1920)) + _element(
        "BA", struct.pack(">H", 1080)
    )
    track = _element(
        "AE",
        _element("D7", b"\1")
        + _element("73C5", b"\1")
        + _element("83", b"\1")  # video
        + _element("86", b"V_MPEG4/ISO/AVC")
        + _element("E0", picture),
    )
    frame = b"\x81\0\0\x80" + random.Random(seed).randbytes(size)
    cluster = _element("1F43B675", _element("E7", b"\0") + _element("A3", frame))
    return header + _element("18538067", info + _element("1654AE6B", track) + cluster)


# RAR 5: https://www.rarlab.com/technote.htm


def _vint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _block(
    kind: int, flags: int, fields: bytes, extra: bytes = b"", data: bytes = b""
) -> bytes:
    body = _vint(kind) + _vint(flags | bool(extra) | bool(data) << 1)
    if extra:
        body += _vint(len(extra))
    if data:
        body += _vint(len(data))
    body += fields + extra
    body = _vint(len(body)) + body
    return struct.pack("<I", zlib.crc32(body)) + body + data


def _encrypted(content: bytes, password: str) -> tuple[bytes, bytes]:
    """Return the encryption record of a file and its encrypted content."""
    salt, start, log2_rounds = bytes(range(16)), bytes(range(16, 32)), 10

    def derived(more_rounds: int) -> bytes:
        rounds = (1 << log2_rounds) + more_rounds
        return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)

    check = bytearray(8)
    for place, byte in enumerate(derived(32)):
        check[place % 8] ^= byte
    record = _vint(1) + _vint(0) + _vint(1) + bytes([log2_rounds]) + salt + start
    record += bytes(check) + hashlib.sha256(check).digest()[:4]
    encryptor = Cipher(algorithms.AES(derived(0)), modes.CBC(start)).encryptor()
    padded = content + bytes(-len(content) % 16)
    return _vint(len(record)) + record, encryptor.update(padded) + encryptor.finalize()


def rar_volumes(
    name: str, content: bytes, *, volume_size: int, password: str | None = None
) -> list[bytes]:
    """Return content, stored as the file name, in RAR volumes of about volume_size."""
    record, packed = _encrypted(content, password) if password else (b"", content)
    pieces = [
        packed[start : start + volume_size]
        for start in range(0, len(packed), volume_size)
    ]
    volumes = []
    for number, piece in enumerate(pieces):
        is_first, is_last = number == 0, number == len(pieces) - 1
        crc = zlib.crc32(content if is_last else piece)
        encoded_name = name.encode()
        fields = _vint(0x04) + _vint(len(content)) + _vint(0o100644)
        fields += struct.pack("<I", crc) + _vint(0) + _vint(1)
        fields += _vint(len(encoded_name)) + encoded_name
        continued = (0 if is_first else 0x08) | (0 if is_last else 0x10)
        volumes.append(
            b"Rar!\x1a\x07\x01\0"
            + _block(1, 0, _vint(1) if is_first else _vint(3) + _vint(number))
            + _block(2, continued, fields, record, piece)
            + _block(5, 0, _vint(0 if is_last else 1))
        )
    return volumes


# yEnc: http://www.yenc.org/yenc-draft.1.3.txt

_SHIFTED = bytes((byte + 42) % 256 for byte in range(256))
_CRITICAL = ((b"=", b"=}"), (b"\0", b"=@"), (b"\n", b"=J"), (b"\r", b"=M"))


def _yenc_lines(data: bytes) -> Iterator[bytes]:
    coded = data.translate(_SHIFTED)
    for byte, escaped in _CRITICAL:
        coded = coded.replace(byte, escaped)
    start = 0
    while start < len(coded):
        end = start + 128
        if coded[end - 1 : end] == b"=":  # an escape stays on one line
            end += 1
        yield coded[start:end]
        start = end


def _article(head: bytes, lines: Iterator[bytes], tail: bytes) -> bytes:
    text = b"\r\n".join((head, *lines, tail)) + b"\r\n"
    return text.replace(b"\r\n.", b"\r\n..")


def make_post(title: str, files: dict[str, bytes]) -> Post:
    """Cut files into articles and write the NZB that lists them."""
    articles: dict[str, bytes] = {}
    listed = []
    for number, (name, data) in enumerate(files.items(), 1):
        pieces = range(0, len(data), ARTICLE_SIZE)
        subject = (
            f'[{number}/{len(files)}] - "{name}" yEnc (1/{len(pieces)}) {len(data)}'
        )
        segments = []
        for part, start in enumerate(pieces, 1):
            piece = data[start : start + ARTICLE_SIZE]
            token = hashlib.sha256(f"{title}/{name}/{part}".encode()).hexdigest()[:20]
            message_id = f"{token}@news.invalid"
            head = (
                f"From: {POSTER}\r\nNewsgroups: {GROUP}\r\nSubject: {subject}\r\n"
                f"Message-ID: <{message_id}>\r\n\r\n"
                f"=ybegin part={part} total={len(pieces)} line=128 size={len(data)}"
                f" name={name}\r\n"
                f"=ypart begin={start + 1} end={start + len(piece)}"
            )
            tail = f"=yend size={len(piece)} part={part} pcrc32={zlib.crc32(piece):08x}"
            article = _article(head.encode(), _yenc_lines(piece), tail.encode())
            articles[message_id] = article
            segments.append(
                f'<segment bytes="{len(article)}" number="{part}">{message_id}</segment>'
            )
        listed.append(
            f'<file poster={quoteattr(POSTER)} date="1700000000"'
            f" subject={quoteattr(subject)}><groups><group>{escape(GROUP)}</group></groups>"
            f"<segments>{''.join(segments)}</segments></file>"
        )
    nzb = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE nzb PUBLIC "-//newzBin//DTD NZB 1.1//EN"'
        ' "http://www.newzbin.com/DTD/nzb/nzb-1.1.dtd">\n'
        '<nzb xmlns="http://www.newzbin.com/DTD/2003/nzb">\n'
        + "\n".join(listed)
        + "\n</nzb>\n"
    )
    return Post(title, nzb.encode(), articles)
