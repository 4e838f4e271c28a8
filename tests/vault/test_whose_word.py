"""A name in a change is only as good as the key that signed it: nobody's word can be put into their mouth."""

import making
import pytest

from facilitator_app.ledger.seals import SigningKey
from facilitator_app.records import Contact, codec
from facilitator_app.vault.door import Opened

pytestmark = pytest.mark.usefixtures("opened")


def change_by(key: SigningKey, author: str, record: str = "r1") -> bytes:
    return making.signed(key, codec.to_json(making.members(key, u=author, e=record)))


def test_a_colleagues_name_under_another_trusted_key_is_refused(opened: Opened) -> None:
    ruth, owen = SigningKey(), SigningKey()
    opened.vault.trust(ruth.public, "ruth")
    opened.vault.trust(owen.public, "owen")
    assert opened.vault.apply([change_by(ruth, "ruth")], "exchange")[1] == 0
    assert opened.vault.apply([change_by(owen, "ruth", "r2")], "exchange")[1] == 1
    file = opened.vault.case_file(making.CASE)
    assert [set(one.authors) for one in file.entered.values()] == [{"ruth"}]


def test_an_unbound_key_may_not_take_a_bound_name_nor_this_persons(opened: Opened) -> None:
    ruth, stray = SigningKey(), SigningKey()
    opened.vault.trust(ruth.public, "ruth")
    opened.vault.trust(stray.public)
    assert opened.vault.apply([change_by(stray, "ruth", "r1")], "exchange")[1] == 1
    assert opened.vault.apply([change_by(stray, opened.vault.author, "r2")], "exchange")[1] == 1
    assert opened.vault.apply([change_by(stray, "somebody new", "r3")], "exchange")[1] == 0


def test_a_second_laptop_of_the_same_person_is_heard(opened: Opened) -> None:
    second = SigningKey()
    opened.vault.trust(second.public, opened.vault.author)
    assert opened.vault.apply([change_by(second, opened.vault.author)], "exchange")[1] == 0


def test_everybody_who_wrote_into_a_record_is_known(opened: Opened) -> None:
    ruth = SigningKey()
    opened.vault.trust(ruth.public, "ruth")
    opened.vault.apply([change_by(ruth, "ruth")], "exchange")
    opened.vault.save([making.row(Contact, "r1", {"person": making.PERSON, "minutes": "5"})])
    entered = opened.vault.case_file(making.CASE).entered
    assert [set(one.authors) for one in entered.values()] == [{"ruth", opened.vault.author}]
