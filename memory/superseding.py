"""What a correction takes back: the words of a draft that are not in what the owner said instead."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from memory.wording import Wording, wording

# Of a claim that is turned into its opposite, a text that holds so much of its words makes it too.
_CLAIMS = 0.5
# An answer that keeps so much of what a draft says beyond the question leaves out the question's words for brevity.
_KEPT = 0.5
# With so much of its words kept, and no others in their place, a draft was said in another manner.
_MANNER = 0.75
# Characters whose sentences are compared.
_MOST = 8000

_DENYING = frozenset(
    (
        "no not never none nothing nobody nowhere neither without cannot "
        "nein nicht nie niemals kein keine keinen keinem keiner nichts "
        "non pas jamais rien aucun aucune "
        "nunca jamás nada ninguno ninguna tampoco "
        "não nenhum nenhuma "
        "mai niente nessuno nessuna "
        "nee niet nooit geen niets"
    ).split()
)
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SENTENCE = re.compile(r"(?<=[.!?…。！？؟])\s|\n")


@dataclass(frozen=True, slots=True)
class Correction:
    """What is wrong since: any text with one of ``words``, in stems and numbers, or with much of ``claim``."""

    words: frozenset[str]
    claim: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.words or self.claim)

    def contradicts(self, text: str) -> bool:
        """Whether a text says what was taken back."""
        said = _facts(wording(text))
        if self.words & said:
            return True
        return bool(self.claim) and len(self.claim & said) >= _CLAIMS * len(self.claim)


def correction(message: str, draft: Sequence[str], answer: str) -> Correction:
    """What an answer to the message takes back of the draft that it stands in place of.

    Nothing, if the answer says the same in another manner, or only some of the draft's sentences.
    """
    before, after = wording("\n".join(draft)), wording(answer)
    denied = denies("\n".join(draft)) != denies(answer)
    if not draft or _only_shorter(draft, answer):
        return Correction(frozenset())
    gone = _facts(before) - _facts(after)
    if not denied:
        if _manner(before, after, gone):
            return Correction(frozenset())
        # "The studio is by the mill" and "it's by the mill": what the question is about need not be said.
        beyond = before.content - wording(message).content
        if beyond and len(beyond & after.content) >= _KEPT * len(beyond):
            gone -= wording(message).content
    return Correction(gone, before.content if denied and not gone else frozenset())


def _facts(said: Wording) -> frozenset[str]:
    """Words and numbers; a number's parts are no words."""
    return frozenset(word for word in said.content if not word[0].isdigit()) | said.numbers


def _manner(before: Wording, after: Wording, gone: frozenset[str]) -> bool:
    if gone & (before.numbers | before.names) or _facts(after) - _facts(before):
        return False
    return len(gone) <= (1 - _MANNER) * len(before.content)


def _only_shorter(draft: Sequence[str], answer: str) -> bool:
    said = _sentences("\n".join(draft))
    return _sentences(answer) <= said


def _sentences(text: str) -> set[tuple[str, ...]]:
    """The words of each sentence."""
    return {words for sentence in _SENTENCE.split(text[:_MOST]) if (words := wording(sentence).words)}


def denies(text: str) -> bool:
    words = [word.replace("’", "'") for word in _WORD.findall(text.casefold())]
    return any(word in _DENYING or word.endswith("n't") for word in words)
