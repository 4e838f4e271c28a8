"""The screen. Whoever loads any part of it comes through here first."""

import PySide6.QtCore  # noqa: F401 - it is there before it is told what to leave

from facilitator_app.ui.parts.unread import leave_sources_unread

leave_sources_unread()
