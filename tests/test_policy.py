"""What is done about a draft."""

from bot import policy
from tests.fakes import Says
from twin.draft import Action, Decision, Draft
from twin.message import Reply

DRAFT = Draft(("yes",), 0.9, "quote", "you said so")


def test_a_draft_that_nobody_objects_to_is_sent() -> None:
    assert policy.decide(DRAFT, None, None, Says()) == Decision(Action.SEND, Reply(("yes",)), "you said so", DRAFT)


def test_no_draft_is_handed_over() -> None:
    decision = policy.decide(None, None, None, Says())

    assert (decision.action, decision.reply.texts, decision.draft) == (Action.HAND_OVER, ("unknown",), None)


def test_a_draft_that_was_stopped_is_handed_over_with_the_reason_for_the_owner_alone() -> None:
    decision = policy.decide(DRAFT, "it says 'secret'", None, Says())

    assert (decision.action, decision.reply.texts, decision.draft) == (Action.HAND_OVER, ("unknown",), DRAFT)
    assert decision.reason == "the draft was stopped: it says 'secret'"


def test_a_topic_of_the_owner_is_handed_over() -> None:
    decision = policy.decide(None, None, "refund", Says())

    assert (decision.action, decision.reply.texts) == (Action.HAND_OVER, ("owner's",))
    assert decision.reason == "you keep the topic 'refund' for yourself"


def test_small_talk_is_met_with_silence() -> None:
    assert policy.small_talk().action is Action.STAY_SILENT
    assert policy.small_talk().reply.texts == ()


def test_silence_that_discloses_is_sent() -> None:
    decision = policy.disclosing(policy.small_talk(), Says())

    assert (decision.action, decision.reply.texts) == (Action.SEND, ("machine",))


def test_what_is_handed_over_stays_so_when_it_discloses() -> None:
    decision = policy.disclosing(policy.decide(None, None, "refund", Says()), Says())

    assert (decision.action, decision.reply.texts) == (Action.HAND_OVER, ("machine", "owner's"))
    assert decision.reason == "it says that it is an AI; you keep the topic 'refund' for yourself"


def test_a_disclosing_decision_keeps_its_draft() -> None:
    decision = policy.disclosing(policy.decide(DRAFT, None, None, Says()), Says())

    assert (decision.reply.texts, decision.draft) == (("machine", "yes"), DRAFT)
