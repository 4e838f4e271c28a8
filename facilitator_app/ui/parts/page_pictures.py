"""The pages of a paper as pictures, before anything is printed. Knows no paper."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QLabel

from facilitator_app.ui.parts.cards import Card

_PAGE_PX = 620


def images_of(data: bytes, width: int = _PAGE_PX * 2) -> tuple[QImage, ...]:
    """The pages of a PDF as pictures, from memory: no temporary file. Twice as wide as shown, for dense screens."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    found = []
    for page in range(document.pageCount()):
        size = document.pagePointSize(page)
        image = document.render(page, QSize(width, round(width * size.height() / size.width())))
        white = QImage(image.size(), QImage.Format.Format_RGB32)
        white.fill(Qt.GlobalColor.white)
        _paint_over(white, image)
        found.append(white)
    document.close()
    return tuple(found)


def _paint_over(ground: QImage, image: QImage) -> None:
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()


class PagePicture(Card):
    """One page as it will be printed, with a hairline round it."""

    def __init__(self, image: QImage, name: str) -> None:
        super().__init__(margin=(1, 1), corner=0)
        self._image = image
        self._label = QLabel()
        self._label.setMinimumSize(1, 1)  # a picture that was painted wider must not hold the column open
        self._label.setAccessibleName(name)
        self.add(self._label)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as the column."""
        width = self.width() - 2
        ratio = self.devicePixelRatioF()
        picture = QPixmap.fromImage(self._image).scaledToWidth(int(width * ratio), Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        self._label.setPixmap(picture)
        self.setFixedHeight(round(width * self._image.height() / self._image.width()) + 2)
        super().resizeEvent(event)
