"""What was copied here, and who may still find it: the system keeps it for every other program, and for whoever sits down next.

Knows no page. What another program has put there is not ours to take away.
"""

from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication


def forget() -> None:
    """Takes back what was copied or chosen in this window: nothing of it can be pasted any more."""
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
