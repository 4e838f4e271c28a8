"""The look of the screens: colour roles, type, icons, and the one palette and stylesheet made from them.

It knows the application object and the files in `resources/`. It may not know pages, records or any widget of ours.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from string import Template
from typing import Final, cast

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from facilitator_app.resources import resource, text
from facilitator_app.ui.parts.lasting import steady_constants

steady_constants()  # at the import, since whoever draws anything comes through here, tests included

NAMES: Final = ("light", "dark", "contrast")
FAMILY: Final = "Atkinson Hyperlegible Next"
# What the application is started with. Asked for later, by `setStyle`, the style comes back as a Python object, and its class alone,
# with all its lists of names, takes 6 ms to make.
STYLE: Final = ("-style", "Fusion")
# Nothing moves: all that Qt would let slide or fade.
EFFECTS: Final = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)

# Points and weight of each kind of words. Nothing on screen is smaller than a label.
TYPE: Final = {
    "title": (20, 600), "sentence": (17, 500), "head": (13, 600), "note": (12, 400), "body": (11, 400), "label": (10, 400),
    "table": (30, 600), "table_line": (22, 400), "mine": (13, 600),
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """The colour of every role, as `#RRGGBB`. `outlined`: what is chosen gets an outline where a tint would not be seen."""

    name: str
    dark: bool
    outlined: bool
    page: str
    rail: str
    sheet: str
    ink: str
    soft: str
    line: str
    edge: str
    accent: str
    accent2: str
    on: str
    tint: str
    select: str
    circle: str
    square: str
    triangle: str
    rings: str
    care: str
    caretint: str
    focus: str

    def colour(self, role: str) -> QColor:
        """The colour of a role, for painting."""
        return QColor(cast("str", getattr(self, role)))


def load(name: str) -> Look:
    """The look that stands in `resources/look/<name>.toml`."""
    return Look(**tomllib.loads(text("look", f"{name}.toml")))


def palette(look: Look) -> QPalette:
    """The palette for what the style paints by itself: menus, carets, selections."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: look.page, QPalette.ColorRole.WindowText: look.ink, QPalette.ColorRole.Base: look.sheet,
        QPalette.ColorRole.AlternateBase: look.page, QPalette.ColorRole.Text: look.ink, QPalette.ColorRole.Button: look.page,
        QPalette.ColorRole.ButtonText: look.ink, QPalette.ColorRole.BrightText: look.ink, QPalette.ColorRole.Highlight: look.select,
        QPalette.ColorRole.HighlightedText: look.ink, QPalette.ColorRole.Link: look.accent, QPalette.ColorRole.LinkVisited: look.accent,
        QPalette.ColorRole.ToolTipBase: look.sheet, QPalette.ColorRole.ToolTipText: look.ink, QPalette.ColorRole.PlaceholderText: look.soft,
        QPalette.ColorRole.Light: look.sheet, QPalette.ColorRole.Midlight: look.line, QPalette.ColorRole.Mid: look.edge,
        QPalette.ColorRole.Dark: look.edge, QPalette.ColorRole.Shadow: look.ink, QPalette.ColorRole.Accent: look.accent,
    }  # fmt: skip
    for role, value in roles.items():
        made.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, look.colour("soft"))
    return made


def stylesheet(look: Look) -> str:
    """The one stylesheet, with the roles filled in."""
    return Template(text("look", "sheet.qss")).substitute(vars(look))


def apply(app: QApplication, look: Look) -> None:
    """Dress the whole application. Painted widgets read `current()` while they paint, so all of it changes at once."""
    app.setProperty("look", look)
    app.setPalette(palette(look))
    app.setStyleSheet(stylesheet(look))
    for window in app.topLevelWidgets():
        window.update()


def current() -> Look:
    """The look that is on; the light one before any was applied."""
    app = QApplication.instance()
    look = app.property("look") if app is not None else None
    return look if isinstance(look, Look) else load("light")


