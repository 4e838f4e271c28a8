"""The square on a sheet beside words that may be passed on: “read back: yes, these words”. It counts for the words that stand typed when it is
ticked here, and for no others; what is typed into them afterwards is not what anybody said yes to.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from facilitator_app.records import PassedOn
from facilitator_app.records.passing_on import Act, Yes
from facilitator_app.ui.editors import Editor
from facilitator_app.ui.form import Form
from facilitator_app.ui.parts.fields import ChoiceField
from facilitator_app.workbook.typing_in import Asked

_FIELDS = ("read_back", "approved")
_ANSWERS = (("yes", "Yes, these words"), ("no", "No"))


class ReadBackTick(QObject):
    """Holds the yes as it was given: never made anew out of what stands on the screen later."""

    def __init__(
        self, asked: Asked, item: PassedOn, form: Form, typed: Editor, yes_to: Callable[[str], Yes], no: Callable[[], Act], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._form, self._typed, self._yes_to, self._no_of = form, typed, yes_to, no
        self._yes, self._no = item.read_back, item.withdrawn
        self.field = ChoiceField(asked.label, _ANSWERS)
        self.field.setObjectName(f"passed_on.read_back.{asked.line}")
        for name in _FIELDS:
            form.bind(name, lambda: self._yes)
        form.bind("withdrawn", lambda: self._no)
        self.field.edited.connect(self._chosen)
        typed.edited.connect(lambda _: self._show())
        self._show()

    def _chosen(self, key: str) -> None:
        said = self._typed.text()
        if not said.strip():
            self._show()
            self.field.set_trouble("Type the words first: a tick without words is a yes to nothing.")
            return
        self.field.set_trouble("")
        if key == "yes":
            self._yes = self._yes_to(said)
            self._take_back_the_no()
            self._touch()
        else:
            self._no = self._no_of()
            self._form.touch("withdrawn")
        self._show()

    def _take_back_the_no(self) -> None:
        if self._no.on:
            self._no = Act()
            self._form.touch("withdrawn")

    def lapse(self) -> None:
        """The yes no longer counts."""
        if self._yes.on:
            self._yes = Yes()
            self._touch()
            self._show()

    def _touch(self) -> None:
        for name in _FIELDS:
            self._form.touch(name)

    def _show(self) -> None:
        """What counts now, beside the very words for which it would."""
        said = self._typed.text()
        counts = bool(self._yes.on) and self._yes.words == said
        self.field.set_text("no" if self._no.on else "yes" if counts else "")
        if self._yes.on and not counts and not self._no.on:
            self.field.set_help(f"It was ticked for other words: “{self._yes.words}”. Look at the sheet: does it say “{said}”?")
        elif said.strip():
            self.field.set_help(f"It counts for these very words, and for no others: “{said}” Look at the sheet once more.")
        else:
            self.field.set_help("")
