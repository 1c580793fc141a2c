"""The rows of what is to be said: how they are put on their way, and cancelled, within a transaction."""

from collections.abc import Sequence
from typing import Any, Literal

from bot.ledger.file import LedgerFile, now

# States of what nobody was told, or is not told any more.
NOT_SAID = "('cancelled', 'refused', 'taken back')"
# Who writes what the owner says in their own words, without a draft.
OWNER = "owner"
# Of a delivery: it is not what the owner said so.
_OF_THE_TWIN = f"NOT EXISTS (SELECT 1 FROM decisions d WHERE d.id = deliveries.decision AND d.writer = '{OWNER}')"

# Why a delivery is not wanted any more.
BY_OWNER = "you wrote there yourself"


_MEDIA = "INSERT INTO media (delivery, words, file, seconds, waveform, width, height)"

Form = Literal["text", "voice", "video"]


def put(
    file: LedgerFile,
    decision: int,
    texts: Sequence[str],
    *,
    conversation: str,
    reply_to: str,
    asked_at: str,
    discloses: bool,
) -> None:
    """Let these messages go out, behind what this decision has said before.

    Only the first of them names what it answers; ``discloses``: the first one says that this is an AI. If the decision
    sends a film, it stands above the first of the others; if it is to be said aloud, they are, behind them.
    """
    film, aloud = _film(file, decision), _aloud(file, decision)
    words = texts[1:] if discloses else texts
    for number, text in enumerate(texts):
        form: Form = "video" if film and number == len(texts) - len(words) else "text"
        reply = "" if number else reply_to
        first = discloses and not number
        id_ = _insert(file, decision, form, conversation, text, reply, asked_at, discloses=first)
        if form == "video":
            file.run(f"{_MEDIA} VALUES (?, '', ?, ?, x'', ?, ?)", [id_, *film])
    if aloud and words:
        speak(file, decision, "\n".join(words), conversation=conversation, reply_to=reply_to, asked_at=asked_at)


def speak(file: LedgerFile, decision: int, words: str, *, conversation: str, reply_to: str, asked_at: str) -> None:
    """Let these words of a decision be said aloud, behind what it has said before, once there is a file of that."""
    grouped = file.rows("SELECT 1 FROM conversations WHERE key = ? AND is_group", [conversation])
    # Among several people it has to be told whom it answers; elsewhere the text before it has told.
    reply = reply_to if grouped else ""
    id_ = _insert(file, decision, "voice", conversation, "", reply, asked_at, discloses=False)
    file.run(f"{_MEDIA} VALUES (?, ?, '', 0, x'', 0, 0)", [id_, words])


def _insert(
    file: LedgerFile,
    decision: int,
    form: Form,
    conversation: str,
    text: str,
    reply_to: str,
    asked_at: str,
    *,
    discloses: bool,
) -> int:
    state = "preparing" if form == "voice" else "waiting"
    return file.insert(
        "INSERT INTO deliveries (decision, part, conversation, form, text, reply_to, asked_at, discloses, state,"
        " attempts, doubts, problem, reference, changed_at) SELECT ?1, coalesce(max(part) + 1, 0), ?2, ?3, ?4, ?5, ?6,"
        " ?7, ?8, 0, 0, '', '', ?9 FROM deliveries WHERE decision = ?1",
        [decision, conversation, form, text, reply_to, asked_at, int(discloses), state, now()],
    )


def _film(file: LedgerFile, decision: int) -> Sequence[Any]:
    rows = file.rows("SELECT file, seconds, width, height FROM films WHERE decision = ?", [decision])
    # What it was sent with once is not sent again.
    sent = file.rows(
        f"SELECT 1 FROM deliveries WHERE decision = ? AND form = 'video' AND state NOT IN {NOT_SAID}", [decision]
    )
    return rows[0] if rows and not sent else ()


def _aloud(file: LedgerFile, decision: int) -> bool:
    return bool(file.rows("SELECT 1 FROM decisions WHERE id = ? AND aloud", [decision]))


def cancel(file: LedgerFile, problem: str, where: str, parameters: Sequence[Any]) -> int:
    """Let nothing more go out of what this condition chooses; how much that was."""
    count = file.run(
        "UPDATE deliveries SET state = 'cancelled', changed_at = ?, problem = ?"
        f" WHERE state IN ('waiting', 'preparing') AND {where}",
        [now(), problem, *parameters],
    )
    # What is on its way cannot be called back, but it is not tried again with this problem.
    file.run(f"UPDATE deliveries SET problem = ? WHERE state = 'begun' AND {where}", [problem, *parameters])
    return count


def make_room(file: LedgerFile, conversation: str) -> None:
    """The owner speaks there now: what the twin was about to say stays unsaid, unlike what they said through it."""
    cancel(file, BY_OWNER, f"conversation = ? AND {_OF_THE_TWIN}", [conversation])
