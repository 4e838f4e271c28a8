"""Bringing in referrals: choose a file, see what it will make, then make it in one go or not at all."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from facilitator_app.language import word
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import ButtonRow, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import LineField, Tick
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, label, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.referral import Referral
from facilitator_app.workbook.referral_table import NotATable, read_table
from facilitator_app.workbook.referrals import Difference, ImportPlan, plan_of, rows_for

_SHOWN = 12


class BringInPage(Page):
    """The file's name is typed or chosen; nothing is made before somebody has seen what."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._plan: ImportPlan | None = None
        self._taking: dict[int, Difference] = {}

    def concerns(self, _changed: Changed) -> bool:
        """It is its own doing."""
        return False

    def show_read(self, _: object) -> None:
        """The question, or what the file would make."""
        self.title, self.subtitle = "Bring in referrals", "From your service’s case system"
        if self._plan is None:
            self._ask()
        else:
            self._show_plan(self._plan)

    def _ask(self) -> None:
        self.main_words = "Show what it makes"
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("Which file has the referrals?"))
        columns.text.add(
            body("A table as your case system exports it: CSV or Excel. You see what it makes before anything is made.", "soft"), before=8
        )
        self._file = LineField("File", "")
        self._file.setObjectName("bring_in.file")
        self._file.entered.connect(self.main_pressed)
        columns.text.add(self._file, before=20)
        choose = quiet_button("Choose a file")
        choose.clicked.connect(self._choose)
        columns.text.add(ButtonRow(choose), before=10)
        self.put_in(columns)

    def _choose(self) -> None:
        options = QFileDialog.Option.DontUseNativeDialog  # the system's own keeps lists of files that were opened lately
        name, _ = QFileDialog.getOpenFileName(self, "Choose a file", "", "Tables (*.csv *.xlsx *.tsv *.txt)", options=options)
        if name:
            self._file.set_text(name)
            self.main_pressed()

    def _show_plan(self, plan: ImportPlan) -> None:
        columns = Columns()
        new = len(plan.new)
        columns.text.add(sentence(_summary(plan)))
        if new:
            columns.text.section("New")
            rows = Rows()
            for referral in plan.new[:_SHOWN]:
                rows.add(" and ".join(referral.names) or referral.reference, _under(referral))
            columns.text.add(rows)
            if new > _SHOWN:
                columns.text.add(label(f"and {new - _SHOWN} more", "soft"), before=8)
        if plan.differences:
            columns.text.section("Here it says something else")
            columns.text.add(label("Tick what should be taken from the file. What is not ticked stays as it is here.", "soft"))
            for number, difference in enumerate(plan.differences):
                tick = Tick(
                    f"{difference.reference} {difference.whose}: {difference.label}. Here “{difference.here}”, in the file “{difference.file}”"
                )
                tick.toggled.connect(lambda on, number=number, difference=difference: self._take(number, difference, on))
                columns.text.add(tick, before=6)
        self._left_over(columns, plan)
        self.put_in(columns)
        self.main_words = "Bring them in" if new or plan.differences else "Back to the cases"
        self.strip_changed.emit()

    def _left_over(self, columns: Columns, plan: ImportPlan) -> None:
        """What of the file makes no case, has no column here, or is to be looked at."""
        if plan.unreadable:
            columns.text.section("Lines that could not be read")
            rows = Rows()
            for line in plan.unreadable[:_SHOWN]:
                rows.add(f"Line {line.line}, {line.column}", line.reason)
            columns.text.add(rows)
        if plan.other_columns:
            columns.text.section("Columns that are not known")
            columns.text.add(
                label(f"{', '.join(plan.other_columns)}. Their words are kept with the case, under the column’s name.", "soft")
            )
        if plan.remarks:
            columns.side.section("To look at", first=True)
            rows = Rows()
            for remark in plan.remarks[:_SHOWN]:
                rows.add(remark.words, f"Line {remark.line}, {remark.column}")
            columns.side.add(rows)
        else:
            columns.side.hide()

    def _take(self, number: int, difference: Difference, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        if on:
            self._taking[number] = difference
        else:
            self._taking.pop(number, None)

    def main_pressed(self) -> None:
        """First shows, then makes."""
        if self._plan is None:
            name = self._file.text().strip().strip('"')
            if not name:
                self._file.set_trouble("Choose a file first.")
                return
            self.desk.ask(self, lambda: _plan(self.book, Path(name)), self._planned, lambda trouble: self._file.set_trouble(trouble.words))
            return
        plan, taking = self._plan, list(self._taking.values())
        if not plan.new and not taking:
            self.go.emit(Place("cases"))
            return
        self.said.emit("Bringing them in. You can go on.")
        self.act(lambda: self.book.save(rows_for(plan, taking), "brought in"), lambda _: self.go.emit(Place("cases")))

    def _planned(self, plan: ImportPlan) -> None:
        self._plan = plan
        self.show_read(None)


def _plan(book: Any, path: Path) -> ImportPlan:
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise NotATable from problem
    return plan_of(read_table(data, path.name), book.vault)


def _under(referral: Referral) -> str:
    """The reference, and the path that its flags suggest. A person chooses; nothing is set."""
    suggested = f"{word('path', referral.path)} is suggested: {referral.why}" if referral.path and referral.path != "standard" else ""
    return " · ".join(filter(None, (referral.reference, suggested)))


def _summary(plan: ImportPlan) -> str:
    new = len(plan.new)
    made = f"{new} new {'case' if new == 1 else 'cases'}, {plan.people} people" if new else "Nothing new"
    same = f"{len(plan.same)} are here already" if plan.same else ""
    return ". ".join(filter(None, (made, same))) + "."
