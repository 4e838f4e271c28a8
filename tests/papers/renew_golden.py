"""Write the golden texts and pictures anew: `python tests/papers/renew_golden.py`. Look at each of them before you commit it."""

from dataclasses import replace
from pathlib import Path

from around_sheets import AROUND
from day_sheets import GUIDE, OFFICER, SEATING
from letter_sheets import LETTERS, WELSH, in_format, to_check
from pack_sheets import ADDED, FIRST, FIRST_EASY, IN, OFFERS, OFFERS_EASY
from paper_sheets import AGREED, BARE, BOTH, BOTH_TO_CHECK, IN_WELSH, PICTURED_TERMS, STANDINGS, WELSH_TO_CHECK, WELSH_TO_SIGN
from reading import laid_out, pictures

from facilitator_app.papers.formats import Format
from facilitator_app.papers.press import BOOKLET, EASY_READ, EXTRA_LARGE, FORMATS, LARGE, STANDARD, Sheet, pdf_of
from facilitator_app.wall.sheets import BilingualSheet
from facilitator_app.wall.sheets_day import GuideSheet, SeatingSheet
from facilitator_app.wall.sheets_gone import GoneSheet
from facilitator_app.wall.sheets_pack import ListSheet
from facilitator_app.wall.sheets_slip import SlipSheet

GOLDEN = Path(__file__).parent / "golden"
DOTS_PER_INCH = 60
GONE = GoneSheet("01632\xa0960\xa0983", "Monday to Friday, 9 to 5")
SLIP = SlipSheet(("7KQ2", "M4XP", "9RTA", "WC3H", "V6DNQ"), "exchange.severnside.example.org", "Thursday 5 March 2026 at 10:00")
ON_A_CARD = (STANDARD, LARGE)
IN_PRINT = (STANDARD, LARGE, EXTRA_LARGE)
EASY = ("supporter", "interpreter")  # of those around a case; the others are offices
PAPERS: dict[str, tuple[Sheet, Format]] = {
    **{f"{standing}-{form.name}": (sheet, form) for standing, sheet in STANDINGS.items() for form in IN_PRINT},
    "bare-standard": (BARE, STANDARD),
    **{f"welsh-agreed-{form.name}": (IN_WELSH, form) for form in IN_PRINT},
    "welsh-to-check-standard": (WELSH_TO_CHECK, STANDARD),
    "welsh-to-sign-standard": (WELSH_TO_SIGN, STANDARD),
    "welsh-and-english-standard": (BOTH, STANDARD),
    "welsh-and-english-to-check-standard": (BOTH_TO_CHECK, STANDARD),
    **{f"welsh-{name}-{form.name}": (sheet, form) for name, sheet in WELSH.items() for form in IN_PRINT},
    **{f"welsh-{name}-to-check-standard": (to_check(sheet), STANDARD) for name, sheet in WELSH.items()},
    **{f"seating-{form.name}": (SEATING, form) for form in IN_PRINT},
    **{f"officer-{form.name}": (OFFICER, form) for form in IN_PRINT},
    **{f"guide-{form.name}": (GUIDE, form) for form in (*IN_PRINT, BOOKLET)},
    **{f"pack-{form.name}": (FIRST, form) for form in IN_PRINT},
    **{f"offers-{form.name}": (OFFERS, form) for form in IN_PRINT},
    "pack-easy_read": (FIRST_EASY, EASY_READ),
    "offers-easy_read": (OFFERS_EASY, EASY_READ),
    **{f"list-{form.name}": (IN, form) for form in IN_PRINT},
    **{f"added-{form.name}": (ADDED, form) for form in IN_PRINT},
    **{f"{standing}-easy_read": (sheet, EASY_READ) for standing, sheet in STANDINGS.items()},
    "pictured-easy_read": (replace(AGREED, terms=PICTURED_TERMS), EASY_READ),
    **{f"{letter}-{form.name}": (in_format(sheet, form), form) for letter, sheet in LETTERS.items() for form in FORMATS.values()},
    **{f"{name}-{form.name}": (sheet, form) for name, sheet in AROUND.items() for form in IN_PRINT},
    **{f"{name}-easy_read": (AROUND[name], EASY_READ) for name in EASY},
    **{f"gone-{form.name}": (GONE, form) for form in ON_A_CARD},
    **{f"slip-{form.name}": (SLIP, form) for form in ON_A_CARD},
}
OTHER_FORMATS: dict[type, tuple[Format, ...]] = {
    SeatingSheet: IN_PRINT,
    GuideSheet: (*IN_PRINT, BOOKLET),
    ListSheet: IN_PRINT,
    BilingualSheet: (STANDARD,),
    GoneSheet: ON_A_CARD,
    SlipSheet: ON_A_CARD,
    **dict.fromkeys((type(one) for name, one in AROUND.items() if name not in EASY), IN_PRINT),
}


def formats_of(kind: type) -> tuple[Format, ...]:
    """The formats in which a kind of sheet is offered; most in all that somebody can ask for."""
    return OTHER_FORMATS.get(kind, tuple(FORMATS.values()))


def picture_of(name: str, page: int) -> Path:
    """Where the picture of a page stands, pages from 1."""
    return GOLDEN / f"{name}-{page}.png"


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.iterdir():
        old.unlink()
    for name, (sheet, form) in PAPERS.items():
        pdf = pdf_of(sheet, form)
        (GOLDEN / f"{name}.txt").write_text(laid_out(pdf), encoding="utf-8")
        for page, picture in enumerate(pictures(pdf, DOTS_PER_INCH), 1):
            picture.quantize(16).save(picture_of(name, page), optimize=True)
