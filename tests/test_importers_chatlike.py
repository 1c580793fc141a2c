"""Tests of chatlike.py: chats that cannot be read are not learned as the owner's writing."""

from pathlib import Path

import pytest

from memory.importers import importer_for
from twin.errors import SourceError

SAID = [("Jonas", "are you coming?"), ("Mira Solano", "yes: soon"), ("Jonas", "good")] * 3
FORMS = [
    "[Jan 5, 2024 10:00 AM] {name}: {text}",
    "[Jan 5, 10:0{n}] {name}: {text}",
    "2024-01-05 10:0{n} <{name}> {text}",
    "10:0{n} < {name}> {text}",
    "[10:0{n}:12] <@{name}> {text}",
    "2024-01-05T10:00:00Z {name}: {text}",
    "2024-01-05 {name}: {text}",
    "5 January 2024 at 10:00 - {name}: {text}",
    "Fri, 5 Jan 2024 10:00:00 +0100 {name}: {text}",
    "{name} (05.01.2024 10:00): {text}",
    "{name}, 2024-01-05 10:00: {text}",
    "2024-01-05 10:00:00\t{name}\t{text}",
    "**[2024-01-05 10:00] {name}:** {text}",
    "[05-Jan-24 10:00 AM] {name}\n{text}\n",
    "10:00 {name}: {text}\nand a second line\n\n",
    "From: {name} (+49151)\nType: incoming\nSent: Fri, 5 Jan 2024 10:00:00 +0100\n\n{text}\n\n",
]


def refused(tmp_path: Path, text: str, name: str) -> bool:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    try:
        return not list(importer_for(path).read(path))
    except SourceError as error:
        return "looks like a chat of a kind that cannot be read yet: nothing of it was learned" in str(error)


def written(form: str, between: str = "\n") -> str:
    return between.join(form.format(name=name, text=text, n=n) for n, (name, text) in enumerate(SAID))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["chat.txt", "chat.md"])
def test_a_chat_saved_as_text_is_refused(tmp_path: Path, form: str, name: str) -> None:
    assert refused(tmp_path, "Our chat\n\n" + written(form), name)


@pytest.mark.parametrize(
    "row",
    [
        "<p>\n<i>[Jan 5, 2024 10:00 AM]</i>\n<b>{name}</b>: {text}</p>",
        "<p>[Jan 5, 2024 10:00 AM] <b>{name}</b>: {text}</p>",
        "2024-01-05 10:00 &lt;{name}&gt; {text}<br>",
    ],
)
def test_a_chat_saved_as_a_page_is_refused(tmp_path: Path, row: str) -> None:
    assert refused(tmp_path, f"<html><body>{written(row, '')}</body></html>", "chat.html")


@pytest.mark.parametrize(
    "row",
    [
        '<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_a6-h">{name}</div><div>{text}</div></div>',
        '<div class="message default"><div class="from_name">{name}</div>{text}</div>',
        '<p><span class="sender">{name}</span> {text}</p>',
    ],
)
def test_an_exported_page_is_known_by_its_marks(tmp_path: Path, row: str) -> None:
    assert refused(tmp_path, f"<html><body>{written(row, '')}</body></html>", "message_1.html")


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(f"2024-01-0{day}\nRained all day: stayed in." for day in range(1, 9)),
        "\n".join(f"2024-01-0{day} 10:00: Rained: stayed in." for day in range(1, 9)),
        "\n".join(f"2024-01-0{day} Version {day}.0: faster." for day in range(1, 9)),
        "\n".join(
            f"1{hour}:00 {what}: in the hall" for hour, what in enumerate(["Tea", "Talk", "Walk", "Song", "End"])
        ),
        "\n".join(["A sentence of mine."] * 20 + [f"10:0{n} <ann> quoted" for n in range(6)]),
        "\n".join(["Monday: soup", "Tuesday: rice", "Step 1 Cut: the bread", "Step 2 Cut: the cheese"] * 3),
    ],
)
def test_diaries_lists_and_quotations_are_learned(tmp_path: Path, text: str) -> None:
    assert not refused(tmp_path, text, "notes.txt")
    assert not refused(tmp_path, text, "notes.md")


def test_a_few_marked_elements_are_no_chat(tmp_path: Path) -> None:
    assert not refused(tmp_path, '<p>Mine.</p><div class="message">Saved.</div>' * 4, "page.html")
