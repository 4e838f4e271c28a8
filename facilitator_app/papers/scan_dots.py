"""The four dots in the corners of a sheet that is written on: where they are on a picture, and the picture laid flat by them."""

import math
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageFilter

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]  # upper left, upper right, lower right, lower left

PAGE_MM = (210.0, 297.0)
DOT_MM, DOT_INSET_MM = 3.2, 8.0  # across; its middle from both edges
_CODE_MM = (12.5, 16.0)  # a code's side on paper, without its quiet zone
_DOT_PX = 7.0  # a dot is made so large before it is looked for
_CORNER_SHARE = 0.27  # of a picture's width and height: how far from a corner a dot may lie
_DARKER = 40
_SIZE, _SLANT = (0.65, 1.45), 1.5  # of what it should be across; longer than wide, seen from the side
_ROUND = (0.66, 0.96)  # how much of its box a dot fills: a disc 0.79
_ALONE = 1.1  # what is dark in and around it, of the dot itself
_MOST_AWRY = 20.0  # degrees between a code's edge and the page's
_FLAT_PX_A_MM = 150 / 25.4


def flat_by_dots(image: Image.Image, code: Corners) -> Image.Image | None:
    """The page upright and flat, as large as A4; None where the four dots are not to be found. `code` are the corners of a code on it."""
    side = sum(math.dist(code[number], code[(number + 1) % 4]) for number in range(4)) / 4
    if side <= 0:
        return None
    px_a_mm = side * 2 / sum(_CODE_MM)
    scale = min(1.0, _DOT_PX / (DOT_MM * px_a_mm))
    small = image.convert("L").resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))), Image.Resampling.BOX)
    dark = ImageChops.subtract(small.filter(ImageFilter.BoxBlur(9)), small).point(lambda value: 255 if value > _DARKER else 0)
    corners = [_dot_near(dark, right=right, low=low, size=DOT_MM * px_a_mm * scale) for right, low in _AROUND]
    if any(corner is None for corner in corners):
        return None
    found = [(x / scale, y / scale) for x, y in filter(None, corners)]
    ordered = _from_upper_left(found, code)
    return _flat(image, ordered) if _is_a_page(ordered, code, px_a_mm) else None


_AROUND = ((False, False), (True, False), (True, True), (False, True))  # clockwise, as the picture lies


def _dot_near(dark: Image.Image, *, right: bool, low: bool, size: float) -> Point | None:
    """The dot that lies nearest to one corner of the picture."""
    width, height = round(dark.width * _CORNER_SHARE), round(dark.height * _CORNER_SHARE)
    left, top = (dark.width - width if right else 0), (dark.height - height if low else 0)
    corner = (width if right else 0, height if low else 0)
    dots = _dots(dark.crop((left, top, left + width, top + height)), size)
    nearest = min(dots, key=lambda dot: math.dist(dot, corner), default=None)
    return (nearest[0] + left, nearest[1] + top) if nearest else None


def _dots(dark: Image.Image, size: float) -> Iterator[Point]:
    """The middles of what is round, dark, about so many points across, and has nothing beside it."""
    for spots in _pieces(dark):
        columns, rows = [x for x, _ in spots], [y for _, y in spots]
        left, right, top, bottom = min(columns), max(columns) + 1, min(rows), max(rows) + 1
        across, down = right - left, bottom - top
        fits = all(_SIZE[0] * size <= length <= _SIZE[1] * size for length in (across, down))
        if fits and max(across, down) < _SLANT * min(across, down) and _ROUND[0] <= len(spots) / (across * down) <= _ROUND[1]:
            air = round(size / 2)
            beside = dark.crop((max(0, left - air), max(0, top - air), min(dark.width, right + air), min(dark.height, bottom + air)))
            if beside.histogram()[255] <= len(spots) * _ALONE:
                yield sum(columns) / len(spots) + 0.5, sum(rows) / len(spots) + 0.5


def _pieces(dark: Image.Image) -> Iterator[list[tuple[int, int]]]:
    """The connected dark pieces of a small picture."""
    width = dark.width
    left = {at for at, value in enumerate(dark.tobytes()) if value}
    while left:
        waiting, piece = [left.pop()], []
        while waiting:
            at = waiting.pop()
            y, x = divmod(at, width)
            piece.append((x, y))
            beside = [at - width, at + width, *([at - 1] if x else []), *([at + 1] if x < width - 1 else [])]
            for other in beside:
                if other in left:
                    left.remove(other)
                    waiting.append(other)
        yield piece


def _from_upper_left(found: list[Point], code: Corners) -> Corners:
    """The dots in the page's own order: the code stands at its lower right."""
    middle = (sum(x for x, _ in code) / 4, sum(y for _, y in code) / 4)
    lower_right = min(range(4), key=lambda number: math.dist(found[number], middle))
    first, second, third, fourth = (found[(lower_right + 2 + number) % 4] for number in range(4))
    return (first, second, third, fourth)


def _is_a_page(dots: Corners, code: Corners, px_a_mm: float) -> bool:
    """Whether four points can be the corners of a sheet as large and as turned as its code says, seen a little from the side."""
    top, right, bottom, left = (math.dist(dots[number], dots[(number + 1) % 4]) for number in range(4))
    wide, high = ((PAGE_MM[number] - 2 * DOT_INSET_MM) * px_a_mm for number in range(2))
    as_large = all(0.6 * wide < edge < 1.5 * wide for edge in (top, bottom)) and all(
        0.6 * high < edge < 1.5 * high for edge in (left, right)
    )
    return as_large and all(_awry(dots, code, number) < _MOST_AWRY for number in range(4))


def _awry(dots: Corners, code: Corners, number: int) -> float:
    """Degrees between one edge of the page and the same edge of its code."""
    angles = []
    for corners in (dots, code):
        (x, y), (u, v) = corners[number], corners[(number + 1) % 4]
        angles.append(math.degrees(math.atan2(v - y, u - x)))
    return abs((angles[0] - angles[1] + 180) % 360 - 180)


def _flat(image: Image.Image, dots: Corners) -> Image.Image:
    width, height = (round(side * _FLAT_PX_A_MM) for side in PAGE_MM)
    inset = DOT_INSET_MM * _FLAT_PX_A_MM
    onto = ((inset, inset), (width - inset, inset), (width - inset, height - inset), (inset, height - inset))
    numbers = _perspective(onto, dots)
    white: str | int = "white" if image.mode == "RGB" else 255
    return image.transform((width, height), Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BILINEAR, fillcolor=white)


def _perspective(onto: Corners, dots: Corners) -> list[float]:
    """The eight numbers by which Pillow finds, for each point of the flat page, where it lies on the picture."""
    rows = []
    for (x, y), (u, v) in zip(onto, dots, strict=True):
        rows.append([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u])
        rows.append([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for row in range(8):
            if row != column and rows[row][column]:
                factor = rows[row][column]
                rows[row] = [one - factor * other for one, other in zip(rows[row], rows[column], strict=True)]
    return [row[8] for row in rows]
