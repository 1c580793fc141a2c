"""Reads a draft before anybody else does: every rule is asked, and every reason is kept."""

from collections.abc import Callable, Sequence

from persona.guard.rule import Rule, Saying
from twin.brief import Brief
from twin.draft import Draft, Objection, Promise, Verdict


class Guard:
    """The rules, one after the other, and what a draft promises."""

    def __init__(
        self,
        rules: Sequence[Rule],
        promises: Callable[[Saying, Brief], tuple[Sequence[Objection], Sequence[Promise]]],
        views: Callable[[str], Sequence[str]],
    ) -> None:
        """``views`` are the ways in which a text can be read, as it stands first; ``promises`` judges what it binds to."""
        self._rules = tuple(rules)
        self._promises = promises
        self._views = views

    def verdict(self, draft: Draft, brief: Brief) -> Verdict:
        """What speaks against sending this draft as an answer to this brief, and what it promises."""
        text = "\n".join(draft.texts)
        saying = Saying(draft, text, tuple(self._views(text)))
        objections = [objection for rule in self._rules for objection in rule.objections(saying, brief)]
        unkept, promises = self._promises(saying, brief)
        return Verdict((*objections, *unkept), tuple(promises))
