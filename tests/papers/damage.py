"""What happens to a sheet between the printer and the file that is dropped: on pictures by numpy and Pillow, sharing nothing with maker or reader."""

import random
from collections.abc import Callable, Sequence
from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter

_CODE_MM = 19.0
_A4_MM = (210.0, 297.0)


def as_jpeg(image: Image.Image, quality: int = 85) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def as_png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def as_pdf(images: Sequence[Image.Image], dots: int = 200) -> bytes:
    """As a scanner makes it: a JPEG a page."""
    out = BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=list(images[1:]), resolution=dots)
    return out.getvalue()


def fewer_dots(image: Image.Image, dots: int, of: int = 300) -> Image.Image:
    return image.resize((round(image.width * dots / of), round(image.height * dots / of)), Image.Resampling.LANCZOS)


def skew(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=246)


def fax(image: Image.Image) -> Image.Image:
    """Black or white, and nothing between."""
    return fewer_dots(image, 200).point(lambda value: 255 if value > 140 else 0)


def again_as_jpeg(image: Image.Image, quality: int) -> Image.Image:
    return Image.open(BytesIO(as_jpeg(image, quality)))


def photocopy(image: Image.Image, seed: int) -> Image.Image:
    """The glass blurs, the drum has little grey, the sheet lies a little askew and comes out a little smaller, with specks on it."""
    chance = np.random.default_rng(seed)
    soft = image.filter(ImageFilter.GaussianBlur(image.width / 2480 * 1.5))
    grey = np.asarray(soft, dtype=np.float32) + chance.normal(0, 9, (soft.height, soft.width)).astype(np.float32)
    steep = 255 / (1 + np.exp(-(grey - 136) / 24))
    specks = chance.random(steep.shape, dtype=np.float32)
    steep[specks < 0.0004] = 20
    steep[specks > 0.9996] = 250
    made = Image.fromarray(steep.astype(np.uint8))
    smaller = made.resize((round(made.width * 0.985), round(made.height * 0.985)), Image.Resampling.BICUBIC)
    whole = Image.new("L", made.size, 252)
    whole.paste(smaller, (int(chance.integers(2, 20)), int(chance.integers(2, 20))))
    return whole.rotate(float(chance.normal(0, 0.5)), Image.Resampling.BICUBIC, fillcolor=252)


def photograph(image: Image.Image, seed: int = 7) -> Image.Image:
    """On a table, from the side, with the shadow of whoever takes it."""
    chance = random.Random(seed)
    width, height = 1800, 2500
    corners = [(170, 210), (1560, 120), (1690, 2330), (90, 2260)]
    onto = [(x + chance.randint(-30, 30), y + chance.randint(-30, 30)) for x, y in corners]
    rows, ends = [], []
    for (u, v), (x, y) in zip(onto, [(0, 0), (image.width, 0), (image.width, image.height), (0, image.height)], strict=True):
        rows += [[u, v, 1, 0, 0, 0, -x * u, -x * v], [0, 0, 0, u, v, 1, -y * u, -y * v]]
        ends += [x, y]
    numbers = np.linalg.solve(np.array(rows, dtype=float), np.array(ends, dtype=float))
    taken = image.convert("L").transform(
        (width, height), Image.Transform.PERSPECTIVE, tuple(numbers), Image.Resampling.BICUBIC, fillcolor=96
    )
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    light = 0.95 - 0.5 / (1 + np.exp(-(across + 0.6 * down - 1.05) * 14))
    dark = np.asarray(taken, dtype=np.float32) * light + np.random.default_rng(seed).normal(0, 4, (height, width))
    return again_as_jpeg(Image.fromarray(np.clip(dark, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8)), 70)


def covered(image: Image.Image, right_mm: float = 18.0, low_mm: float = 7.5) -> Image.Image:
    """A thumb on 15 of 100 parts of the square in which the code stands, from its lower right corner."""
    a_mm = image.width / _A4_MM[0]
    side = _CODE_MM * 0.387 * a_mm
    right, low = image.width - right_mm * a_mm, image.height - low_mm * a_mm
    made = image.copy()
    made.paste(120, (round(right - side), round(low - side), round(right), round(low)))
    return made


def crossed(image: Image.Image, right_mm: float = 18.0, low_mm: float = 7.5) -> Image.Image:
    """A thick pen right through the code."""
    a_mm = image.width / _A4_MM[0]
    middle = round(image.height - (low_mm + _CODE_MM / 2) * a_mm)
    made = image.copy()
    made.paste(20, (round(image.width - (right_mm + _CODE_MM) * a_mm), round(middle - 1.6 * a_mm), image.width, round(middle + 1.6 * a_mm)))
    return made


# What documents the study of papers says must be read, and one that must not bring the reader down. All take a page at 300 dots an inch.
READ: dict[str, Callable[[Image.Image], Image.Image]] = {
    "clean": lambda page: page,
    "skew of 4 degrees": lambda page: skew(page, 4),
    "upside down": lambda page: page.transpose(Image.Transpose.ROTATE_180),
    "sideways": lambda page: page.transpose(Image.Transpose.ROTATE_90),
    "200 dots an inch": lambda page: fewer_dots(page, 200),
    "fax": fax,
    "150 dots, poor JPEG": lambda page: again_as_jpeg(fewer_dots(page, 150), 40),
    "100 dots": lambda page: fewer_dots(page, 100),
    "photocopied": lambda page: photocopy(fewer_dots(page, 200), 1),
    "reduced to A5": lambda page: fewer_dots(page, 212),
    "photocopied three times, askew": lambda page: skew(photocopy(photocopy(photocopy(fewer_dots(page, 200), 1), 2), 3), -3),
    "photographed from the side, in shadow": photograph,
    "15 of 100 parts covered": covered,
}
