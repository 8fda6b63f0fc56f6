"""Posters of the simulated titles: a landscape for each, drawn from its name."""

from binascii import crc32
import colorsys
from functools import lru_cache
import struct
import zlib

from aiohttp import web

WIDTH, HEIGHT = 250, 375
_HILLS = 3


def picture(title: str, year: int) -> web.Response:
    """Return the poster of a title as an answer."""
    return web.Response(body=draw(title, year), content_type="image/png")


@lru_cache(maxsize=512)
def draw(title: str, year: int) -> bytes:
    """Return a PNG, always the same for a title."""
    seed = crc32(f"{title} {year}".encode())
    hue = seed % 360 / 360
    rows = bytearray()
    for y in range(HEIGHT):
        sky = _colour(hue, 0.55, 0.35 + 0.6 * (1 - y / HEIGHT))
        row = bytearray(sky * WIDTH)
        _sun(row, y, seed, _colour((hue + 0.12) % 1, 0.35, 1))
        for hill in range(_HILLS):
            _hill(row, y, seed >> hill, hill, _colour(hue, 0.7, 0.38 - 0.11 * hill))
        rows += b"\0" + row
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(bytes(rows), 6)),
            _chunk(b"IEND", b""),
        )
    )


def _colour(hue: float, saturation: float, value: float) -> bytes:
    parts = colorsys.hsv_to_rgb(hue, saturation, min(1.0, value))
    return bytes(round(255 * part) for part in parts)


def _sun(row: bytearray, y: int, seed: int, colour: bytes) -> None:
    radius = 28 + seed % 25
    half = radius**2 - (y - 95 - seed % 60) ** 2
    if half > 0:
        middle = 60 + (seed >> 8) % 130
        _span(row, middle - int(half**0.5), middle + int(half**0.5), colour)


def _hill(row: bytearray, y: int, seed: int, place: int, colour: bytes) -> None:
    top = 190 + 55 * place
    if y >= top:
        middle = (seed >> 3) % WIDTH
        slope = 1.2 + (seed >> 5) % 10 / 5
        _span(
            row,
            middle - int((y - top) * slope),
            middle + int((y - top) * slope),
            colour,
        )


def _span(row: bytearray, start: int, end: int, colour: bytes) -> None:
    start, end = max(0, start), min(WIDTH, end)
    if start < end:
        row[3 * start : 3 * end] = colour * (end - start)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return (
        struct.pack(">I", len(body))
        + kind
        + body
        + struct.pack(">I", crc32(kind + body))
    )
