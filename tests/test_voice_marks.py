"""What a file says of itself: that it is synthetic, whose voice it is, and by whose consent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.programs import needed
from voice.espeak import Espeak
from voice.marks import Mark, facts, tags
from voice.sound import tags as tags_of
from voice.sound import to_voice_note

CLONE = Mark("Mira", "warm", clone=True, consent="Mira, 2025-03-01", made_at=datetime(2025, 3, 2, 8, 30, tzinfo=UTC))
NEUTRAL = Mark("Mira", "espeak", clone=False, consent="", made_at=datetime(2025, 3, 2, 8, 30, tzinfo=UTC))


def test_a_clone_is_marked_as_a_models_work_with_whose_voice_it_is_and_their_consent() -> None:
    assert tags(CLONE) == {
        "COMMENT": "Synthetic speech by the AI twin of Mira, in a cloned voice, not a recording, with consent: "
        "Mira, 2025-03-01; made by ai-twin on 2025-03-02T08:30:00Z.",
        "SYNTHETIC": "yes",
        "DIGITALSOURCETYPE": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        "VOICE": "warm",
        "VOICECLONEOF": "Mira",
        "CONSENT": "Mira, 2025-03-01",
        "DATE": "2025-03-02T08:30:00Z",
        "SOFTWARE": "ai-twin",
    }


def test_a_neutral_voice_is_synthetic_too_and_claims_nobodys_voice_and_no_training() -> None:
    marked = tags(NEUTRAL)

    assert marked["SYNTHETIC"] == "yes"
    assert marked["DIGITALSOURCETYPE"] == "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
    assert "computer's voice" in marked["COMMENT"]
    assert "clone" not in marked["COMMENT"]
    assert not {"VOICECLONEOF", "CONSENT"} & set(marked)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Mira\nSYNTHETIC=no", "Mira SYNTHETIC=no"),
        ("Mi\x00ra\x1b[2J", "Mi ra [2J"),
        ("\u202eariM", "ariM"),
        ("half \ud83d", "half"),
        ("  ", ""),
    ],
)
def test_a_value_is_one_line_of_what_can_be_printed(name: str, shown: str) -> None:
    assert tags(replace(CLONE, owner=name)).get("VOICECLONEOF", "") == shown


def test_no_value_is_long_and_none_takes_long() -> None:
    marked = tags(replace(CLONE, owner="Mira " * 200_000, voice="\n" * 200_000, consent="ä" * 200_000))

    assert max(map(len, marked.values())) <= 500
    assert all("\n" not in value for value in marked.values())
    assert marked["COMMENT"].endswith("made by ai-twin on 2025-03-02T08:30:00Z.")


def test_the_moment_is_told_in_universal_time() -> None:
    berlin = datetime(2025, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=1)))

    assert tags(replace(CLONE, made_at=berlin)) == tags(CLONE)


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"owner": "Mara"}, True),
        ({"voice": "cold"}, True),
        ({"clone": False}, True),
        ({"consent": "Mira, 2025-04-01"}, True),
        ({"made_at": datetime(2026, 1, 1, tzinfo=UTC)}, False),
    ],
)
def test_notes_of_one_text_are_the_same_unless_a_fact_beside_the_time_differs(
    change: dict[str, object], *, differs: bool
) -> None:
    assert (facts(replace(CLONE, **change)) != facts(CLONE)) is differs  # type: ignore[arg-type]


async def test_every_tag_stands_in_the_file(tmp_path: Path) -> None:
    needed("espeak-ng")
    wav = tmp_path / "said.wav"
    wav.write_bytes(b"".join([chunk async for chunk in Espeak().stream("Marked as what it is", "en")]))

    note = await to_voice_note(wav, tmp_path / "note.ogg", tags(CLONE))

    assert tags(CLONE).items() <= (await tags_of(note.path)).items()
