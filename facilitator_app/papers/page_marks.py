"""What a machine reads on a page: the square code, and the dots by which a scan is straightened. Knows no paper."""

from typing import Any

import zxingcpp
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from facilitator_app.papers.formats import INK

CODE_MM = 19.0  # with its quiet zone: a module is then 0.58 mm, which three photocopies leave readable
_CODE_LOW_MM = 7.5
_QUIET_MODULES = 4
_OVERLAP = 0.02  # points: without it some viewers show hairlines between the rows of the code
_DOT_MM, _DOT_IN_MM = 3.2, 8.0  # how large a dot is, and how far its middle is from two edges


def draw_dots(canvas: Canvas, page: tuple[float, float]) -> None:
    """One in each corner: a scan is straightened by them."""
    canvas.setFillColor(INK)
    across, up = (_DOT_IN_MM * mm, page[0] - _DOT_IN_MM * mm), (_DOT_IN_MM * mm, page[1] - _DOT_IN_MM * mm)
    for left in across:
        for low in up:
            canvas.circle(left, low, _DOT_MM * mm / 2, stroke=0, fill=1)


def draw_code(canvas: Canvas, payload: str, right: float) -> None:
    """The square code as one vector path, its quiet zone ending at `right` points and at the footer's rule."""
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    image: Any = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)  # its stub hides that it is a buffer
    modules, count = memoryview(image), image.shape[0]
    side = CODE_MM * mm / (count + 2 * _QUIET_MODULES)
    left, top = right - _QUIET_MODULES * side - count * side, (_CODE_LOW_MM + CODE_MM) * mm - _QUIET_MODULES * side
    path = canvas.beginPath()
    for row in range(count):
        column = 0
        while column < count:
            end = column
            while end < count and modules[row, end] == 0:
                end += 1
            if end > column:
                path.rect(left + column * side, top - (row + 1) * side - _OVERLAP, (end - column) * side, side + _OVERLAP)
            column = end + 1
    canvas.setFillColor(INK)
    canvas.drawPath(path, stroke=0, fill=1)
