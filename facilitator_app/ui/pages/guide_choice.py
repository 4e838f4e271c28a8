"""The guide of a meeting, on the page of its plan: one field to choose it, a link to look at it, and what somebody should know of it."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.records import ConferencePlan
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.fields import ListField
from facilitator_app.ui.parts.words import body
from facilitator_app.ui.place import Place
from facilitator_app.workbook import guide_planned
from facilitator_app.workbook.guide_parts import length_said
from facilitator_app.workbook.guide_planned import Planned
from facilitator_app.workbook.guides import FOR_WHOM, Listed


def guide_words(planned: Planned) -> str:
    """What the closed fold says in one line."""
    return f"{planned.guide.title}, {length_said(planned.guide.stages)}; seats; blank agreement sheets"


class GuideChoice(QWidget):
    """The field. What is chosen is kept at once, as it stands now; a meeting that has begun keeps its own."""

    def __init__(self, page: Page, planned: Planned, guides: list[Listed], plan: ConferencePlan, *, begun: bool) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._page, self._plan = page, plan
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        length = f"{length_said(planned.guide.stages)}."
        if begun:
            down.addWidget(body(f"This meeting has the guide “{planned.guide.title}”. {length}"))
        else:
            down.addWidget(self._field_of(planned, guides, length))
        if planned.said:
            down.addWidget(body(planned.said))
        look = link_button("Look at it", f"Look at it: {planned.guide.title}")
        look.clicked.connect(lambda: page.go.emit(Place("guide_look", page.place.case, planned.text, planned.key)))
        again = quiet_button("Take the new words")
        again.clicked.connect(lambda: self._choose(planned.key))
        down.addWidget(ButtonRow(look, again) if planned.newer and not begun else ButtonRow(look))

    def _field_of(self, planned: Planned, guides: list[Listed], length: str) -> ListField:
        first = guides[0].fits if guides else ""
        choices = [(one.key, one.name if one.fits in (first, "") else f"{one.name} ({_lower(FOR_WHOM[one.fits])})") for one in guides]
        if planned.key not in dict(choices):
            choices.append((planned.key, f"{planned.guide.title} (taken out of the list)"))
        self._field = ListField("Conference guide", choices, length, planned.key)
        self._field.setObjectName("conference_plan.guide")
        self._field.edited.connect(self._choose)
        return self._field

    def _choose(self, key: str) -> None:
        page, plan = self._page, self._plan
        page.desk.do(
            page,
            lambda: guide_planned.choose(page.book, page.place.case, plan.id, key),
            lambda _: self._again(),
            lambda trouble: self._field.set_trouble(trouble.words),
        )

    def _again(self) -> None:
        self._page.leave()
        self._page.refresh()


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
