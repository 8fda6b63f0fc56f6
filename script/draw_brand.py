#!/usr/bin/env python3
"""Draw AutoArr's icon and logo: a download that comes round again until it arrives.

    .venv/bin/python script/draw_brand.py [FOLDER]

The sizes and names are those of Home Assistant's brand images.
"""

import argparse
import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).parents[1] / "custom_components/autoarr/brand"
OVERSAMPLING = 4
TOP, BOTTOM = (38, 198, 218), (63, 81, 181)
WHITE = (255, 255, 255, 255)
INK = (33, 37, 64, 255)


def tile(size: int) -> Image.Image:
    """Return a rounded square of size pixels, shaded from TOP to BOTTOM."""
    shape = Image.new("L", (size, size))
    ImageDraw.Draw(shape).rounded_rectangle(
        (0, 0, size - 1, size - 1), radius=size * 0.23, fill=255
    )
    shade = Image.linear_gradient("L").resize((size, size))
    image = Image.composite(
        Image.new("RGB", (size, size), BOTTOM),
        Image.new("RGB", (size, size), TOP),
        shade,
    ).convert("RGBA")
    image.putalpha(shape)
    return image


def around(centre: float, radius: float, degrees: float) -> tuple[float, float]:
    """Return the point at so many degrees, clockwise from three o'clock."""
    angle = math.radians(degrees)
    return centre + radius * math.cos(angle), centre + radius * math.sin(angle)


def loop(draw: ImageDraw.ImageDraw, size: int) -> None:
    """Draw a ring that is open at the top right and ends in an arrow head."""
    centre, radius, width = size * 0.5, size * 0.335, size * 0.085
    begin, end = -20, 268
    outer = radius + width / 2
    box = (centre - outer, centre - outer, centre + outer, centre + outer)
    draw.arc(box, begin, end, fill=WHITE, width=round(width))
    x, y = around(centre, radius, begin)
    draw.ellipse(
        (x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=WHITE
    )
    draw.polygon(
        (
            around(centre, radius - width * 1.25, end),
            around(centre, radius + width * 1.25, end),
            around(centre, radius * 1.03, end + 32),
        ),
        fill=WHITE,
    )


def arrow(draw: ImageDraw.ImageDraw, size: int) -> None:
    """Draw the download: an arrow that points down."""
    centre, half, head = size * 0.5, size * 0.048, size * 0.13
    top, neck, tip = size * 0.325, size * 0.51, size * 0.675
    draw.rounded_rectangle(
        (centre - half, top, centre + half, neck + half), radius=half * 0.6, fill=WHITE
    )
    draw.polygon(
        ((centre - head, neck), (centre + head, neck), (centre, tip)), fill=WHITE
    )


def mark(size: int) -> Image.Image:
    """Return the sign of AutoArr, size pixels square, its edges not smoothed."""
    image = tile(size)
    draw = ImageDraw.Draw(image)
    loop(draw, size)
    arrow(draw, size)
    return image


def smooth(image: Image.Image) -> Image.Image:
    """Return the image at the size it is wanted in."""
    size = (image.width // OVERSAMPLING, image.height // OVERSAMPLING)
    return image.resize(size, Image.Resampling.LANCZOS)


def icon(size: int) -> Image.Image:
    """Return the icon, size pixels square."""
    return smooth(mark(size * OVERSAMPLING))


def logo(height: int, ink: tuple[int, int, int, int]) -> Image.Image:
    """Return the icon with the name beside it, as wide as that needs."""
    large = height * OVERSAMPLING
    font = ImageFont.load_default(size=large * 0.72)
    bold = large * 0.014
    begin = round(large * 1.22)
    width = begin + round(font.getbbox("AutoArr", stroke_width=bold)[2])
    image = Image.new("RGBA", (width, large))
    image.paste(mark(large))
    ImageDraw.Draw(image).text(
        (begin, large / 2),
        "AutoArr",
        font=font,
        fill=ink,
        stroke_width=bold,
        stroke_fill=ink,
        anchor="lm",
    )
    return smooth(image)


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for scale, suffix in ((1, ""), (2, "@2x")):
        images = {
            f"icon{suffix}.png": icon(256 * scale),
            f"logo{suffix}.png": logo(128 * scale, INK),
            f"dark_logo{suffix}.png": logo(128 * scale, WHITE),
        }
        for name, image in images.items():
            image.save(folder / name, optimize=True)
            print(folder / name, *image.size)


if __name__ == "__main__":
    main()
