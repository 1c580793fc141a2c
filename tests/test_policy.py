"""Who is answered, what they may hear, and what is done about a draft."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import policy
from bot.policy import Budget, Budgets, Limit, Rules
from tests.fakes import FakeReaders, Says, burst
from twin.brief import Past, Spent
from twin.draft import Action, Autonomy, Decision, Draft, Kind, Mode, Objection, Usage, Verdict
from twin.knowledge import Audience
from twin.message import Burst, Contact, Conversation, Reply

DRAFT = Draft(("yes",), 0.9, "quote", "you said so")
MODELS = Draft(("yes",), 0.9, "model", "it wrote so", by_model=True)
READERS = FakeReaders(
    {"fake/owner": Audience.OWNER, "fake/friend": Audience.FRIENDS, "fake/public": Audience.PUBLIC},
    {"fake/-1": Audience.FOLLOWERS, "fake/-9": Audience.INNER},
)


def private(account: str) -> Burst:
    return burst(
        sender=Contact(account, "Somebody", Audience.PUBLIC),
        conversation=Conversation(account, account),
        places=frozenset({account}),
    )


def in_group(account: str, *places: str) -> Burst:
    return burst(
        sender=Contact(account, "Somebody", Audience.PUBLIC),
        conversation=Conversation(f"{places[0]}/7", places[0], group=True),
        places=frozenset(places),
    )


def spent(tokens: int, *, dollars: float = 0.0, contact: int = 0) -> Past:
    return Past(today=Spent(tokens, dollars), today_for_contact=Spent(contact))


def admitted(one: Burst, *admits: str) -> bool:
    return policy.admitted(one, Rules(frozenset(admits)), READERS)


# Who is answered.


@pytest.mark.parametrize("account", ["fake/friend", "fake/public", "fake/stranger", "", "owner", "fake/owner2"])
def test_nobody_is_answered_whom_the_owner_did_not_let_in(account: str) -> None:
    assert not admitted(private(account))
    assert not admitted(in_group(account, "fake/-1"))


def test_the_owner_is_answered_in_private_without_being_let_in_but_in_no_group() -> None:
    assert admitted(private("fake/owner"))
    assert not admitted(in_group("fake/owner", "fake/-1"))


def test_everyone_are_those_who_write_in_private() -> None:
    assert admitted(private("fake/stranger"), "everyone")
    assert not admitted(in_group("fake/stranger", "fake/-1"), "everyone", "contacts", "fake/stranger")


def test_contacts_are_those_whom_the_owner_knows_however_little() -> None:
    assert admitted(private("fake/friend"), "contacts")
    assert admitted(private("fake/public"), "contacts")
    assert not admitted(private("fake/stranger"), "contacts")


def test_a_single_account_is_let_in_by_its_whole_key_in_private() -> None:
    assert admitted(private("fake/stranger"), "fake/stranger")
    assert not admitted(private("fake/stranger"), "fake/strange", "fake/stranger2", "stranger", "other/stranger")


def test_groups_are_let_in_all_or_one_by_one() -> None:
    assert admitted(in_group("fake/stranger", "fake/-1"), "groups")
    assert admitted(in_group("fake/stranger", "fake/-1"), "fake/-1")
    assert not admitted(in_group("fake/stranger", "fake/-1"), "fake/-2", "fake/-11", "fake/-1/8", "fake", "")
    assert not admitted(private("fake/stranger"), "groups", "fake/-1")


def test_a_group_that_has_moved_is_let_in_by_its_former_name() -> None:
    assert admitted(in_group("fake/stranger", "fake/-2", "fake/-1"), "fake/-1")


def in_server(key: str, *roles: str) -> Burst:
    server = "/".join(key.split("/")[:2])
    return burst(
        sender=Contact("fake/9", "Somebody", Audience.PUBLIC),
        conversation=Conversation(key, server, group=True),
        places=frozenset({server}),
        roles=frozenset(roles),
    )


@pytest.mark.parametrize("key", ["fake/1/2", "fake/1/2/3"])
@pytest.mark.parametrize(
    ("entry", "roles", "let_in"),
    [
        ("fake/1", (), True),
        ("fake/1/2", (), True),
        ("fake/1/2@7", ("fake/@7",), True),
        ("fake/1@7", ("fake/@6", "fake/@7"), True),
        ("fake/1@7", (), False),
        ("fake/1@7", ("fake/@77",), False),
        ("fake/1@7", ("fake/7", "@", ""), False),
        ("fake/1/22", (), False),
        ("fake/11", (), False),
        ("fake/1/3", ("fake/@7",), False),
        ("fake/2@7", ("fake/@7",), False),
        ("fake/dm@7", ("fake/@7",), False),
        ("fake/9", (), False),
        ("fake/@7", ("fake/@7",), False),
    ],
)
def test_a_server_and_a_channel_are_let_in_for_all_or_for_a_role(
    key: str, entry: str, roles: tuple[str, ...], let_in: bool
) -> None:
    assert admitted(in_server(key, *roles), entry) is let_in


def test_a_thread_is_let_in_by_itself() -> None:
    assert admitted(in_server("fake/1/2/3"), "fake/1/2/3")
    assert not admitted(in_server("fake/1/2/4"), "fake/1/2/3")


@pytest.mark.parametrize(
    ("entry", "let_in"),
    [("fake/dm@7", True), ("fake/dm@8", False), ("other/dm@7", False), ("fake/dm", False), ("fake/1@7", False)],
)
def test_a_role_is_let_in_in_private(entry: str, let_in: bool) -> None:
    assert admitted(replace(private("fake/stranger"), roles=frozenset({"fake/@7"})), entry) is let_in


@pytest.mark.parametrize(
    ("key", "entries", "opened"),
    [
        ("fake/1", ["fake/1"], True),
        ("fake/1/2/3", ["fake/1"], True),
        ("fake/1/2", ["fake/1@7"], True),
        ("fake/1/2", ["everyone", "fake/1/2@7"], True),
        ("fake/1", ["fake/1/2"], True),
        ("fake/1/4", ["fake/1/2"], False),
        ("fake/1/22", ["fake/1/2"], False),
        ("fake/1/2", ["groups"], True),
        ("fake/1", ["everyone", "contacts", "fake/dm@7", "fake/11", "fake/2"], False),
        ("fake/1", [], False),
    ],
)
def test_a_place_is_open_if_anybody_is_answered_in_it(key: str, entries: list[str], opened: bool) -> None:
    assert policy.open_place(key, frozenset(entries)) is opened


# What they may hear.


@pytest.mark.parametrize(
    ("account", "heard"),
    [
        ("fake/owner", Audience.OWNER),
        ("fake/friend", Audience.FRIENDS),
        ("fake/public", Audience.PUBLIC),
        ("fake/stranger", Audience.PUBLIC),
    ],
)
def test_in_private_everybody_hears_what_the_owner_lets_them(account: str, heard: Audience) -> None:
    assert policy.reader(private(account), READERS) is heard


@pytest.mark.parametrize(
    ("account", "group", "heard"),
    [
        ("fake/stranger", "fake/-1", Audience.PUBLIC),
        ("fake/stranger", "fake/-9", Audience.PUBLIC),
        ("fake/friend", "fake/-1", Audience.FOLLOWERS),
        ("fake/friend", "fake/-9", Audience.FRIENDS),
        ("fake/friend", "fake/-404", Audience.PUBLIC),
        ("fake/owner", "fake/-1", Audience.FOLLOWERS),
        ("fake/owner", "fake/-404", Audience.PUBLIC),
    ],
)
def test_in_a_group_nobody_hears_more_than_all_of_it_may(account: str, group: str, heard: Audience) -> None:
    assert policy.reader(in_group(account, group), READERS) is heard


def test_of_two_names_of_a_group_the_more_public_one_counts() -> None:
    assert policy.reader(in_group("fake/owner", "fake/-1", "fake/-9"), READERS) is Audience.FOLLOWERS
    assert policy.reader(in_group("fake/owner", "fake/-2", "fake/-9"), READERS) is Audience.PUBLIC


@given(
    own=st.sampled_from([None, *Audience]),
    groups=st.dictionaries(st.sampled_from(["fake/-1", "fake/-2"]), st.sampled_from(list(Audience))),
    places=st.sets(st.sampled_from(["fake/-1", "fake/-2", "fake/-3"]), min_size=1),
)
def test_no_group_ever_hears_more_than_its_level(
    own: Audience | None, groups: dict[str, Audience], places: set[str]
) -> None:
    readers = FakeReaders({} if own is None else {"fake/x": own}, groups)
    heard = policy.reader(in_group("fake/x", *sorted(places)), readers)

    assert heard <= (own or Audience.PUBLIC)
    assert all(heard <= groups.get(place, Audience.PUBLIC) for place in places)


COMMUNITY = FakeReaders(
    {"fake/friend": Audience.FRIENDS, "fake/public": Audience.PUBLIC, "fake/owner": Audience.OWNER},
    {"fake/1": Audience.FOLLOWERS, "fake/1/2": Audience.INNER, "fake/1/3": Audience.PUBLIC},
    {"fake/@1": Audience.FOLLOWERS, "fake/@3": Audience.INNER, "fake/@9": Audience.OWNER},
)


@pytest.mark.parametrize(
    ("account", "roles", "heard"),
    [
        ("fake/x", ("fake/@1",), Audience.FOLLOWERS),
        ("fake/x", ("fake/@1", "fake/@3"), Audience.INNER),
        ("fake/x", ("fake/@9",), Audience.INNER),
        ("fake/x", ("fake/@404",), Audience.PUBLIC),
        ("fake/x", (), Audience.PUBLIC),
        ("fake/friend", ("fake/@3",), Audience.FRIENDS),
        ("fake/public", ("fake/@3",), Audience.PUBLIC),
        ("fake/owner", ("fake/@1",), Audience.OWNER),
    ],
)
def test_a_role_counts_for_whom_the_owner_does_not_know_and_makes_nobody_an_owner(
    account: str, roles: tuple[str, ...], heard: Audience
) -> None:
    assert policy.reader(replace(private(account), roles=frozenset(roles)), COMMUNITY) is heard


def test_by_a_role_more_may_be_heard_than_by_none_but_not_less() -> None:
    known = Contact("fake/x", "X", Audience.FOLLOWERS)

    assert (
        policy.reader_there(known, group=False, places=(), readers=COMMUNITY, roles=("fake/@404",))
        is Audience.FOLLOWERS
    )


@pytest.mark.parametrize(
    ("key", "heard"),
    [
        ("fake/1/2", Audience.INNER),
        ("fake/1/2/8", Audience.INNER),
        ("fake/1/3/8", Audience.PUBLIC),
        ("fake/1/4", Audience.FOLLOWERS),
        ("fake/11/2", Audience.PUBLIC),
    ],
)
def test_in_a_server_the_narrowest_place_counts_that_the_owner_gave_a_level(key: str, heard: Audience) -> None:
    assert policy.reader(in_server(key, "fake/@3"), COMMUNITY) is heard


def test_what_a_channel_was_called_before_counts_too() -> None:
    moved = replace(in_server("fake/1/2", "fake/@3"), places=frozenset({"fake/1", "fake/5"}))

    assert policy.reader(moved, COMMUNITY) is Audience.PUBLIC


# When the twin says nothing at all.


def silent(one: Burst, takeover: timedelta = timedelta(hours=1), mode: Mode = Mode.UNSET) -> str | None:
    """Why nothing is said to one who is let in."""
    rules = Rules(frozenset({"everyone"}), takeover=takeover)
    decision = policy.unanswered(one, rules, READERS, Autonomy(mode))
    if decision is None:
        return None
    assert (decision.action, decision.reply.texts, decision.discloses) == (Action.STAY_SILENT, (), False)
    return decision.reason


def ago(**time: float) -> datetime:
    return datetime.now(UTC) - timedelta(**time)


def test_whom_the_owner_did_not_let_in_is_met_with_silence() -> None:
    decision = policy.unanswered(private("fake/stranger"), Rules(), READERS)

    assert decision == Decision(
        Action.STAY_SILENT, Reply(()), "you have not opened the twin to them (TWIN_ADMITS)", kind=Kind.ANSWER
    )


def test_the_twin_stays_out_while_the_owner_is_there() -> None:
    assert silent(burst(owner_wrote_at=None)) is None
    assert silent(burst(owner_wrote_at=ago(seconds=0))) == "you are in this conversation yourself"
    assert silent(burst(owner_wrote_at=ago(minutes=59))) == "you are in this conversation yourself"
    assert silent(burst(owner_wrote_at=ago(minutes=60))) is None
    assert silent(burst(owner_wrote_at=ago(days=400))) is None


def test_nothing_is_said_where_nothing_can_be_said_any_more() -> None:
    assert silent(burst(closed=True)) == "nothing can be said there any more"


def test_the_twin_stays_in_if_the_owner_wants_no_takeover() -> None:
    assert silent(burst(owner_wrote_at=ago(seconds=0)), timedelta(0)) is None


def test_a_clock_that_was_set_back_keeps_nobody_silent() -> None:
    assert silent(burst(owner_wrote_at=ago(seconds=-2))) == "you are in this conversation yourself"
    assert silent(burst(owner_wrote_at=ago(days=-365))) is None


def test_the_time_that_the_owner_wrote_may_be_told_in_any_zone() -> None:
    wrote = ago(minutes=5).astimezone(tz=None)

    assert silent(burst(owner_wrote_at=wrote)) == "you are in this conversation yourself"


@pytest.mark.parametrize("mode", list(Mode))
def test_the_twin_says_nothing_where_it_is_turned_off_and_in_no_other_mode(mode: Mode) -> None:
    assert silent(burst(), mode=mode) == ("you have turned the twin off here" if mode is Mode.OFF else None)


def test_whom_the_owner_did_not_let_in_is_not_told_apart_by_a_mode() -> None:
    decision = policy.unanswered(private("fake/stranger"), Rules(), READERS, Autonomy(Mode.OFF))

    assert decision
    assert decision.reason == "you have not opened the twin to them (TWIN_ADMITS)"


@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.OFF])
def test_what_is_written_where_the_owner_has_taken_over_is_theirs_until_they_give_it_back(mode: Mode) -> None:
    one = burst(taken_over_until=ago(minutes=-5), owner_wrote_at=ago(minutes=5))
    decision = policy.unanswered(one, Rules(frozenset({"everyone"})), READERS, Autonomy(mode))

    assert decision
    assert (decision.action, decision.kind) == (Action.STAY_SILENT, Kind.TAKEOVER)
    assert decision.reason == "you have taken this conversation over"
    assert silent(burst(taken_over_until=ago(seconds=0))) is None


def test_a_clock_that_was_set_back_lets_nobody_keep_a_conversation_for_ever() -> None:
    longest = policy.LONGEST_TAKEOVER

    assert silent(burst(taken_over_until=datetime.now(UTC) + longest - timedelta(minutes=1)))
    assert silent(burst(taken_over_until=datetime.now(UTC) + longest + timedelta(minutes=1))) is None
    assert silent(burst(taken_over_until=datetime.now(UTC) + timedelta(days=60)), takeover=timedelta(days=90))


# How much is said.


def limited(answers: int, notices: int, limit: int = 3, within: timedelta = timedelta(hours=1)) -> Decision | None:
    return policy.over_limit(answers, notices, Limit(limit, within), Says())


def test_as_many_answers_as_the_limit_are_given_and_then_one_notice_and_then_silence() -> None:
    assert limited(2, 0) is None
    reason = "more than 3 answers within 1 hour"
    assert limited(3, 0) == Decision(Action.SEND, Reply(("limit",)), reason, kind=Kind.LIMIT)
    assert limited(3, 1) == Decision(Action.STAY_SILENT, Reply(()), reason, kind=Kind.LIMIT)
    assert limited(300, 2) == Decision(Action.STAY_SILENT, Reply(()), reason, kind=Kind.LIMIT)


def test_a_notice_that_was_given_does_not_keep_anybody_from_being_answered_again() -> None:
    assert limited(2, 1) is None


def test_a_limit_of_none_lets_everything_through() -> None:
    assert limited(10**6, 0, limit=0) is None


@pytest.mark.parametrize(
    ("within", "words"),
    [
        (timedelta(days=1), "1 day"),
        (timedelta(hours=48), "2 days"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=36), "36 hours"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=90), "90 minutes"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(seconds=61), "61 seconds"),
    ],
)
def test_the_time_of_a_limit_is_told_in_words(within: timedelta, words: str) -> None:
    decision = limited(3, 0, within=within)

    assert decision
    assert decision.reason == f"more than 3 answers within {words}"


# What is done about a draft.


def decided(draft: Draft | None, *objections: str, mode: Mode = Mode.UNSET, threshold: float = 0.8) -> Decision:
    verdict = Verdict(tuple(Objection("fake", objection) for objection in objections))
    return policy.decide(draft, verdict, Says(), Autonomy(mode, threshold))


def test_a_draft_that_nobody_objects_to_is_sent() -> None:
    assert decided(DRAFT) == Decision(Action.SEND, Reply(("yes",)), "you said so", DRAFT)


@pytest.mark.parametrize("mode", list(Mode))
def test_no_draft_is_handed_over_in_every_mode(mode: Mode) -> None:
    decision = decided(None, mode=mode)

    assert (decision.action, decision.reply.texts, decision.draft) == (Action.HAND_OVER, ("unknown",), None)
    assert (decision.kind, decision.mode) == (Kind.UNKNOWN, mode)


def test_a_draft_that_was_stopped_waits_and_the_contact_hears_what_they_hear_when_nothing_is_known() -> None:
    decision = decided(DRAFT, "it says 'secret'", "it links to x", "it says 'secret'")

    assert (decision.action, decision.reply, decision.draft) == (Action.HOLD, decided(None).reply, DRAFT)
    assert decision.reason == "the draft was stopped: it says 'secret'; it links to x"
    assert len(decision.verdict.objections) == 3


def test_what_a_model_wrote_waits_and_whether_it_was_stopped_makes_no_difference_to_the_contact() -> None:
    fine, stopped = decided(MODELS), decided(MODELS, "it says 'secret'")

    assert (fine.action, fine.reply.texts, fine.draft) == (Action.HOLD, (), MODELS)
    assert (stopped.action, stopped.reply.texts, stopped.draft) == (Action.HOLD, (), MODELS)


# Drafts of every kind: what a model wrote, what was quoted, and the owner's exact words.
KINDS = [MODELS, DRAFT, replace(DRAFT, writer="script", confidence=1.0)]


@pytest.mark.parametrize("draft", KINDS, ids=["model", "quote", "script"])
def test_in_the_mode_auto_everything_goes_out_that_nobody_objects_to(draft: Draft) -> None:
    fine, stopped = decided(draft, mode=Mode.AUTO), decided(draft, "no", mode=Mode.AUTO)

    assert (fine.action, fine.reply.texts, fine.mode) == (Action.SEND, ("yes",), Mode.AUTO)
    assert (stopped.action, stopped.reply.texts) == (Action.HOLD, ("unknown",))


@pytest.mark.parametrize("draft", KINDS, ids=["model", "quote", "script"])
@pytest.mark.parametrize("objections", [(), ("no",)])
def test_in_the_mode_suggest_every_draft_waits_and_nobody_hears_of_it(draft: Draft, objections: tuple[str]) -> None:
    decision = decided(draft, *objections, mode=Mode.SUGGEST)

    assert (decision.action, decision.reply.texts, decision.draft) == (Action.HOLD, (), draft)
    reason = "the draft was stopped: no" if objections else "you see everything first (mode suggest)"
    assert (decision.reason, decision.mode) == (reason, Mode.SUGGEST)


@pytest.mark.parametrize(
    ("confidence", "threshold", "reason"),
    [
        (0.8, 0.8, None),
        (1.0, 1.0, None),
        (0.0, 0.0, None),
        (0.79, 0.8, "the draft is 79% sure, and 80% is what goes out by itself (mode confident)"),
        (0.7999, 0.8, "the draft is 79% sure, and 80% is what goes out by itself (mode confident)"),
        (0.801, 0.805, "the draft is 80% sure, and 81% is what goes out by itself (mode confident)"),
        (0.0, 0.07, "the draft is 0% sure, and 7% is what goes out by itself (mode confident)"),
        (0.29, 1.0, "the draft is 29% sure, and 100% is what goes out by itself (mode confident)"),
    ],
)
@pytest.mark.parametrize("by_model", [True, False])
def test_in_the_mode_confident_what_is_not_sure_enough_waits(
    confidence: float, threshold: float, reason: str | None, by_model: bool
) -> None:
    draft = replace(DRAFT, confidence=confidence, by_model=by_model)
    decision = decided(draft, mode=Mode.CONFIDENT, threshold=threshold)

    sent = (Action.SEND, ("yes",), "you said so")
    held = (Action.HOLD, (), reason)
    assert (decision.action, decision.reply.texts, decision.reason) == (held if reason else sent)


@pytest.mark.parametrize("confidence", [0.1, 1.0])
def test_in_the_mode_confident_nobody_hears_that_a_draft_was_stopped(confidence: float) -> None:
    decision = decided(replace(DRAFT, confidence=confidence), "no", mode=Mode.CONFIDENT)

    assert (decision.action, decision.reply.texts) == (Action.HOLD, ())


def test_nothing_goes_out_where_the_twin_is_turned_off() -> None:
    assert decided(DRAFT, mode=Mode.OFF).action is Action.HOLD
    assert decided(DRAFT, "no", mode=Mode.OFF).reply.texts == ()


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("reader", list(Audience))
def test_the_owner_alone_is_never_kept_waiting(mode: Mode, reader: Audience) -> None:
    chosen = policy.autonomy_for(reader, Autonomy(mode, 0.7))

    assert chosen.mode is (Mode.AUTO if reader is Audience.OWNER else mode)


# What the owner chooses while an answer is made.


@pytest.mark.parametrize("discloses", [True, False])
def test_a_decision_is_made_anew_by_what_the_owner_has_chosen_since(discloses: bool) -> None:
    usage = (Usage("m", 1, 2),)
    made = replace(decided(DRAFT, mode=Mode.AUTO), usage=usage, alert="spent", alert_kind="budget")
    made = policy.disclosing(made, "machine") if discloses else made

    decision = policy.anew(made, Says(), Autonomy(Mode.SUGGEST))

    assert (decision.action, decision.draft, decision.mode) == (Action.HOLD, DRAFT, Mode.SUGGEST)
    assert (decision.reply.texts, decision.discloses) == (("machine",) if discloses else (), discloses)
    assert (decision.usage, decision.alert, decision.alert_kind) == (usage, "spent", "budget")
    assert policy.anew(decision, Says(), Autonomy(Mode.AUTO)) == replace(made, mode=Mode.AUTO)


def test_what_is_no_draft_stays_what_it_is() -> None:
    for decision in (policy.small_talk(), decided(None), policy.in_danger(DRAFT)):
        assert policy.anew(decision, Says(), Autonomy(Mode.SUGGEST)) == replace(decision, mode=Mode.SUGGEST)


def test_silence_in_place_of_a_decision_counts_what_that_took() -> None:
    drafting, deciding = Usage("m", 1, 2), Usage("n", 3, 4)
    made = replace(decided(replace(DRAFT, usage=(drafting,))), usage=(deciding,), alert="x", alert_kind="key")

    decision = policy.silenced(made, policy.small_talk())

    assert (decision.action, decision.reply.texts, decision.draft) == (Action.STAY_SILENT, (), None)
    assert decision.usage == (deciding, drafting)
    assert (decision.kind, decision.reason, decision.alert) == (Kind.ANSWER, "it asks for nothing", "x")


def test_who_may_be_in_danger_is_told_to_the_owner_where_the_twin_is_silent() -> None:
    decision = policy.silenced(policy.in_danger(DRAFT), policy.small_talk())

    assert (decision.action, decision.reply.texts, decision.draft) == (Action.STAY_SILENT, (), None)
    assert (decision.kind, decision.alert_kind) == (Kind.DANGER, "danger")
    assert decision.reason == "somebody may be in danger: you said so; it asks for nothing"


def test_somebody_in_danger_gets_the_fixed_answer_and_the_owner_an_alert_that_quotes_nobody() -> None:
    decision = policy.in_danger(Draft(("call 112",), 1.0, "distress", "it tells of self-harm"))

    assert (decision.action, decision.reply.texts, decision.kind) == (Action.HAND_OVER, ("call 112",), Kind.DANGER)
    assert (decision.alert_kind, "self-harm" in decision.alert) == ("danger", True)


# Questions that nobody asked the twin.

UNASKED = burst(unasked=True)
TOOK = Usage("m", 1, 2)


def offered(decision: Decision, one: Burst = UNASKED, offer_from: float = 0.7) -> Decision:
    return policy.offered(decision, one, Rules(offer_from=offer_from))


def test_what_the_twin_was_asked_is_left_as_it_is() -> None:
    for decision in (decided(None), decided(DRAFT, "no"), policy.failed("x", Says(error="sorry"))):
        assert offered(decision, burst()) is decision


@pytest.mark.parametrize(("offer_from", "said"), [(0.9, ("yes",)), (0.0, ("yes",)), (0.91, ()), (1.0, ())])
def test_nobody_asked_but_it_is_sure_enough(offer_from: float, said: tuple[str, ...]) -> None:
    decision = offered(decided(DRAFT, mode=Mode.AUTO), offer_from=offer_from)

    assert decision.reply.texts == said
    assert (decision.action is Action.SEND) == bool(said)
    assert decision.mode is Mode.AUTO


def test_what_is_sure_is_said_together_with_what_the_twin_is() -> None:
    made = policy.disclosing(decided(DRAFT), "machine")

    assert offered(made) is made


@pytest.mark.parametrize("mode", [Mode.SUGGEST, Mode.CONFIDENT])
def test_what_waits_for_the_owner_waits_without_a_word(mode: Mode) -> None:
    made = policy.disclosing(decided(DRAFT, mode=mode, threshold=0.95), "machine")

    decision = offered(made)

    assert (decision.action, decision.reply.texts, decision.discloses) == (Action.HOLD, (), False)
    assert (decision.draft, decision.mode, decision.kind) == (DRAFT, mode, Kind.ANSWER)
    assert "AI" not in decision.reason


@pytest.mark.parametrize("discloses", [True, False])
@pytest.mark.parametrize(
    "make",
    [
        lambda: decided(None),
        lambda: decided(DRAFT, "no"),
        lambda: decided(DRAFT, "no", mode=Mode.SUGGEST),
        lambda: decided(replace(DRAFT, confidence=0.69)),
        lambda: policy.kept_by_owner("refund", Says()),
        lambda: policy.unseen("photo", Says()),
        lambda: policy.called_for_owner(Says()),
        lambda: policy.failed("x", Says(error="sorry")),
    ],
    ids=["unknown", "stopped", "stopped and unheard", "not sure", "topic", "photo", "human", "error"],
)
def test_nobody_asked_and_it_is_not_sure_so_nothing_is_said_and_nothing_waits(
    make: Callable[[], Decision], discloses: bool
) -> None:
    made = replace(make(), usage=(TOOK,), alert="spent", alert_kind="budget")

    decision = offered(policy.disclosing(made, "machine") if discloses else made)

    assert (decision.action, decision.reply.texts, decision.draft) == (Action.STAY_SILENT, (), None)
    assert (decision.kind, decision.discloses) == (Kind.ANSWER, False)
    assert decision.reason == "nobody asked the twin, and it is not sure enough"
    assert (decision.usage, decision.alert, decision.alert_kind) == ((TOOK,), "spent", "budget")


def test_what_was_silent_stays_so_for_its_own_reason_and_waits_for_nobody() -> None:
    assert offered(policy.small_talk()) == policy.small_talk()
    assert offered(policy.disclosing(policy.small_talk(), "machine")).reply.texts == ()
    taken = policy.unanswered(burst(taken_over_until=ago(minutes=-5)), Rules(frozenset({"everyone"})), READERS)
    assert taken
    assert offered(taken) == replace(taken, kind=Kind.ANSWER)


@pytest.mark.parametrize("notices", [0, 1])
def test_nobody_asked_so_nobody_is_told_of_a_limit(notices: int) -> None:
    limit = limited(3, notices)
    assert limit
    decision = offered(policy.disclosing(limit, "machine") if notices else limit)

    assert (decision.action, decision.reply.texts, decision.kind) == (Action.STAY_SILENT, (), Kind.LIMIT)
    assert decision.reason == limit.reason


@pytest.mark.parametrize(
    "danger", [policy.in_danger(DRAFT), policy.silenced(policy.in_danger(DRAFT), policy.small_talk())]
)
def test_somebody_in_danger_need_not_have_asked(danger: Decision) -> None:
    assert offered(danger) is danger


def test_what_the_owner_had_a_draft_for_waits_for_them_still() -> None:
    decision = offered(decided(None), burst(unasked=True, redone=True))

    assert (decision.action, decision.kind, decision.reply.texts) == (Action.HAND_OVER, Kind.OWNER, ())
    assert offered(decided(DRAFT), burst(unasked=True, redone=True)).action is Action.SEND


# What models may take.


@pytest.mark.parametrize(
    ("past", "budgets", "named"),
    [
        (spent(100), Budgets(Budget(tokens=100), Budget()), "100 tokens, TWIN_DAY_BUDGET"),
        (spent(0, dollars=2.0), Budgets(Budget(dollars=2.0), Budget()), "$2, TWIN_DAY_BUDGET"),
        (spent(0, contact=7), Budgets(Budget(tokens=100), Budget(tokens=7)), "7 tokens, TWIN_CONTACT_BUDGET"),
        (spent(99, dollars=9.0), Budgets(Budget(tokens=100), Budget()), None),
        (spent(10**9, dollars=9.0, contact=10**9), policy.NO_BUDGETS, None),
    ],
)
def test_a_budget_that_is_spent_is_named(past: Past, budgets: Budgets, named: str | None) -> None:
    found = policy.over_budget(past, budgets, datetime(2026, 1, 2, 12, tzinfo=UTC))

    assert (found is None) == (named is None)
    assert named is None or (found is not None and named in found and "2026-01-02" in found)


def test_a_topic_of_the_owner_is_handed_over() -> None:
    decision = policy.kept_by_owner("refund", Says())

    assert (decision.action, decision.reply.texts, decision.kind) == (Action.HAND_OVER, ("owner's",), Kind.OWNER)
    assert decision.reason == "you keep the topic 'refund' for yourself"


def test_small_talk_is_met_with_silence() -> None:
    assert policy.small_talk().action is Action.STAY_SILENT
    assert policy.small_talk().reply.texts == ()


@pytest.mark.parametrize("attachment", ["sticker", "animation"])
def test_pictures_that_stand_for_small_talk_are_met_with_silence(attachment: str) -> None:
    assert policy.unseen(attachment, Says()) == policy.small_talk()


def test_what_the_twin_cannot_look_at_is_handed_over() -> None:
    decision = policy.unseen("photo", Says())

    assert (decision.action, decision.reply.texts, decision.kind) == (Action.HAND_OVER, ("unknown",), Kind.OWNER)
    assert decision.reason == "the twin cannot read this: photo"


def test_whoever_wants_the_owner_is_handed_over() -> None:
    decision = policy.called_for_owner(Says())

    assert (decision.action, decision.reply.texts, decision.kind) == (Action.HAND_OVER, ("owner's",), Kind.OWNER)


@pytest.mark.parametrize(("sentence", "texts"), [("", ()), ("sorry", ("sorry",))])
def test_an_error_is_told_to_the_owner_and_to_the_contact_only_the_sentence_for_it(
    sentence: str, texts: tuple[str, ...]
) -> None:
    decision = policy.failed("disk 7 is on fire", Says(error=sentence))

    assert (decision.action, decision.reply.texts, decision.kind) == (Action.HAND_OVER, texts, Kind.ERROR)
    assert decision.reason == "something went wrong: disk 7 is on fire"


# What is told beside it.


def test_silence_that_discloses_is_sent() -> None:
    decision = policy.disclosing(policy.small_talk(), "machine")

    assert (decision.action, decision.reply.texts, decision.discloses) == (Action.SEND, ("machine",), True)


def test_what_is_handed_over_stays_so_when_it_discloses() -> None:
    decision = policy.disclosing(policy.kept_by_owner("refund", Says()), "machine")

    assert (decision.action, decision.reply.texts) == (Action.HAND_OVER, ("machine", "owner's"))
    assert decision.reason == "it says that it is an AI; you keep the topic 'refund' for yourself"


@pytest.mark.parametrize(
    "make",
    [
        lambda: decided(DRAFT),
        lambda: decided(DRAFT, "no"),
        lambda: policy.in_danger(DRAFT),
        lambda: policy.failed("x", Says(error="sorry")),
        lambda: limited(3, 0),
    ],
    ids=["answer", "stopped", "danger", "error", "limit"],
)
def test_a_disclosing_decision_stays_what_it_is(make: Callable[[], Decision]) -> None:
    before = make()
    decision = policy.disclosing(before, "machine")

    assert decision.reply.texts == ("machine", *before.reply.texts)
    assert (decision.action, decision.draft, decision.kind) == (before.action, before.draft, before.kind)
    assert (decision.verdict, decision.usage, decision.alert) == (before.verdict, before.usage, before.alert)
