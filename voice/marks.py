"""What tells of a file, in the file itself, that it is synthetic: for people in a sentence, for programs by keys."""

from dataclasses import dataclass
from datetime import UTC, datetime

# IPTC's terms for where media come from, which C2PA uses too: made by a model that was trained on samples, or by an
# algorithm that was not.
TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
BY_RULES = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
MAKER = "ai-twin"
_LONGEST = 500  # characters of a value
_LONGEST_NAME = 100  # characters of what others chose, within a sentence


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose twin speaks, in which voice, since when, and by whose consent.

    ``voice`` is its name with us; ``consent`` says who agreed to the clone and when, empty if the voice is nobody's.
    """

    owner: str
    voice: str
    clone: bool
    consent: str
    made_at: datetime


def tags(mark: Mark) -> dict[str, str]:
    """The tags for a container of any kind, Ogg or MP4: keys in capitals, each value one line of printable text."""
    marked = {
        # FFmpeg calls it DESCRIPTION in Ogg, as Vorbis comments have it.
        "COMMENT": _sentence(mark),
        "SYNTHETIC": "yes",
        "DIGITALSOURCETYPE": TRAINED if mark.clone else BY_RULES,
        "VOICE": mark.voice,
        "VOICECLONEOF": mark.owner if mark.clone else "",
        "CONSENT": mark.consent,
        "DATE": _moment(mark.made_at),
        "SOFTWARE": MAKER,
    }
    clean = {name: _line(value, _LONGEST) for name, value in marked.items()}
    return {name: value for name, value in clean.items() if value}


def facts(mark: Mark) -> tuple[str, ...]:
    """All that the tags depend on, but for the time: notes that differ in nothing else are the same."""
    return (mark.owner, mark.voice, "clone" if mark.clone else "", mark.consent)


def _sentence(mark: Mark) -> str:
    owner = _line(mark.owner, _LONGEST_NAME) or "its owner"
    made = f"{MAKER} on {_moment(mark.made_at)}"
    if not mark.clone:
        return f"Synthetic speech by the AI twin of {owner}, in a computer's voice, not a recording; made by {made}."
    consent = _line(mark.consent, _LONGEST_NAME)
    agreed = f", with consent: {consent}" if consent else ""
    return f"Synthetic speech by the AI twin of {owner}, in a cloned voice, not a recording{agreed}; made by {made}."


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(text: str, longest: int) -> str:
    """The text in one printable line of so many characters at most."""
    printable = "".join(character if character.isprintable() else " " for character in text[: 4 * longest])
    line = " ".join(printable.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
