"""The ground of a page, and an area that scrolls it up and down. Shared by everything that fills a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def ground() -> QWidget:
    """A widget in the page's own colour."""
    made = QWidget()
    made.setObjectName("page")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def scrolls(area: QScrollArea) -> QScrollArea:
    """Makes an area scroll what it holds up and down, and never sideways, without a frame and without stopping the cursor."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
