"""An empty page: a sentence, and what comes. No drawing."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.ui.parts.words import Words, title


class Empty(QWidget):
    """A sentence such as "Nothing needs you today.", over one soft line."""

    def __init__(self, sentence: str, soft: str = "") -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(6)
        down.addWidget(title(sentence))
        if soft:
            down.addWidget(Words(soft, "note", "soft", selectable=True))
