"""Draws a file for a first look, in a process of its own that holds nothing and may die.

Run as `python -I drawing.py TYPE < content`: answers one line of JSON, then the bytes of the pictures. What strangers
hand in is opened here and nowhere else: little memory, little time, no settings, no database, no key.
"""

import io
import json
import math
import resource
import sys

import pypdfium2
from PIL import Image, ImageOps

MEMORY = 1536 * 1024 * 1024
SECONDS = 20
MOST_PIXELS = 120_000_000
WIDE, TALL = 1100, 1600
SMALL = 144
COLOURS = 96
LARGEST_SCALE = 4.0


def main(media_type: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    content = sys.stdin.buffer.read()
    answer, picture = opened_pdf(content) if media_type == "application/pdf" else opened_image(content)
    pictures = []
    if picture is not None:
        picture.thumbnail((WIDE, TALL))
        small = picture.copy()
        small.thumbnail((SMALL, SMALL))
        pictures = [as_png(picture), as_png(small)]
    answer["lengths"] = [len(png) for png in pictures]
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(pictures))


def opened_pdf(content: bytes) -> tuple[dict[str, object], Image.Image | None]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as trouble:
        condition = "protected" if "password" in str(trouble).lower() else "broken"
        return {"condition": condition, "pages": None}, None
    if not len(document):
        return {"condition": "broken", "pages": None}, None
    page = document[0]
    width, height = page.get_size()
    scale = min(WIDE / max(width, 1), TALL / max(height, 1), LARGEST_SCALE)
    if not math.isfinite(scale) or width * height * scale * scale < 1:
        return {"condition": "broken", "pages": len(document)}, None
    return {"condition": "sound", "pages": len(document)}, page.render(scale=scale).to_pil().convert("RGB")


def opened_image(content: bytes) -> tuple[dict[str, object], Image.Image | None]:
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "TIFF"]) as image:
            pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else None
            image.draft("RGB", (WIDE, TALL))
            # Turned as it was held; what else the camera wrote, the place among it, does not come along.
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return {"condition": "broken", "pages": None}, None
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    return {"condition": "sound", "pages": pages}, paper


def as_png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.quantize(COLOURS).save(held, "PNG", optimize=True)
    return held.getvalue()


if __name__ == "__main__":
    main(sys.argv[1])
