"""What is done about a draft: sent, held, handed over to the owner, or nothing."""

from twin.draft import Action, Decision, Draft
from twin.message import Reply
from twin.seams import FixedSentences


def decide(draft: Draft | None, objection: str | None, topic: str | None, sentences: FixedSentences) -> Decision:
    """The decision about one message: ``topic`` is one that the owner keeps, ``objection`` is the guard's.

    Nobody is told why a draft was stopped: the reason is for the owner, and could itself give something away.
    """
    if topic is not None:
        return Decision(Action.HAND_OVER, Reply((sentences.owner_topic,)), f"you keep the topic {topic!r} for yourself")
    if objection is not None:
        return Decision(Action.HAND_OVER, Reply((sentences.unknown,)), f"the draft was stopped: {objection}", draft)
    if draft is None:
        return Decision(Action.HAND_OVER, Reply((sentences.unknown,)), "nothing you wrote answers this surely enough")
    return Decision(Action.SEND, Reply(draft.texts), draft.reason, draft)


def small_talk() -> Decision:
    """The decision about a message that asks for nothing, such as thanks."""
    return Decision(Action.STAY_SILENT, Reply(()), "it asks for nothing")


def disclosing(decision: Decision, sentences: FixedSentences) -> Decision:
    """The same decision, told after the sentence that says that this is an AI."""
    action = Action.SEND if decision.action is Action.STAY_SILENT else decision.action
    reply = Reply((sentences.disclosure, *decision.reply.texts))
    return Decision(action, reply, f"it says that it is an AI; {decision.reason}", decision.draft)
