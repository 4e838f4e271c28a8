"""Pages of A5 laid on sheets of A4, two on each side, so that a stack that is folded in the middle reads in order. Knows no paper.

What was drawn on two pages is drawn on one side, the earlier page first, each in its half; the marks of its tags are counted on, and the
tree of tags points to them. So it is read aloud in the order of the pages, however they lie.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator
from reportlab.lib.pagesizes import A4, landscape

_ON_A_LEAF = 4  # pages
_WIDE, _HIGH = (round(float(length), 4) for length in landscape(A4))


class _Place(NamedTuple):
    """Where a page has gone: the side, and by how much its marks are counted on."""

    side: Any
    after: int


def imposed(data: bytes) -> bytes:
    """The same pages as a booklet. The same bytes give the same bytes."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = [page.obj for page in pdf.pages]
        tree = pdf.Root.StructTreeRoot
        marks = dict(_pairs(tree.ParentTree.Nums))
        where: dict[tuple[int, int], _Place] = {}
        sides, counted = [], Array()
        for number, pair in enumerate(saddle(len(pages))):
            here = [(place, pages[page]) for page, place in sorted(zip(pair, (0, 1), strict=True)) if page < len(pages)]
            side, of_side = _side(pdf, here, marks, where)
            side.StructParents = number
            sides.append(side)
            counted.extend(Array([number, pdf.make_indirect(of_side)]))
        _point(tree, where)
        tree.ParentTree.Nums, tree.ParentTreeNextKey = counted, len(sides)
        _without_outline(pdf)
        del pdf.pages[:]
        for side in sides:
            pdf.pages.append(pikepdf.Page(side))
        pdf.Root.ViewerPreferences.Duplex = Name.DuplexFlipShortEdge
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def saddle(pages: int) -> list[tuple[int, int]]:
    """For each side of a sheet the page at the left and the one at the right, from 0; numbers past the last are empty."""
    last = -(-pages // _ON_A_LEAF) * _ON_A_LEAF - 1
    found = []
    for leaf in range(0, (last + 1) // 2, 2):
        found += [(last - leaf, leaf), (leaf + 1, last - leaf - 1)]
    return found


def _pairs(numbers: Any) -> Iterator[tuple[int, Any]]:
    values = list(numbers)
    return zip(map(int, values[::2]), values[1::2], strict=True)


def _side(
    pdf: pikepdf.Pdf, here: Sequence[tuple[int, Any]], marks: Mapping[int, Any], where: dict[tuple[int, int], _Place]
) -> tuple[Any, Array]:
    """One side with its pages, and whose its marks are. Notes in `where` to which side each page has gone."""
    side = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, _WIDE, _HIGH]), Tabs=Name.S, Resources=Dictionary()))
    drawn, of_side = [], Array()
    for place, page in here:
        where[page.objgen] = _Place(side, len(of_side))
        drawn.append(f"q 1 0 0 1 {place * _WIDE / 2:.4f} 0 cm\n".encode() + _counted_on(page, len(of_side)) + b"\nQ\n")
        of_side.extend(marks[int(page.StructParents)])
        _take_over(page.Resources, side.Resources)
    side.Contents = pdf.make_stream(b"".join(drawn))
    return side, of_side


def _counted_on(page: Any, after: int) -> bytes:
    """What a page draws, its marks counted from `after`."""
    instructions = []
    for one in pikepdf.parse_content_stream(pikepdf.Page(page)):
        given: list[Any] = list(one.operands)
        if one.operator == Operator("BDC") and "/MCID" in given[1]:
            given[1] = Dictionary(MCID=int(given[1].MCID) + after)
        instructions.append((given, one.operator))
    return pikepdf.unparse_content_stream(instructions)


def _take_over(from_page: Any, to_side: Any) -> None:
    """Fonts and drawings: reportlab gives each the same name on all pages of a file."""
    for kind, named in from_page.items():
        if isinstance(named, Dictionary):
            for name, thing in named.items():
                to_side[kind] = Dictionary({**dict(to_side.get(kind, Dictionary()).items()), name: thing})
        else:
            to_side[kind] = named


def _point(element: Any, where: Mapping[tuple[int, int], _Place]) -> None:
    """Every mark of the tree of tags to the side on which its page lies."""
    children = element.get("/K")
    for child in children if isinstance(children, Array) else [] if children is None else [children]:
        if child.get("/Type") == Name.MCR:
            place = where[child.Pg.objgen]
            child.Pg, child.MCID = place.side, int(child.MCID) + place.after
        else:
            _point(child, where)


def _without_outline(pdf: pikepdf.Pdf) -> None:
    """It would lead to pages that are not there any more, and a booklet is for paper."""
    for name in (Name.Outlines, Name.Dests, Name.PageMode):
        if name in pdf.Root:
            del pdf.Root[name]
