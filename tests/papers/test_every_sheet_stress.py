"""Every paper in every format, with every field of it blown up: nothing lies on other words, over an edge, or is left out in silence.

The short form takes one way of blowing up for each paper, in turn; `-m slow` takes all.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reading import pages_of_text, texts
from renew_golden import PAPERS
from reportlab.lib.units import mm
from test_agreement_stress import ESSAY, NAME, lies_on

from facilitator_app.papers.letters import MissingLetter
from facilitator_app.papers.press import pdf_of
from facilitator_app.resources import resource
from facilitator_app.wall.sheets_letters import Text

KEPT = {
    "language",
    "shape",
    "layout",
    "standing",
    "code",
    "check_code",
    "form",
    "pictures",
    "picture",
    "neutral",
    "at",
    "arrive_at",
    "minutes",
}
_SHORTEST_PROSE = 25  # letters: what is longer in the sheet is somebody's sentence, and what is shorter a name, a day or a place
_EDGE_MM = 4


def glyphs() -> str:
    """Every letter of the people whom the demonstration is about, but those of scripts that run from right to left: these are refused by name."""
    files = [path for path in Path(resource("demo")).rglob("*") if path.is_file()]
    found = {letter for path in files for letter in path.read_text(encoding="utf-8") if letter.isprintable()}
    return "".join(sorted(letter for letter in found if not "\u0590" <= letter <= "\u08ff"))


GLYPHS = glyphs()
WAYS: dict[str, Callable[[str], str]] = {
    "60 letters": lambda _: NAME,
    "900 words": lambda words: ESSAY if len(words) > _SHORTEST_PROSE else NAME,
    "every glyph": lambda _: GLYPHS,
}


def blown_up(thing: Any, to: Callable[[str], str], field: str = "") -> Any:
    """The sheet with every word in it exchanged, but what chooses a form of it, and a service's own text, which is another test's."""
    if field in KEPT or isinstance(thing, Text):
        return thing
    if isinstance(thing, str):
        return to(thing) if thing else thing
    if isinstance(thing, tuple):
        return tuple(blown_up(each, to, field) for each in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{one.name: blown_up(getattr(thing, one.name), to, one.name) for one in fields(thing)})
    return thing


def faults(pdf: bytes) -> list[object]:
    """What lies over an edge, and what lies on other words."""
    with pikepdf.open(BytesIO(pdf)) as document:
        sizes = [(float(page.mediabox[2]), float(page.mediabox[3])) for page in document.pages]
    found, wrong, edge = texts(pdf), list[object](), _EDGE_MM * mm
    for number, (wide, high) in enumerate(sizes):
        here = sorted((text for text in found if text.page == number), key=lambda text: text.low)
        wrong += [text for text in here if text.low < edge or text.left < edge or text.right > wide - edge or text.high > high - edge]
        for at, one in enumerate(here):
            for two in here[at + 1 :]:
                if two.low >= one.high:
                    break
                wrong += [(one, two)] if lies_on(one, two) else []
    return wrong


def check(name: str, way: str) -> None:
    sheet, form = PAPERS[name]
    pdf = pdf_of(blown_up(sheet, WAYS[way]), form)
    assert faults(pdf) == []
    said = "".join("".join(pages_of_text(pdf)).split())
    if way == "every glyph" and blown_up(sheet, WAYS[way]) != sheet:
        assert {letter for letter in GLYPHS if not letter.isspace()} <= set(said)


@pytest.mark.parametrize(("name", "way"), [(name, list(WAYS)[number % len(WAYS)]) for number, name in enumerate(PAPERS)])
def test_whatever_is_in_a_field_of_a_paper_nothing_lies_on_anything(name: str, way: str) -> None:
    check(name, way)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PAPERS)
def test_whatever_is_in_a_field_of_any_paper_nothing_lies_on_anything(name: str, way: str) -> None:
    check(name, way)


@pytest.mark.parametrize("name", PAPERS)
def test_a_script_that_cannot_be_printed_is_refused_by_name(name: str) -> None:
    sheet, form = PAPERS[name]
    strange = blown_up(sheet, lambda _: "فاطمة")
    if strange == sheet:
        pytest.skip("it has no words but a service's own")
    with pytest.raises(MissingLetter) as refused:
        pdf_of(strange, form)
    assert "right to left" in refused.value.sentence


def test_the_faults_are_seen() -> None:
    """A page whose words lie on each other and run over its edge is no page that passes."""
    from reportlab.pdfgen.canvas import Canvas

    made = BytesIO()
    canvas = Canvas(made, pagesize=(300, 300))
    canvas.drawString(20, 100, "What we agreed")
    canvas.drawString(30, 102, "What we agreed")
    canvas.drawString(280, 200, "over the edge")
    canvas.save()
    assert len(faults(made.getvalue())) >= 2
