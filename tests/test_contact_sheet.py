"""The owner reads, corrects and deletes what is remembered of a contact, also while the twin serves."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot import contact_sheet
from bot.ledger import Ledger
from tests.echoing import until
from tests.example import twin
from tests.remembered import Telling, private, somebody
from tests.servers.telegram import TelegramServer
from tests.test_run import ann, beside, learned, running
from twin.errors import DeskError

__all__ = ["ann", "learned"]

ZOE = somebody(1)


@pytest.fixture
def telling(tmp_path: Path) -> Iterator[Telling]:
    with closing(Ledger(tmp_path / "ledger.db")) as ledger:
        yield Telling(ledger)


async def test_while_the_twin_serves_what_somebody_told_is_shown_corrected_and_deleted(
    ann: Path, server: TelegramServer
) -> None:
    zoe = server.user("Zoe Quill")
    async with running(ann, server):
        server.say(server.private(zoe), zoe, "I live in Porto. My cat is called Milo. how often do you wax a chain?")
        with closing(Ledger(ann / "ledger.db")) as ledger:
            await until(lambda: ledger.memory(f"telegram/{zoe.id}").count() == 2)
            memory = ledger.memory(f"telegram/{zoe.id}")
            cat, home = sorted(memory.facts(), key=lambda fact: fact.slot, reverse=True)
        listed = await beside(ann, "contacts")
        shown = await beside(ann, "contacts", "show", "Zoe")
        edited = await beside(ann, "contacts", "edit", home.id, "Lives in Gaia")
        deleted = await beside(ann, "contacts", "delete", cat.id)
        again = await beside(ann, "contacts", "delete", cat.id)
        after = await beside(ann, "contacts", "show", f"telegram/{zoe.id}")
        nobody = await beside(ann, "contacts", "show", "Nobody Known")

    assert "FACTS" in listed.stdout
    assert "Zoe Quill" in shown.stdout
    assert "I live in Porto" in shown.stdout
    assert "found in their words" in shown.stdout
    assert f"{home.id} now says: Lives in Gaia" in edited.stdout
    assert (deleted.returncode, again.returncode) == (0, 1)
    assert f"  {cat.id} " in shown.stdout
    assert f"  {cat.id} " not in after.stdout
    assert "Lives in Gaia" in after.stdout
    assert "in your words" in after.stdout
    assert nobody.returncode == 1


def test_a_stopped_twin_is_corrected_too(ann: Path) -> None:
    with closing(Ledger(ann / "ledger.db")) as ledger:
        telling = Telling(ledger)
        hostile = replace(ZOE, name="Zoe\x1b[2J\u202e")
        telling.tell(hostile, "I live in Porto", "I live in Berlin")
        telling.facts(hostile)

    shown = twin(ann, "contacts", "show", ZOE.key)
    [berlin, porto] = [line.split()[0] for line in shown.stdout.splitlines() if "I live in" in line]

    assert "\x1b" not in shown.stdout
    assert "\u202e" not in shown.stdout
    assert "when they said otherwise" in shown.stdout
    assert twin(ann, "contacts", "delete", berlin).returncode == 0
    assert "otherwise" not in twin(ann, "contacts", "show", ZOE.key).stdout
    assert twin(ann, "contacts", "edit", porto, " ").returncode == 1
    assert twin(ann, "contacts", "edit", "7-7-7", "x").returncode == 1


@pytest.mark.parametrize("text", ["", " \n ", "x" * 201])
def test_a_fact_is_one_short_sentence(telling: Telling, text: str) -> None:
    telling.tell(ZOE, "I live in Porto")
    telling.facts(ZOE)
    [fact] = telling.ledger.memory(ZOE.key).facts()

    with pytest.raises(DeskError, match="one sentence"):
        contact_sheet.edit(telling.ledger, fact.id, text)
    assert telling.facts(ZOE) == ["I live in Porto"]


def test_what_is_no_more_there_cannot_be_edited(telling: Telling) -> None:
    telling.tell(ZOE, "I live in Porto")
    telling.facts(ZOE)
    [fact] = telling.ledger.memory(ZOE.key).facts()
    contact_sheet.delete(telling.ledger, fact.id)

    with pytest.raises(DeskError, match="no fact"):
        contact_sheet.edit(telling.ledger, fact.id, "x y z")
    assert telling.known(ZOE, private(ZOE)).facts == ()