def restyle(widget: QWidget) -> None:
    """Read the stylesheet again for a widget whose `kind` or `role` has changed. One that was never shown has not read it yet."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Appearance(QObject):
    """Keeps the look as the person set it: `light`, `dark`, `contrast`, or `system` to follow the computer's own setting."""

    changed = Signal()

    def __init__(self, app: QApplication, setting: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._setting = setting
        load_fonts()
        app.setFont(font("body"))
        for effect in EFFECTS:
            app.setEffectEnabled(effect, enable=False)
        hints = app.styleHints()
        self._blink_ms = hints.cursorFlashTime()
        hints.accessibility().motionPreferenceChanged.connect(self._still)
        self._still()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self.choose(setting)

    @property
    def setting(self) -> str:
        """What was chosen, `system` included."""
        return self._setting

    def choose(self, setting: str) -> None:
        """Take a setting on at once."""
        self._setting = setting
        hints = self._app.styleHints()
        if setting == "system":
            hints.unsetColorScheme()
        else:  # the window's own title bar belongs to the system and goes along
            hints.setColorScheme(Qt.ColorScheme.Light if setting == "light" else Qt.ColorScheme.Dark)
        self._dress()

    def _still(self) -> None:
        """Who asked the system for less motion gets a caret that does not blink."""
        hints = self._app.styleHints()
        less = hints.accessibility().motionPreference() == Qt.MotionPreference.ReducedMotion
        self._app.setCursorFlashTime(0 if less else self._blink_ms)

    def _follow(self) -> None:
        if self._setting == "system":
            self._dress()

    def _dress(self) -> None:
        apply(self._app, wanted(self._app) if self._setting == "system" else load(self._setting))
        self.changed.emit()


def wanted(app: QApplication) -> Look:
    """The look that the system asks for: its own contrast colours first, then dark or light."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        app.setPalette(QPalette())  # with ours taken off, Qt tells the system's
        return from_system(QGuiApplication.palette())
    return load("dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light")


def from_system(theirs: QPalette) -> Look:
    """The contrast look in the colours that the person chose for the whole computer."""
    page, words = theirs.window().color(), theirs.windowText().color()
    accent, on = theirs.highlight().color().name(), theirs.highlightedText().color().name()
    link = theirs.link().color().name()
    ground, ink = page.name(), words.name()
    return replace(
        load("contrast"), dark=page.lightness() < words.lightness(), page=ground, rail=ground, sheet=ground, tint=ground, caretint=ground,
        ink=ink, soft=ink, line=ink, edge=ink, circle=ink, square=ink, triangle=ink, rings=ink,
        accent=link, accent2=accent, on=ground if link != ground else on, care=ink, focus=ink, select=ground,
    )  # fmt: skip


def load_fonts() -> None:
    """Make our faces known to Qt, with Noto Sans behind them for other scripts."""
    for entry in resource("fonts").iterdir():
        if entry.name.endswith(".ttf") and "Italic" not in entry.name and entry.name.startswith(("AtkinsonHyperlegibleNext_", "NotoSans")):
            QFontDatabase.addApplicationFont(str(entry))


def font(kind: str, weight: int | None = None) -> QFont:
    """The type of a kind of words. Sizes are points, so they go along with the system's text size."""
    size, usual = TYPE[kind]
    made = QFont()
    made.setFamilies([FAMILY, "Noto Sans"])
    made.setPointSize(size)
    made.setWeight(QFont.Weight(weight or usual))
    return made


@lru_cache
def _drawing(name: str) -> str:
    return text("icons", f"{name}.svg").replace('stroke-width="2"', 'stroke-width="1.75"')


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw an icon in one colour; as lines, so that it is sharp at every scale."""
    from PySide6.QtCore import QByteArray  # noqa: PLC0415 - the unlock screen has no icon
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - as above

    QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour.name()).encode())).render(painter, rect)
