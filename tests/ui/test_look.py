"""The colour roles hold their contrast, the type is there in its weights, and a change of look reaches all that is on screen."""

import gc
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from facilitator_app.resources import resource
from facilitator_app.ui import look
from facilitator_app.ui.parts.buttons import main_button
from facilitator_app.ui.parts.owner import OwnerMark, Shape
from facilitator_app.ui.parts.rail import Rail
from facilitator_app.ui.unlock import load_ahead

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no window manager to talk to

OWNERS = ("circle", "square", "triangle", "rings")
TEXT = [
    *((role, ground) for role in ("ink", "soft", "accent") for ground in ("page", "rail", "sheet", "tint")),
    ("care", "page"), ("care", "sheet"), ("care", "caretint"), ("ink", "caretint"), ("ink", "select"), ("on", "accent"), ("on", "accent2"),
    ("accent2", "page"),
]  # fmt: skip
SIGNS = [
    *((role, ground) for role in ("edge", "focus", *OWNERS) for ground in ("page", "sheet", "caretint")),
    ("focus", "rail"), ("focus", "tint"), ("accent", "rail"), ("accent", "tint"), *((owner, "tint") for owner in OWNERS),
]  # fmt: skip


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[look.Appearance]:
    """The light look, on the one application that all tests share."""
    made = qapp.findChild(look.Appearance) or look.Appearance(qapp, "light")
    made.choose("light")
    yield made
    made.choose("light")


def ratio(one: str, other: str) -> float:
    """WCAG 2, relative luminance."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_the_known_one() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", look.NAMES)
@pytest.mark.parametrize(("role", "ground"), TEXT)
def test_text_can_be_read(name: str, role: str, ground: str) -> None:
    roles = vars(look.load(name))
    assert ratio(roles[role], roles[ground]) >= 4.5


@pytest.mark.parametrize("name", look.NAMES)
@pytest.mark.parametrize(("role", "ground"), SIGNS)
def test_outlines_rings_and_owners_can_be_seen(name: str, role: str, ground: str) -> None:
    roles = vars(look.load(name))
    assert ratio(roles[role], roles[ground]) >= 3


@pytest.mark.parametrize("name", look.NAMES)
def test_nothing_is_red_or_green(name: str) -> None:
    for role, value in vars(look.load(name)).items():
        if isinstance(value, str) and value.startswith("#"):
            colour = QColor(value)
            red = colour.hslSaturationF() > 0.4 and (colour.hslHueF() < 0.03 or colour.hslHueF() > 0.95)
            green = colour.hslSaturationF() > 0.2 and 0.25 < colour.hslHueF() < 0.45
            assert not red, role
            assert not green, role


def test_the_stylesheet_has_every_role_filled_in_and_no_size_of_type() -> None:
    made = look.stylesheet(look.load("light"))
    assert "$" not in made
    assert "font-size" not in made
    assert made.count("\n") < 70


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_the_type_is_there_in_its_weights(appearance: look.Appearance, weight: int) -> None:
    found = QFontInfo(look.font("body", weight))
    assert (found.family(), found.weight()) == (look.FAMILY, weight)


def test_nothing_is_smaller_than_a_label() -> None:
    assert min(size for size, _weight in look.TYPE.values()) == look.TYPE["label"][0] == 10


def test_only_icons_that_are_used_are_carried_and_all_that_are_used_are_there() -> None:
    carried = {entry.name.removesuffix(".svg") for entry in resource("icons").iterdir() if entry.name.endswith(".svg")}
    package = Path(look.__file__).parent
    written = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    for name in carried - {"car", "mail"}:  # these stand beside facts that a page composes
        assert re.search(rf'"{name}"', written), name
    for name in re.findall(r'Rail\w*\("\w+", "([\w-]+)"[,)]', written):
        assert name in carried
    assert resource("icons", "LICENSE").is_file()


def test_a_change_of_look_repaints_what_is_painted_and_what_is_styled(qtbot: QtBot, appearance: look.Appearance) -> None:
    box = QWidget()
    box.setObjectName("page")
    box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    mark, button, rail = OwnerMark(Shape.CIRCLE, 20), main_button("Write"), Rail()
    down = QVBoxLayout(box)
    for part in (mark, button, rail):
        down.addWidget(part)
    qtbot.addWidget(box)
    box.resize(300, 300)
    box.show()
    for name in ("light", "dark", "contrast", "light"):
        appearance.choose(name)
        roles, picture = look.load(name), box.grab().toImage()
        assert picture.pixelColor(2, 2) == roles.colour("page")
        assert picture.pixelColor(mark.geometry().center()) == roles.colour("circle")
        assert picture.pixelColor(button.geometry().left() + 6, button.geometry().center().y()) == roles.colour("accent")
        assert picture.pixelColor(rail.geometry().bottomRight()) == roles.colour("rail")


def test_the_system_is_followed_when_that_is_what_was_chosen(
    qapp: QApplication, appearance: look.Appearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The offscreen platform has no setting of its own to change, so its answer is given here and the signal sent.
    monkeypatch.setattr(look, "wanted", lambda _app: look.load("dark"))
    appearance.choose("system")
    assert look.current().name == "dark"
    told: list[str] = []
    appearance.changed.connect(lambda: told.append(look.current().name))
    monkeypatch.setattr(look, "wanted", lambda _app: look.load("light"))
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert told == ["light"]
    appearance.choose("contrast")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert look.current().name == "contrast"
    monkeypatch.undo()
    assert look.wanted(qapp).name == "light"


def test_the_systems_own_contrast_colours_are_taken() -> None:
    theirs = QPalette()
    theirs.setColor(QPalette.ColorRole.Window, QColor("#202020"))
    theirs.setColor(QPalette.ColorRole.WindowText, QColor("#ffff00"))
    theirs.setColor(QPalette.ColorRole.Link, QColor("#00ffff"))
    made = look.from_system(theirs)
    assert made.outlined
    assert made.dark
    assert (made.page, made.ink, made.circle, made.accent) == ("#202020", "#ffff00", "#ffff00", "#00ffff")


@pytest.mark.parametrize("constant", [None, True, False])
def test_constants_are_not_used_up_by_the_screens_library(qapp: QApplication, constant: object) -> None:
    widget, gone = QWidget(), QWidget()
    delete(gone)
    before = sys.getrefcount(constant)
    for _ in range(5_000):
        widget.update()
        isValid(widget)
        isValid(gone)
    after = sys.getrefcount(constant)
    assert after > 1_000_000 or after >= before - 100


def _says(program: str) -> str:
    """What a Python of its own prints, in which nothing was loaded before."""
    return subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True).stdout.strip()


def test_no_source_is_read_for_the_screens_library() -> None:
    read = _says("import linecache, facilitator_app.ui.workspace; print(*linecache.cache)")
    assert "PySide6" in read  # its own, before it could be told
    assert "workspace.py" not in read


def test_the_style_is_ours_whatever_the_computer_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_STYLE_OVERRIDE", "Windows")
    assert _says("from facilitator_app import app; print(app.application().style().objectName())") == "fusion"


def test_loading_ahead_on_a_thread_does_not_let_that_thread_look_for_rubbish() -> None:
    gc.disable()
    try:
        load_ahead()
        assert not gc.isenabled()
    finally:
        gc.enable()
