"""Where two versions stand in one field: a sentence in its place, and the way to both. Knows no record, and neither version."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.ui.parts.buttons import Button, link_button
from facilitator_app.ui.parts.words import IconWords, body, label

STANDS = "Two versions"
LOOK = "Look at both"
ONE_OF_THEM = "Two people wrote this apart from each other. This is one of the two, and cannot be typed into."
LATER = "Two people wrote this apart from each other. Look at both when everything is open again."


class Both(QWidget):
    """ "Two versions", why nothing can be typed here, and the link; without the link while one side alone is open."""

    pressed = Signal()

    def __init__(self, what: str, said: str = "", *, link: bool = True) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        down.addWidget(IconWords("info", body(STANDS, weight=600)))
        down.addWidget(label(said or (ONE_OF_THEM if link else LATER), "soft"))
        self.link: Button | None = link_button(LOOK, f"{LOOK}: {what}") if link else None
        if self.link is not None:
            self.link.clicked.connect(self.pressed)
            down.addWidget(self.link)
            self.setFocusProxy(self.link)
