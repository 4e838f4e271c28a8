"""“More”: fields that are folded under a link until somebody wants them. Knows no record."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.columns import Column


def fold_under_more(column: Column, fields: Sequence[QWidget], words: str = "More") -> None:
    """Adds a link, and under it the fields that it opens; nothing where there are none."""
    if not fields:
        return
    link = link_button(words)
    column.add(link, before=20)
    for field in fields:
        field.hide()
        column.add(field, before=0)

    def unfold() -> None:
        link.hide()
        for field in fields:
            field.show()
            field.setContentsMargins(0, 16, 0, 0)
        fields[0].setFocus()

    link.clicked.connect(unfold)
