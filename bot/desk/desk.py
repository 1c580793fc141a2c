"""What the owner does, by one code for chat and terminal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.desk import cases, drafts, greetings, lessons, modes, questions, quiet, takeovers, undoing, who
from bot.desk.means import Names, Platforms
from bot.desk.questions import Question
from bot.ledger import Ledger
from bot.ledger.cases import Case
from twin.draft import Kind, Mode
from twin.knowledge import Audience
from twin.seams import Clusters, Readers, Teacher
from twin.voice import Film


@dataclass(frozen=True, slots=True)
class Desk:
    """What the owner can do. Every method blocks, and may be called from any thread.

    What is done is told in a sentence for the owner; DeskError is a sentence too, and says why nothing was. ``by`` is
    the account that decides, or "terminal". What is done about a case is done once, however often it is asked for.
    ``takeover`` is how long a conversation is the owner's who takes it over. ``private`` tells whether an answer is
    meant for one person alone, from it and that person's name; ``told`` is told of trouble that ends nothing.
    """

    ledger: Ledger
    teacher: Teacher
    clusters: Clusters
    owner: Names
    readers: Readers
    platforms: Platforms
    takeover: timedelta
    private: Callable[[str, str], bool]
    told: Callable[[str], None]

    @property
    def levels(self) -> Sequence[str]:
        """What the owner calls the audiences, the lowest first."""
        return self.owner.audience_names

    def case(self, decision: int) -> Case:
        """The case of this number."""
        return cases.find(self, decision)

    def still_waits(self, case: Case, by: str = "") -> None:
        """Raise DeskError if something became of it already, or if it cannot be answered there any more."""
        cases.still_waits(self, case, by)
        cases.can_be_answered(self, case)

    def approve(self, decision: int, by: str) -> str:
        """Send the draft as it is."""
        return drafts.approve(self, decision, by)

    def approve_all(self, contact: str, up_to: int | None, by: str) -> str:
        """Send every draft for this account that nothing speaks against, up to this decision; None: all there are."""
        return drafts.approve_all(self, contact, up_to, by)

    def edit(self, decision: int, text: str, by: str) -> str:
        """Say this in place of the draft, or to a message that was passed on, and learn from it."""
        return drafts.edit(self, decision, text, by)

    def reject(self, decision: int, by: str, reason: str = "") -> str:
        """Send nothing, and write no such draft again."""
        return drafts.reject(self, decision, by, reason)

    def explain(self, decision: int, reason: str) -> str:
        """Say why a draft was rejected, within the hour."""
        return drafts.explain(self, decision, reason)

    def dismiss(self, decision: int, by: str) -> str:
        """Leave a message without an answer, or a question, whoever asked it."""
        if cases.find(self, decision).kind is Kind.UNKNOWN:
            return questions.dismiss(self, decision, by)
        return drafts.dismiss(self, decision, by)

    def say(self, case: Case, text: str, by: str, key: str) -> str:
        """Say something to whoever wrote, whatever became of it, once for this key."""
        return drafts.say(self, case, text, by, key)

    def send(self, name: str, text: str, film: Film | None, key: str) -> str:
        """Let the owner's own words wait to be sent to somebody, with a film or without, once for this key."""
        return greetings.send(self, name, text, film, key)

    def answer_myself(self, decision: int, by: str) -> str:
        """Take the conversation over, to answer there oneself."""
        return takeovers.answer_myself(self, decision, by)

    def take_over(self, name: str, minutes: int | None = None) -> str:
        """Take somebody's conversations over, or a group, for so many minutes."""
        return takeovers.takeover(self, name, minutes)

    def release(self, name: str) -> str:
        """Give back what was taken over of somebody or of a group."""
        return takeovers.release(self, name)

    def release_case(self, decision: int) -> str:
        """Give back the conversation of a case, and no other."""
        return takeovers.release_case(self, decision)

    def end_takeovers(self) -> int:
        """End the waiting of what was written while a conversation was the owner's, where it is no more; how much."""
        return self.ledger.cases.end_takeovers()

    def lapse(self, older_than: timedelta) -> int:
        """End the waiting of drafts that have waited for longer than this; how many."""
        return drafts.lapse(self, older_than)

    def learn_rulings(self) -> int:
        """Learn from every ruling that nothing was learned from yet; how many."""
        return lessons.learn_rulings(self)

    def questions(self) -> list[Question]:
        """The questions that nothing answers, what most people asked first."""
        return questions.questions(self)

    def question(self, number: int) -> Question:
        """The open question of this number."""
        return questions.question(self, number)

    def offer_question(self, number: int) -> Question:
        """The same, to be answered by what the owner writes next, for those who have asked by now."""
        return questions.offer(self, number)

    def answer_question(self, number: int, text: str, level: Audience | None, by: str, *, offered: bool = False) -> str:
        """Answer everybody who asked it and may hear the level, and learn it; None: what all of them may hear.

        ``offered``: only those for whom it was offered last.
        """
        return questions.answer(self, number, text, level, by, offered=offered)

    def teach(self, question: str, answer: str, level: Audience | None, key: str) -> str:
        """Learn an answer, for everybody if no level is given; the same key is learned once."""
        return lessons.teach(self, question, answer, level, key)

    def unteach(self, id_: int) -> str:
        """Forget a lesson."""
        return lessons.unteach(self, id_)

    def undo(self, name: str, by: str, key: str) -> str:
        """Take back what was said last, to somebody or (empty) to anybody; the same key means the same answer."""
        return undoing.undo(self, name, by, key)

    def mode(self, name: str, mode: Mode, threshold: float | None = None) -> str:
        """Choose what goes out by itself: to somebody, a group, a platform, or everybody (empty); UNSET clears it."""
        return modes.mode(self, name, mode, threshold)

    def modes(self) -> str:
        """What goes out by itself."""
        return modes.told(self)

    def audience(self, name: str, level: Audience | None) -> str:
        """Choose what somebody may hear; None: what owner.toml says."""
        return modes.audience(self, name, level)

    def who(self, name: str) -> str:
        """What is known of somebody."""
        return who.who(self, name)

    def quiet(self, hours: str = "") -> str:
        """Choose the hours in which nothing is shown, "off" for none; empty: tell which they are."""
        return quiet.told(self.ledger, hours)
