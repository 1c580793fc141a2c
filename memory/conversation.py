"""What is said in a live conversation to stored pieces: heard again and again, a growing window at a time."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from memory.importers.records import ChatMessage
from memory.pairs import Pair, Pairing
from memory.personal_data import Discretion
from memory.pieces import ChatExemplars, ChatPassages
from memory.store import Begun, Kind, NewExemplar, NewPassage, NewSource, Store
from twin.knowledge import Audience, Source

KIND = "conversation"

# Pieces by digest, each with the keys of the messages that it was made from.
_Made = list[tuple[bytes, Collection[str]]]


@dataclass(slots=True)
class Heard:
    """What hearing did: pieces added, and ids of exemplars that another source now holds at greater length."""

    added: Counter[Kind] = field(default_factory=Counter)
    outgrown: list[int] = field(default_factory=list)


def hear(
    store: Store, place: str, title: str, messages: Sequence[ChatMessage], owner: str, discretion: Discretion
) -> Heard:
    """Store what is new among the latest messages of a conversation; nothing is dropped for not being among them."""
    heard = Heard()
    if not (messages := _not_taken_back(store, place, _not_forgotten(store, place, messages))):
        return heard
    # All of it or nothing: a message and the position of the next one belong together.
    with store.writing():
        source = store.source(NewSource(place, place, title, KIND, Audience.OWNER))
        file = store.file(place, place)
        cut = ChatPassages(owner, source.audience)
        said = [(message.key, passage) for message in messages if (passage := cut.passage(message))]
        passages = _placed(store, file, [discretion.kept(passage) for _, passage in said])
        heard.added["passages"] = store.add("passages", source.id, file, passages)
        store.note_heard("passages", source.id, [(passage.digest, [key]) for key, passage in said if key])
        pairing = Pairing(owner)
        pairs = [pair for message in messages for pair in pairing.hear(message)] + list(pairing.finish())
        new, made = _new(store, source, pairs, heard, discretion)
        heard.added["exemplars"] = store.add("exemplars", source.id, file, new)
        store.note_heard("exemplars", source.id, made)
    return heard


def forgotten(store: Store, source: Source) -> None:
    """Note that the conversation was forgotten: its next window still shows what was said before."""
    store.set_fact(_fact(source.place), datetime.now(UTC).isoformat())


def _not_forgotten(store: Store, place: str, messages: Sequence[ChatMessage]) -> Sequence[ChatMessage]:
    if not (said := store.fact(_fact(place))):
        return messages
    since = datetime.fromisoformat(said)
    return [message for message in messages if message.sent_at is None or message.sent_at.astimezone(UTC) > since]


def _not_taken_back(store: Store, place: str, messages: Sequence[ChatMessage]) -> Sequence[ChatMessage]:
    """A window may have been looked up before one of its messages was taken back."""
    gone = store.unheard(place)
    return [message for message in messages if message.key not in gone]


def _fact(place: str) -> str:
    return f"forgotten {place}"


def _placed(store: Store, file: int, passages: Sequence[NewPassage]) -> list[NewPassage]:
    """The window's passages, numbered on from those that were heard before."""
    known = store.positions(file, [passage.digest for passage in passages])
    shifts = [known[passage.digest] - passage.position for passage in passages if passage.digest in known]
    shift = shifts[0] if shifts else store.last_position(file)
    return [replace(passage, position=passage.position + shift) for passage in passages]


def _new(
    store: Store, source: Source, pairs: Sequence[Pair], heard: Heard, discretion: Discretion
) -> tuple[list[NewExemplar], _Made]:
    """The pairs to add, and what each is stored as. A reply whose beginning was heard before grows where it stands."""
    exemplars, compared = ChatExemplars(source.audience), ChatExemplars(source.audience)
    known = store.begun(source.id, [pair.sent_at for pair in pairs])
    new: list[NewExemplar] = []
    made: _Made = []
    for pair in pairs:
        # As it would be stored: so does what was heard of it before read.
        stored = discretion.kept(compared.exemplar(pair))
        if (begun := _begun(stored, known)) is None:
            new.append(discretion.kept(exemplars.exemplar(pair)))
            made.append((new[-1].digest, pair.keys))
        elif len(stored.reply) > len(begun.reply):
            # The window may begin in the middle of what was answered: what was heard of it before is whole.
            grown = discretion.kept(exemplars.exemplar(replace(pair, message=begun.message)))
            if not store.lengthen(begun.id, grown):
                heard.outgrown.append(begun.id)
                new.append(grown)
            made.append((grown.digest, pair.keys))
        else:
            made.append((begun.digest, pair.keys))
    return new, made


def _begun(pair: NewExemplar, known: Sequence[Begun]) -> Begun | None:
    """The stored exemplar that is this pair, or its beginning, or all of it where the pair itself is cut off."""
    alike = [one for one in known if one.sent_at == pair.sent_at and _one_reply(one.reply, pair.reply)]
    same = [one for one in alike if one.message == pair.message]
    if pair.sent_at is None:
        # "Yes" may be said to many questions: without a date only the question tells them apart.
        alike = [one for one in alike if one.message.endswith(f"\n{pair.message}")]
    return next(iter(same + alike), None)


def _one_reply(one: str, other: str) -> bool:
    """Whether one is the other, or its first lines."""
    return f"{other}\n".startswith(f"{one}\n") or f"{one}\n".startswith(f"{other}\n")
