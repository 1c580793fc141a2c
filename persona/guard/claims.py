"""Claims that a machine must not make: to be human, to be the owner in person, or to be no AI."""

import re
from collections.abc import Iterator, Sequence

from persona.ai_question.normal_form import OWNER, normalise
from persona.guard.claim_wordings import claim_pattern
from persona.guard.rule import Saying
from twin.brief import Brief
from twin.draft import Objection

# What somebody else says or is made to say: "the form asks 'I am not a robot'".
_QUOTED = re.compile(
    r"\b(?:ask|say|said|read|click|tick|check|box|captcha|form|button|label|phrase|sentence|title|titled|called|song"
    r"|film|book|message|prompt|wrote|sagt|steht|heißt|fragt|klick\w*|dit|clique\w*|dice|haz clic|diz"
    r"|chiede|scrive|zegt|klik)"
    r"(?:s|ed|ing|en|es|t)?\b[\s:,]{1,3}(?:[\w-]{1,12} ){0,2}"
    r"(?:\"[^\"\n]{1,200}\"|“[^”\n]{1,200}”|„[^“”\n]{1,200}[“”]|«[^»\n]{1,200}»|‘[^’\n]{1,200}’(?!\w)"
    r"|'[^\n]{1,200}?'(?!\w))",
    re.IGNORECASE,
)
# "I am Mira's AI twin", or "I'm Mira: her AI, that is": whoever says both says what they are.
_OWNS_UP = re.compile(
    rf"\b{OWNER}\W.{{0,60}}?(?<!not )(?<!no )(?<!kein )(?<!keine )"
    r"\b(?:ai|ia|ki|ии|ші|bot|robot|twin|zwilling|assistant)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+|\n+")
_LONGEST = 100_000  # characters; no reply is so long


class Claims:
    """Claims in any of the languages that the twin speaks, whichever of them are the owner's."""

    def __init__(self, names: Sequence[str]) -> None:
        """``names`` are those of the owner; the first word of one is one too."""
        wanted = {normalise(part) for name in names for part in (name, *name.split()[:1])}
        known = sorted((name for name in wanted if len(name) > 1), key=len, reverse=True)
        self._names = re.compile(rf"(?<![a-zа-я])(?:{'|'.join(map(re.escape, known))})(?![a-zа-я])") if known else None

    def objections(self, saying: Saying, brief: Brief) -> Iterator[Objection]:
        """One if it makes such a claim, in one of its messages or across them."""
        if any(len(view) > _LONGEST for view in saying.views):
            yield Objection("claim", "it is too long to be looked through for claims to be human")
        elif any(self._claims(view) for view in saying.views):
            yield Objection("claim", "it claims to be a human, to be you in person, or not to be an AI")

    def _claims(self, text: str) -> bool:
        told = _QUOTED.sub(" … ", text)
        # Two messages are read one after the other: "I am", "human".
        joined = [told.replace("\n", " ")] if "\n" in told.strip() else []
        return any(map(self._claims_in, (*_SENTENCE.split(told), *joined)))

    def _claims_in(self, sentence: str) -> bool:
        plain = self._plain(sentence)
        return claim_pattern().search(plain) is not None and not _OWNS_UP.search(plain)

    def _plain(self, text: str) -> str:
        plain = normalise(text)
        return self._names.sub(OWNER, plain) if self._names else plain
