"""Reads a draft before anybody else does: every rule is asked, and every reason is kept."""

from collections.abc import Callable, Sequence

from persona.guard.rule import EXACT, Rule, Saying
from twin.brief import Brief
from twin.draft import Draft, Objection, Promise, Verdict
from twin.knowledge import Audience

# Platforms take 2,000 to 4,096 characters at once; what is much longer is no answer, and takes long to be read.
_LONGEST = 12_000


class Guard:
    """The rules, one after the other, and what a draft promises."""

    def __init__(
        self,
        exact: Sequence[Rule],
        rules: Sequence[Rule],
        promises: Callable[[Saying, Brief], tuple[Sequence[Objection], Sequence[Promise]]],
        views: Callable[[str], Sequence[str]],
    ) -> None:
        """``exact`` are the rules for the owner's exact words, ``rules`` those for all else.

        ``views`` are the ways in which a text can be read, as it stands first; ``promises`` judges what it binds to.
        """
        self._exact = tuple(exact)
        self._rules = tuple(rules)
        self._promises = promises
        self._views = views

    def verdict(self, draft: Draft, brief: Brief) -> Verdict:
        """What speaks against sending this draft as an answer to this brief, and what it promises."""
        text = "\n".join(draft.texts)
        if len(text) > _LONGEST:
            return Verdict((Objection("length", f"it has more than {_LONGEST} characters, which no message has"),))
        saying = Saying(draft, text, tuple(self._views(text)))
        if brief.reader is Audience.OWNER:
            # What the owner reads alone can neither give anything away nor bind them.
            rules, judged = self._exact, False
        else:
            rules, judged = (self._exact if draft.writer in EXACT else self._rules), True
        objections = [objection for rule in rules for objection in rule.objections(saying, brief)]
        unkept, promises = self._promises(saying, brief) if judged else ((), ())
        return Verdict((*objections, *unkept), tuple(promises))
