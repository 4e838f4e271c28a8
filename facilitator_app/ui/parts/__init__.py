"""The parts that pages are composed of. They know nothing of records or storage: words and keys go in, signals come out.

Start, once: `Appearance(app, "system")` from `facilitator_app.ui.look`, then `Ring(app)` (the application keeps both). All text is plain text.

frame        Frame(): .set_title(t, sub) .set_tabs([(key, words)], chosen) .choose_tab(key) .choose_place(key) .set_places([(key, words, icon)])
             .set_main(words) .set_saving(words) .set_banner(words) .show_page(widget) .show_rail(bool);
             signals place_chosen(str) tab_chosen(str) main_pressed find_pressed lock_pressed. Default places: today cases papers settings
columns      Columns(): the scrolling body; .text and .side are Columns of parts: .add(part, before=px, out=False) .section("Head", beside=link)
             .add_all([...]) .space(px) .clear(). `out=True` for Choices, Topics and Rows(whole=True). Hide .side where it is not wanted
spread       Spread(topics, writing): the preparation page; .set_card(QuestionCard | None) focuses its first answer; folds by itself
ground       ground() in the page's colour; scrolls(QScrollArea): up and down, never sideways
paper_beside PaperBeside(): .words is a Column, .paper(images, name) stands beside it, or under it where there is no room
halves       Halves(first): the writing of a guide beside its preview; .second is a Column; the second stands below on narrow pages
words        title sentence head note body label -> Words; body(t, role="soft", weight=600); Hairline() Icon(name) IconWords(icon, words) OneLine
owner        Shape.CIRCLE SQUARE TRIANGLE RINGS; OwnerMark(shape) OwnerWords(shape, "Margaret only", rest) Banded(shape); paint_shape paint_band
buttons      main_button quiet_button link_button (words, says=""): .clicked; ButtonRow(*buttons) wraps; FoldButton OneStop (arrows in a group)
timeline     Timeline(): .set_notes([Note(key, day, time, shape, owner, kind, text)]); signal opened(key)
rows         Rows(whole=False): .add(words, second, right=, link=, button=, mark="ring|tick|not_told", shape=, key=); signal pressed(key).
             Week([(day, words, time)])
facts        Facts([Fact(label, value, icon)]); People(Person(name, role, shape, rule, under, icon, said, knows, not_told), ...); person_card(person)
cards        Card(): .add(part); NextThing(when, what, where, [Fact], sentence, button): pressed; QuestionCard(head, words, question, [(key, words)],
             to=, consequence=): answered(key), .ask(); HitCard(shape, sentence, [(key, words)]): answered(key), .ask()
fields       LineField TextField ChoiceField ListField PassphraseField (label, ...): .text() .set_text() .set_help() .set_trouble(words), signal edited(str);
             .entered on Enter (line, passphrase); SentenceField is a LineField whose spelling is looked at
plain        words_of(QMimeData) one_line tidy text_of(document): what is pasted or typed, as plain text
spelled      Spelled(edit): dotted lines under words that are not known, and their menu; a text field makes its own. In one line: spelled_line
picks        Tick(words): a box to tick, .isChecked() .clicked; Radio and Combo, for fields
writing      Writing(shape, head, under, name): .begin(text) .set_text(text) .text() .selected_text() .set_owner(...);
             signals edited(str) selection_changed(str)
topics       Topics([...], explanation): .choose(i) .set_ticked(i, ticked=bool); signals chosen(int) ticked(int, bool); Up/Down, Space ticks
paper_sheet  PaperSheet(title, copy, shape): .add_term(words, who_when, hit="words in it", question=) -> Term: .add(HitCard); PaperNote(head, [words], right);
             MarkedWords(text, where(text, words), hit=False) for words that differ
choices      Choices([Choice(key, name, second, shape)], chosen): .choose(key); signal chosen(key)
cover        Cover(window): .cover() .uncover() .refuse(words); signal code_given(str)
empty        Empty(sentence, soft)
ring         Ring(app): the focus ring
"""
