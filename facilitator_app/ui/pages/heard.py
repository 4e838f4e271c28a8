"""How somebody took what was passed on to them: one field, kept as it is typed, also before "has heard it" is pressed."""

from facilitator_app.records import PassedOn
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.passing_on import Act
from facilitator_app.ui.form import Form
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.fields import SentenceField
from facilitator_app.ui.parts.two_versions import STANDS


def heard_field(page: Page, file: CaseFile, item: PassedOn) -> SentenceField:
    """The field. The page holds its form from the first letter on: until then it reads again like every page that is only read."""
    field = SentenceField(f"How {file.name(item.receiver)} took it", "A few words.")
    field.setObjectName(f"passed_on.received.{item.id}")
    field.set_text(item.received.how)
    form = Form(page.desk, page.book, file, item, file.compartments[item.id], page)
    if both := form.both("received"):
        form.both_wanted.connect(lambda name: page.to("two_versions", item.id, name))
        field.lock(both, f"{STANDS}.")
        return field
    form.bind("received", lambda: Act(how=field.text().strip()))

    def typed(_: str) -> None:
        if form not in page.forms:
            page.forms.append(form)
        form.touch("received")

    field.edited.connect(typed)
    return field
