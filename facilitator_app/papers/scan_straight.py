"""The codes on a picture of a page, and the picture upright and level: by its code, by the dots in its corners, by its lines of writing."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps

from facilitator_app.papers.codes import read_payload
from facilitator_app.papers.scan_dots import Corners, flat_by_dots

_SQUARE = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
WORKED_ON_PX = 2340  # the longer side: A4 at 200 dots an inch, where codes are looked for
KEPT_PX = 1754  # A4 at 150 dots an inch: what is looked at; the page's own bytes are kept beside it
_SMALL_PX = 1500  # below it the squares of a code may be too few points each
_PROFILE_PX = 500
_MOST_SKEW, _NEAR_SKEW = 8.0, 1.5  # degrees: what a sheet lies askew on a glass; what a code's edge leaves open
_LEVEL = 0.15  # degrees that nobody sees
_TINT = 26
_DARK, _EMPTY_SHARE = 160, 0.0003


@dataclass(frozen=True, slots=True)
class Seen:
    """The codes of a page that are ours, how many others there are, and by how many degrees it was turned back to stand upright."""

    ours: list[str] = field(default_factory=list)
    strange: int = 0
    turned: float = 0.0


@dataclass(frozen=True, slots=True)
class Code:
    """One square code: what it says, and its corners, from its own upper left clockwise."""

    text: str
    corners: Corners

    @property
    def angle(self) -> float:
        """By how many degrees its upper edge is turned clockwise, from -180 to 180."""
        (left, high), (right, low) = self.corners[0], self.corners[1]
        return math.degrees(math.atan2(low - high, right - left))


def codes_in(image: Image.Image, *, quickly: bool = False) -> list[Code]:
    """The square codes on a picture, each once. While none of ours is found it looks again, otherwise: photocopies swallow points."""
    found: dict[str, Code] = {}
    for picture, scale, binarizer in _ways_of_looking(image):
        for one in zxingcpp.read_barcodes(picture, formats=_SQUARE, try_invert=False, binarizer=binarizer):
            found.setdefault(one.text, Code(one.text, _corners(one.position, scale)))
        if quickly or any(map(read_payload, found)):
            break
    return list(found.values())


def _corners(place: zxingcpp.Position, scale: float) -> Corners:
    every = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    first, second, third, fourth = ((corner.x / scale, corner.y / scale) for corner in every)
    return (first, second, third, fourth)


def _ways_of_looking(image: Image.Image) -> Iterator[tuple[Image.Image, float, zxingcpp.Binarizer]]:
    """The picture in greys, each time with how much larger it was made, and how black is told from white."""
    by_place, by_all = zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram
    grey = image.convert("L")
    scale = min(1.0, WORKED_ON_PX / max(grey.size))
    near = scaled(grey, scale)
    yield near, scale, by_place
    yield near, scale, by_all
    if scale < 1.0:
        yield grey, 1.0, by_place
    elif max(grey.size) < _SMALL_PX:
        yield scaled(grey, 2.0), 2.0, by_place
    yield near.filter(ImageFilter.MedianFilter(3)), scale, by_place
    yield ImageOps.autocontrast(near.filter(ImageFilter.GaussianBlur(1.2)), cutoff=2), scale, by_place


def scaled(image: Image.Image, scale: float) -> Image.Image:
    """The same picture, so many times as large."""
    if scale == 1.0:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def straightened(image: Image.Image, codes: Sequence[Code]) -> tuple[Seen, Image.Image]:
    """What is on a page, and the page upright, its longer side at most `KEPT_PX`. Without a code of ours nobody knows which way is up,
    and it is only made level.
    """
    ours = [code for code in codes if read_payload(code.text)]
    texts, strange = [code.text for code in ours], len(codes) - len(ours)
    image = image if is_coloured(image) else image.convert("L")
    angle = ours[0].angle if ours else 0.0
    flat = flat_by_dots(image, ours[0].corners) if ours and not _is_copy(ours[0].text) else None
    if flat is not None:
        return Seen(texts, strange, round(angle, 2)), flat
    quarters = round(angle / 90)
    upright = _quarters(scaled(image, min(1.0, KEPT_PX / max(image.size))), quarters % 4)
    skew = _skew(upright, angle - quarters * 90, _NEAR_SKEW if ours else _MOST_SKEW)
    return Seen(texts, strange, round(quarters * 90 + skew, 2)), _turned(upright, skew)


def _is_copy(text: str) -> bool:
    """A copy of an agreement has no dots in its corners."""
    code = read_payload(text)
    return code is not None and code.is_copy


def _quarters(image: Image.Image, count: int) -> Image.Image:
    """Turned back by so many quarters of a circle, without losing a point."""
    ways = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}
    return image.transpose(ways[count]) if count else image


def _turned(image: Image.Image, skew: float) -> Image.Image:
    """Turned back by some degrees, grown so that no corner is cut off."""
    if abs(skew) <= _LEVEL:
        return image
    white: str | int = "white" if image.mode == "RGB" else 255
    return image.rotate(skew, Image.Resampling.BILINEAR, expand=True, fillcolor=white)


def _skew(image: Image.Image, about: float, most: float) -> float:
    """By how many degrees the lines of writing fall to the right: the angle at which dark and light rows differ most."""
    small = scaled(image.convert("L"), min(1.0, _PROFILE_PX / max(image.size)))
    small = ImageChops.subtract(small.filter(ImageFilter.BoxBlur(12)), small)  # what is darker than around it: a shadow is not
    if max(small.tobytes(), default=0) < _TINT:
        return about
    step = most / max(2, round(most))
    best = about
    while step >= 0.1:  # noqa: PLR2004 - degrees
        reach = round(most / step)
        best = max((best + step * number for number in range(-reach, reach + 1)), key=lambda angle: _contrast(small, angle))
        most, step = step, step / 3
    return best


def _contrast(small: Image.Image, angle: float) -> int:
    rows = small.rotate(angle).resize((1, small.height), Image.Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows))


def is_coloured(image: Image.Image) -> bool:
    """Whether something on it is neither black, white nor grey: a pen, mostly."""
    if image.mode == "L":
        return False
    red, green, blue = image.reduce(max(1, max(image.size) // 300)).convert("RGB").split()
    return any(sum(ImageChops.difference(one, other).histogram()[_TINT:]) for one, other in ((red, green), (green, blue)))


def is_empty(image: Image.Image) -> bool:
    """Whether nothing seems to stand on it: the back of a sheet."""
    small = image.convert("L").reduce(max(1, max(image.size) // 1000))
    edge = round(min(small.size) * 0.03)  # what lay beside the sheet
    inner = small.crop((edge, edge, small.width - edge, small.height - edge))
    dark = sum(inner.histogram()[:_DARK])
    return dark < _EMPTY_SHARE * inner.width * inner.height
