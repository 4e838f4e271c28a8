"""Windows: a locked session, as its window messages tell it. Not run on any other system, and not yet tried on a real Windows laptop."""

import ctypes
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

_SESSION_CHANGE, _SESSION_LOCK = 0x02B1, 0x7
_POWER, _SUSPEND = 0x0218, 0x4


class _Message(ctypes.Structure):
    """The head of Windows' MSG: window, message, two parameters."""

    _fields_ = (("window", ctypes.c_void_p), ("message", ctypes.c_uint), ("first", ctypes.c_size_t), ("second", ctypes.c_ssize_t))


class Session(QAbstractNativeEventFilter):
    """Calls `locked` when the session is locked or the laptop is suspended. `watch` a window to be told of the session."""

    def __init__(self, locked: Callable[[], None]) -> None:
        super().__init__()
        self._locked = locked
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)

    @staticmethod
    def watch(window: int) -> None:
        """Asks Windows to tell this window about its session."""
        library: Any = ctypes
        library.windll.wtsapi32.WTSRegisterSessionNotification(ctypes.c_void_p(window), 0)  # this session's news only

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        """Looks at two messages and takes none away."""
        if kind == b"windows_generic_MSG":
            told = _Message.from_address(int(message))
            if (told.message, told.first) in ((_SESSION_CHANGE, _SESSION_LOCK), (_POWER, _SUSPEND)):
                self._locked()
        return False, 0
