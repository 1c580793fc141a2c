"""owner.toml: what it says, what is wrong in it and where, and how it is first written."""

import tomllib
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from persona.owner_file.lines import KeyPath, line_of, lines_of
from persona.owner_file.says_ai import says_it_is_an_ai
from persona.owner_file.shape import OwnerFile
from persona.phrases import Wording, stands_in
from persona.profile import (
    Answers,
    KnownContact,
    KnownDesk,
    KnownGroup,
    KnownRole,
    KnownVoice,
    Profile,
    Scripted,
    load,
    write_new,
)
from persona.sentences import SENTENCES, Sentences
from twin.errors import ProfileError
from twin.knowledge import Audience

EXAMPLE = Path(__file__).parents[1] / "examples" / "owner.toml"
Read = Callable[[str], Profile]
Refusal = Callable[[str], list[str]]

FULL = """\
name = " Mira Solano "
aliases = ["mira", "@mira_s"]
accounts = ["telegram/99", " irc/Mira#1 "]
twin_name = "Mira's twin"
bio = "I repair bicycles."
languages = ["EN", "de"]
links = ["https://mira.example.com"]
hosts = [" Example.org "]
contact_data = ["14 Tannery Lane "]
instructions = ["Short sentences."]
never_say = ["life hack"]
owner_topics = ["sponsorship"]
[audiences]
followers = "Fans"
[sentences]
disclosure = "Hello, {twin} here, an AI. {owner} is out. {"
error = "{twin} stumbled."
[[scripted]]
when = ["do you ship"]
answer = '''
No.
  Nothing.'''
[[scripted]]
when = ["where are you"]
answer = "At home."
audience = "FANS"
[[contacts]]
name = "Jonas"
audience = "friends"
accounts = ["telegram/4711", "email/jonas@example.com"]
[[contacts]]
name = "Ελένη ΣΑΣ"
audience = "fans"
[[groups]]
account = "telegram/-100123"
name = "Thursday workshop"
audience = "FANS"
[[groups]]
account = " discord/1234"
[[groups]]
account = "discord/1234/5"
audience = "friends"
[[roles]]
account = " discord/@7 "
name = "Patrons "
audience = "Fans"
[[roles]]
account = "discord/@8"
audience = "inner"
[[desks]]
account = " discord/1234/6"
name = "The bench"
roles = ["discord/@8 ", "discord/@9"]
[[desks]]
account = "discord/1234/5"
roles = ["discord/@8"]
[voice]
speaks = [" Asked", "friends", "telegram/4711 ", "discord/8"]
longest = 300
announce = " An artificial voice of {owner}. "
[voice.pronounce]
Hlin = "Hleen"
"C++ " = " see plus plus"
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def from_text(text: str) -> Profile:
        path = tmp_path / "owner.toml"
        path.write_text(text, encoding="utf-8")
        return load(path)

    return from_text


@pytest.fixture
def refusal(read: Read) -> Refusal:
    def lines(text: str) -> list[str]:
        with pytest.raises(ProfileError) as caught:
            read(text)
        return str(caught.value).split("\n")

    return lines


# ---------------------------------------------------------------- what it says


def test_the_example() -> None:
    profile = load(EXAMPLE)
    assert profile.name == "Mira Solano"
    assert profile.contact("jonas") == KnownContact("Jonas", Audience.FRIENDS)
    assert len(profile.scripted) == 5


def test_everything(read: Read) -> None:
    usual = SENTENCES["en"]
    profile = read(FULL)
    assert profile == Profile(
        name="Mira Solano",
        aliases=("mira", "@mira_s"),
        accounts=("telegram/99", "irc/Mira#1"),
        twin_name="Mira's twin",
        bio="I repair bicycles.",
        languages=("en", "de"),
        links=("https://mira.example.com",),
        hosts=("example.org",),
        contact_data=("14 Tannery Lane",),
        instructions=("Short sentences.",),
        never_say=("life hack",),
        owner_topics=("sponsorship",),
        audience_names=("public", "Fans", "friends", "inner", "owner"),
        sentences=Sentences(
            disclosure="Hello, Mira's twin here, an AI. Mira Solano is out. {",
            unknown=usual.unknown.format(owner="Mira Solano"),
            owner_topic=usual.owner_topic.format(owner="Mira Solano"),
            limit=usual.limit,
            late=usual.late.format(owner="Mira Solano"),
            dated_document=usual.dated_document,
            undated_document=usual.undated_document,
            dated_reply=usual.dated_reply,
            error="Mira's twin stumbled.",
        ),
        scripted=(
            Scripted(("do you ship",), "No.\n  Nothing.", Audience.PUBLIC),
            Scripted(("where are you",), "At home.", Audience.FOLLOWERS),
        ),
        contacts=(
            KnownContact("Jonas", Audience.FRIENDS, ("telegram/4711", "email/jonas@example.com")),
            KnownContact("Ελένη ΣΑΣ", Audience.FOLLOWERS),
        ),
        groups=(
            KnownGroup("telegram/-100123", "Thursday workshop", Audience.FOLLOWERS),
            KnownGroup("discord/1234", "", Audience.PUBLIC),
            KnownGroup("discord/1234/5", "", Audience.FRIENDS),
        ),
        known_roles=(
            KnownRole("discord/@7", "Patrons", Audience.FOLLOWERS),
            KnownRole("discord/@8", "", Audience.INNER),
        ),
        known_desks=(
            KnownDesk("discord/1234/6", ("discord/@8", "discord/@9")),
            KnownDesk("discord/1234/5", ("discord/@8",)),
        ),
        voice=KnownVoice(
            asked=True,
            mirrored=False,
            audiences=frozenset({Audience.FRIENDS, Audience.INNER, Audience.OWNER}),
            accounts=frozenset({"telegram/4711", "discord/8"}),
            longest=300,
            announce="An artificial voice of Mira Solano.",
            pronounce={"Hlin": "Hleen", "C++": "see plus plus"},
        ),
    )
    assert isinstance(hash(profile), int)


def test_a_name_is_enough(read: Read) -> None:
    profile = read('name = "Mira Solano"')
    assert profile.twin_name == "Mira's twin"
    assert profile.languages == ("en",)
    assert profile.sentences.disclosure.startswith("Hi! I am Mira's twin, an AI")
    assert profile.audience_names == ("public", "followers", "friends", "inner", "owner")
    assert (profile.accounts, profile.contacts, profile.groups) == ((), (), ())
    assert (profile.roles, profile.desks) == (frozenset(), {})
    assert profile.voice == KnownVoice(
        asked=True, mirrored=True, audiences=frozenset(), accounts=frozenset(), longest=800, announce="", pronounce={}
    )


EVERYBODY = frozenset(Audience)
NOBODY: frozenset[Audience] = frozenset()
FANS = 'name = "Mira"\n[audiences]\nfollowers = "Everyone"\n'


@pytest.mark.parametrize(
    ("text", "asked", "mirrored", "audiences"),
    [
        ("speaks = []", False, False, NOBODY),
        ('speaks = ["never"]', False, False, NOBODY),
        ('speaks = ["MIRRORED"]', False, True, NOBODY),
        ('speaks = ["everyone", "inner"]', False, False, EVERYBODY),
        ('speaks = ["public"]', False, False, EVERYBODY),
        ('speaks = ["inner", "asked", "owner"]', True, False, frozenset({Audience.INNER, Audience.OWNER})),
        ('speaks = ["telegram/1"]', False, False, NOBODY),
    ],
)
def test_who_gets_a_voice_message(
    read: Read, text: str, asked: bool, mirrored: bool, audiences: frozenset[Audience]
) -> None:
    voice = read(f"{NAME}[voice]\n{text}").voice
    assert (voice.asked, voice.mirrored, voice.audiences) == (asked, mirrored, audiences)


def test_an_audience_that_is_called_like_a_word_of_ours_is_meant(read: Read) -> None:
    assert read(f'{FANS}[voice]\nspeaks = ["everyone"]').voice.audiences == EVERYBODY - {Audience.PUBLIC}


def test_an_announcement_of_nothing_is_none(read: Read) -> None:
    assert read(f'{NAME}[voice]\nannounce = " \u200b"').voice.announce == ""


def test_names_are_not_filled_in_twice(read: Read) -> None:
    profile = read('name = "{twin}"\ntwin_name = "{owner} {date}"\n[sentences]\ndisclosure = "AI {twin} of {owner}"')
    assert profile.sentences.disclosure == "AI {owner} {date} of {twin}"


def test_audiences_by_name(read: Read) -> None:
    profile = read(FULL)
    assert [profile.audience(name) for name in ("fans", "FOLLOWERS", " Inner", "owner")] == [1, 1, 3, 4]
    with pytest.raises(ProfileError) as caught:
        profile.audience("fanz")
    assert str(caught.value) == (
        "The audience 'fanz' is not one of public, followers (Fans), friends, inner, owner. Did you mean 'fans'?"
    )


def test_contacts_by_name(read: Read) -> None:
    profile = read(FULL)
    assert profile.contact(" JONAS ") == profile.contacts[0]
    assert profile.contact("ελένη σας") == profile.contacts[1]
    assert profile.contact("Jona") is None


@pytest.mark.parametrize(
    ("account", "audience"),
    [
        ("telegram/99", Audience.OWNER),
        ("irc/Mira#1", Audience.OWNER),
        ("telegram/4711", Audience.FRIENDS),
        ("email/jonas@example.com", Audience.FRIENDS),
        ("telegram/471", None),
        ("telegram/47110", None),
        ("discord/4711", None),
        ("4711", None),
        ("", None),
        ("Jonas", None),
        # Platforms may tell accounts apart by their case alone.
        ("irc/mira#1", None),
        ("Telegram/4711", None),
        (" telegram/4711", None),
        # What may be said in a group says nothing about who writes.
        ("telegram/-100123", None),
    ],
)
def test_who_writes_is_known_by_the_account(read: Read, account: str, audience: Audience | None) -> None:
    assert read(FULL).audience_of(account) == audience


@pytest.mark.parametrize(
    ("place", "audience"),
    [
        ("telegram/-100123", Audience.FOLLOWERS),
        ("telegram/-100123/7", Audience.FOLLOWERS),
        ("telegram/-100124", Audience.PUBLIC),
        ("telegram/-1001234", Audience.PUBLIC),
        ("telegram/99", Audience.PUBLIC),
        ("discord/1234", Audience.PUBLIC),
        ("discord/1234/5", Audience.FRIENDS),
        ("discord/1234/5/77", Audience.FRIENDS),
        ("discord/1234/55", Audience.PUBLIC),
        ("discord/5", Audience.PUBLIC),
        ("discord/1234/77/5", Audience.PUBLIC),
    ],
)
def test_what_may_be_said_in_a_group(read: Read, place: str, audience: Audience) -> None:
    assert read(FULL).group_audience(place) is audience


def test_a_channel_may_hear_less_than_its_server(read: Read) -> None:
    server = '[[groups]]\naccount = "discord/1"\naudience = "friends"\n'
    profile = read(f'{NAME}{server}[[groups]]\naccount = "discord/1/2"\naudience = "public"')

    assert [profile.group_audience(f"discord/1{part}") for part in ("", "/3", "/2", "/2/9")] == [2, 2, 0, 0]


def test_what_a_role_may_hear(read: Read) -> None:
    profile = read(FULL)

    assert profile.roles == {"discord/@7", "discord/@8"}
    assert [profile.role_audience(role) for role in ("discord/@7", "discord/@8")] == [1, 3]
    # Who only decides at a desk hears nothing for it, and a role is no account.
    assert profile.role_audience("discord/@9") is None
    assert profile.role_audience("discord/7") is None
    assert profile.audience_of("discord/@7") is None


def test_where_moderators_decide(read: Read) -> None:
    assert read(FULL).desks == {
        "discord/1234/6": ("discord/@8", "discord/@9"),
        "discord/1234/5": ("discord/@8",),
    }


def test_what_each_reader_is_told(read: Read) -> None:
    public, fans = (read(FULL).said_to(level) for level in (Audience.PUBLIC, Audience.FOLLOWERS))
    assert {"Mira Solano", "Mira's twin", "I repair bicycles.", "https://mira.example.com", "14 Tannery Lane"} < {
        *public
    }
    assert "An artificial voice of Mira Solano." in public
    assert {"Mira's twin stumbled.", "Hello, Mira's twin here, an AI. Mira Solano is out. {"} < {*public}
    assert "No.\n  Nothing." in public
    assert {*fans} - {*public} == {"At home."}


def test_whom_and_what_the_owner_listed_is_for_them_alone(read: Read) -> None:
    kept = {"telegram/4711", "telegram/-100123", "discord/1234/5", "discord/@7", "discord/1234/6", "discord/8"}

    assert kept <= {*read(FULL).kept_from(Audience.INNER)}
    assert read(FULL).kept_from(Audience.OWNER) == ()


def test_the_hosts_that_may_be_linked_to(read: Read) -> None:
    assert read(FULL).linked_hosts == {"example.org", "mira.example.com"}


def test_what_about_says(read: Read) -> None:
    links = '["https://mira.example.com", " https://bread.example.com "]'
    said = 'disclosure = "{twin}, an AI."'
    full = read(f'name = "Mira"\nbio = "\\nI repair.\\nI bake.\\n"\nlinks = {links}\n[sentences]\n{said}')
    assert full.about == (
        "Mira's twin, an AI.\n\nI repair.\nI bake.\n\nhttps://mira.example.com\nhttps://bread.example.com"
    )
    assert read(f'name = "Mira"\nbio = " "\n[sentences]\n{said}').about == "Mira's twin, an AI."


@pytest.mark.parametrize("silence", ["", " ", "\u200b"])
def test_an_error_is_silence_unless_the_owner_writes_it(read: Read, silence: str) -> None:
    assert read('name = "Mira"').sentences.error == ""
    assert read(f'name = "Mira"\n[sentences]\nerror = "{silence}"').sentences.error == ""
    assert read('name = "Mira"\n[sentences]\nerror = "Ask {owner}."').sentences.error == "Ask Mira."


def test_what_is_said_when_the_owner_is_late_is_theirs_to_choose(read: Read) -> None:
    assert read('name = "Mira"').sentences.late == "Mira has not got to this yet. It stays on the list."
    assert read('name = "Mira"\n[sentences]\nlate = "{owner} is slow."').sentences.late == "Mira is slow."


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_every_language_says_who_is_late_and_promises_nothing(read: Read, language: str) -> None:
    late = read(f'name = "Mira"\nlanguages = ["{language}"]').sentences.late
    assert "Mira" in late
    assert "{" not in late
    assert not any(sign in late for sign in "?!")


@pytest.mark.parametrize("text", ["\ufeff" + FULL, FULL.replace("\n", "\r\n")])
def test_as_windows_saves_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "owner.toml").write_bytes(text.encode())
    assert load(tmp_path / "owner.toml").scripted[0].answer == "No.\n  Nothing."


def test_a_language_of_ones_own(read: Read, refusal: Refusal) -> None:
    text = 'name = "Åsa"\nlanguages = ["sv"]\n[sentences]\n'
    own = {field.name: "AI {date}" if field.name.startswith("dated") else "AI" for field in fields(Sentences)}
    lines = [f'{name} = "{sentence}"' for name, sentence in own.items()]
    assert asdict(read(text + "\n".join(lines)).sentences) == own
    assert asdict(read(text + "\n".join(lines[:-1])).sentences) == own | {"error": ""}
    (line,) = refusal(text + "\n".join(lines[1:]))
    assert line.startswith(
        "owner.toml, line 2: language 'sv' has no sentences here: write disclosure under [sentences]"
    )


def test_the_keys_are_those_of_the_sentences() -> None:
    table = OwnerFile.model_fields["sentences"].annotation
    assert isinstance(table, type)
    assert [field.name for field in fields(Sentences)] == list(table.__annotations__)


# ---------------------------------------------------------------- what is wrong

NAME = 'name = "Mira Solano"\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "line 1: name is missing."),
        ("name = 3", "line 1: name must be a text, between quotation marks."),
        ('name = " "', "line 1: name is empty."),
        (f'name = "{"a" * 101}"', "line 1: name has 101 characters: a name may have 100."),
        (
            '\nname = "Mi\\nra"',
            "line 2: name 'Mi ra' holds a line break or another invisible sign: type it again.",
        ),
        (
            'name = "Mi\\u202era"',
            "line 1: name 'Mi ra' holds a line break or another invisible sign: type it again.",
        ),
        (NAME + 'alliases = ["x"]', "line 2: 'alliases' is not a key here. Did you mean 'aliases'?"),
        (NAME + "bio = 3", "line 2: bio must be a text, between quotation marks."),
        (NAME + 'aliases = ["a",\n  3]', "line 3: entry 2 of aliases must be a text, between quotation marks."),
        (NAME + 'links = "https://a.b"', 'line 2: links must be a list, in square brackets: links = ["…", "…"]'),
        (NAME + 'aliases = [\n"ok",\n""]', "line 4: entry 2 of aliases is empty."),
        (
            NAME + 'twin_name = "mira  solano"',
            "line 2: twin_name 'mira solano' is your own name: give the twin one that tells it from you.",
        ),
        (NAME + "languages = []", "line 2: languages must have at least one entry."),
        (
            NAME + 'languages = ["pt-BR"]',
            "line 2: language 'pt-BR' is not a code of two letters, such as 'en' or 'de'. Did you mean 'pt'?",
        ),
        (
            NAME + 'links = ["mira.example.com"]',
            (
                "line 2: link 'mira.example.com' is not an address that begins with https:// or http://. "
                "Did you mean 'https://mira.example.com'?"
            ),
        ),
        (
            NAME + 'links = ["https://"]',
            "line 2: link 'https://' is not an address that begins with https:// or http://.",
        ),
        (
            NAME + 'links = ["http://[x"]',
            "line 2: link 'http://[x' is not an address that begins with https:// or http://.",
        ),
        (NAME + 'contact_data = [" "]', "line 2: entry 1 of contact_data is empty."),
        (
            NAME + 'hosts = ["https://example.org/a"]',
            (
                "line 2: host 'https://example.org/a' is not the name of a host, such as 'example.org'. "
                "Did you mean 'example.org'?"
            ),
        ),
        (
            NAME + 'hosts = ["example.org/a"]',
            (
                "line 2: host 'example.org/a' is not the name of a host, such as 'example.org'. "
                "Did you mean 'example.org'?"
            ),
        ),
        (NAME + 'hosts = ["localhost"]', "line 2: host 'localhost' is not the name of a host, such as 'example.org'."),
        (NAME + 'hosts = ["a b.org"]', "line 2: host 'a b.org' is not the name of a host, such as 'example.org'."),
        (NAME + 'hosts = ["10.0.0.1"]', "line 2: host '10.0.0.1' is not the name of a host, such as 'example.org'."),
        (NAME + 'hosts = [" "]', "line 2: entry 1 of hosts is empty."),
        (
            NAME + 'bio = "Two hacks a day."\nnever_say = ["hack"]',
            "line 3: never_say 'hack' stands in your bio, 'Two hacks a day.': change one of the two.",
        ),
        (
            NAME + 'contact_data = ["crypto@example.org"]\nnever_say = ["crypto"]',
            ("line 3: never_say 'crypto' stands in your contact_data, 'crypto@example.org': change one of the two."),
        ),
        (NAME + 'never_say = [\n "a",\n " \u200b"]', "line 4: entry 2 of never_say is empty."),
        (NAME + 'instructions = [""]', "line 2: entry 1 of instructions is empty."),
        (NAME + 'owner_topics = [""]', "line 2: entry 1 of owner_topics is empty."),
        (
            NAME + 'never_say = ["No\tPAIN"]\n[[scripted]]\nwhen = ["x"]\nanswer = "no pain, no gain"',
            (
                "line 2: never_say 'No PAIN' stands in the answer of [[scripted]] 1, 'no pain, no gain': "
                "change one of the two."
            ),
        ),
        (
            NAME + 'never_say = ["bench"]\n[sentences]\nunknown = "On the bench."',
            "line 2: never_say 'bench' stands in your own sentence unknown, 'On the bench.': change one of the two.",
        ),
        (
            NAME + 'never_say = ["in person"]',
            (
                "line 2: never_say 'in person' stands in the usual sentence owner_topic, "
                "'That is something for Mira Solano in person. I have passed…': change one of the two."
            ),
        ),
        (NAME + '[audiences]\nfiends = "x"', "line 3: [audiences] 'fiends' is not a key here. Did you mean 'friends'?"),
        (NAME + '[audiences]\ninner = ""', "line 3: [audiences] inner is empty."),
        (
            NAME + '[audiences]\nfriends = "x"\ninner = "X"',
            "line 4: [audiences] inner and friends are both called 'X'.",
        ),
        (
            NAME + '[audiences]\nfriends = "Inner"',
            "line 3: [audiences] friends is called 'Inner', which is the name of another audience.",
        ),
        (NAME + '[sentences]\nunknown = ""', "line 3: [sentences] unknown is empty."),
        (
            NAME + "[sentences]\nlanguages = ['en']",
            (
                "line 3: [sentences] languages does not belong here. "
                "Move it up, above the first line that begins with '['."
            ),
        ),
        (
            NAME + '[sentences]\ndisclosure = "I am Mira, in person."',
            (
                "line 3: [sentences] disclosure does not say that the twin is an AI: everybody must be told, "
                "with a word such as 'AI', 'bot' or 'artificial' in your first language."
            ),
        ),
        (
            NAME + '[sentences]\nunknown = "Ask {name}."',
            "line 3: [sentences] unknown: nothing is known to fill in for {name}, only for {twin} and {owner}.",
        ),
        (
            NAME + '[sentences]\ndated_reply = "Once."',
            "line 3: [sentences] dated_reply must hold {date}, where the date is filled in.",
        ),
        (
            NAME + "sentences = 3",
            (
                "line 2: sentences must be a table that begins with [sentences] and has disclosure, unknown, "
                "owner_topic, limit, late, dated_document, undated_document, dated_reply, error."
            ),
        ),
        (NAME + '[[scripted]]\nwhen = ["a"]', "line 2: [[scripted]] 1: answer is missing."),
        (NAME + '[[scripted]]\nwhen = []\nanswer = "a"', "line 3: [[scripted]] 1: when must have at least one entry."),
        (NAME + '[[scripted]]\nwhen = [""]\nanswer = "a"', "line 3: [[scripted]] 1: entry 1 of when is empty."),
        (NAME + '[[scripted]]\nwhen = ["a"]\nanswer = " "', "line 4: [[scripted]] 1: answer is empty."),
        (
            NAME + '[[scripted]]\nwhen = ["a"]\nanswer = "a"\naudience = "all"',
            "line 5: [[scripted]] 1: audience 'all' is not one of public, followers, friends, inner, owner.",
        ),
        (
            NAME + '[contacts]\nname = "x"',
            "line 2: contacts must begin with [[contacts]], in double square brackets, once for each.",
        ),
        (
            NAME + 'contacts = [\n"Jonas"]',
            "line 3: [[contacts]] 1: must be a table that begins with [[contacts]] and has name, audience, accounts.",
        ),
        (NAME + '[[contacts]]\nname = "x"', "line 2: [[contacts]] 1: audience is missing."),
        (
            NAME + '[[contacts]]\nname = "x"\naudience = "inner"\n[[contacts]]\nname = "y"\naudience = "freinds"',
            (
                "line 7: [[contacts]] 2: audience 'freinds' is not one of public, followers, friends, inner. "
                "Did you mean 'friends'?"
            ),
        ),
        (
            NAME + 'audiences.owner = "me"\n[[contacts]]\nname = "x"\naudience = "ME"',
            "line 5: [[contacts]] 1: audience 'ME' is only for you: nobody else hears everything.",
        ),
        (
            NAME + '[[contacts]]\nname = "x"\naudience = "inner"\n[[contacts]]\nname = "X"\naudience = "inner"',
            "line 6: [[contacts]] 2: name 'X' is already that of [[contacts]] 1.",
        ),
        (
            NAME + 'aliases = ["@mira_s"]\n[[contacts]]\nname = "@Mira_S"\naudience = "inner"',
            "line 4: [[contacts]] 1: name '@Mira_S' is a name of your own.",
        ),
        (
            NAME + '[[contacts]]\nname = "Owner"\naudience = "inner"',
            "line 3: [[contacts]] 1: name 'Owner' is not a contact's: the console uses it. Add a word to it.",
        ),
        (
            NAME + '[[contacts]]\nname = " STRANGER"\naudience = "inner"',
            "line 3: [[contacts]] 1: name 'STRANGER' is not a contact's: the console uses it. Add a word to it.",
        ),
        (NAME + '[sentences]\nlimit = " "', "line 3: [sentences] limit is empty."),
        (NAME + '[sentences]\nlate = " "', "line 3: [sentences] late is empty."),
        (
            NAME + '[sentences]\nlate = "Not by {date}."',
            "line 3: [sentences] late: nothing is known to fill in for {date}, only for {twin} and {owner}.",
        ),
        (
            NAME + '[sentences]\nlimit = "Again on {date}."',
            "line 3: [sentences] limit: nothing is known to fill in for {date}, only for {twin} and {owner}.",
        ),
        (
            NAME + '[sentences]\nerror = "{what}"',
            "line 3: [sentences] error: nothing is known to fill in for {what}, only for {twin} and {owner}.",
        ),
        (NAME + "[sentences]\nerror = 3", "line 3: [sentences] error must be a text, between quotation marks."),
        (
            NAME + 'never_say = ["write again"]',
            (
                "line 2: never_say 'write again' stands in the usual sentence limit, "
                "'That is more than I can answer right now. Please write agai…': change one of the two."
            ),
        ),
        (
            NAME + 'never_say = ["oops"]\n[sentences]\nerror = "Oops!"',
            "line 2: never_say 'oops' stands in your own sentence error, 'Oops!': change one of the two.",
        ),
        (
            NAME + 'bio = "Bikes, no crypto."\nnever_say = ["crypto"]',
            "line 3: never_say 'crypto' stands in your bio, 'Bikes, no crypto.': change one of the two.",
        ),
        (
            NAME + 'accounts = "telegram/99"',
            'line 2: accounts must be a list, in square brackets: accounts = ["…", "…"]',
        ),
        (
            NAME + "accounts = [\n99]",
            "line 3: entry 1 of accounts must be a text, between quotation marks.",
        ),
        (NAME + 'account = "telegram/99"', "line 2: 'account' is not a key here. Did you mean 'accounts'?"),
        *(
            (
                NAME + f'accounts = ["discord/1",\n"{account}"]',
                (
                    f"line 3: account '{shown}' is not a platform's name, a slash and its own id, "
                    f"as in 'telegram/4711'.{hint}"
                ),
            )
            for account, shown, hint in [
                ("", "", ""),
                ("4711", "4711", ""),
                ("@mira_s", "@mira_s", ""),
                ("telegram", "telegram", ""),
                ("telegram/", "telegram/", ""),
                ("/99", "/99", ""),
                ("telegram:99", "telegram:99", ""),
                ("9gag/1", "9gag/1", ""),
                ("discord/1 2", "discord/1 2", ""),
                ("discord/1\\u200b", "discord/1", ""),
                ("discord/1\\n2", "discord/1 2", ""),
                ("Telegram/99", "Telegram/99", " Did you mean 'telegram/99'?"),
                ("discord / 99", "discord / 99", " Did you mean 'discord/99'?"),
            ]
        ),
        *(
            (
                NAME + f'accounts = ["telegram/{number}"]',
                (
                    f"line 2: account 'telegram/{number}' has no number, as 'telegram/4711' has: "
                    "user names change hands. `twin contacts` shows the number."
                ),
            )
            for number in ("@mira", "mira_s", "4711a", "047", "٤٧", "+47", "-")
        ),
        (
            NAME + 'accounts = ["telegram/-100123"]',
            "line 2: account 'telegram/-100123' is that of a group: it belongs under [[groups]].",
        ),
        (
            NAME + 'accounts = ["telegram/99",\n"telegram/99 "]',
            "line 3: account 'telegram/99' stands here twice.",
        ),
        (
            NAME + '[[contacts]]\nname = "x"\naudience = "inner"\naccounts = ["telegram/jonas"]',
            (
                "line 5: [[contacts]] 1: account 'telegram/jonas' has no number, as 'telegram/4711' has: "
                "user names change hands. `twin contacts` shows the number."
            ),
        ),
        (
            NAME + '[[contacts]]\nname = "x"\naudience = "inner"\naccounts = ["email/a@b.c", "email/a@b.c"]',
            "line 5: [[contacts]] 1: account 'email/a@b.c' stands here twice.",
        ),
        (
            NAME + '[[contacts]]\nname = "x"\naudience = "inner"\naccounts = ["telegram/1"]\n'
            '[[contacts]]\nname = "y"\naudience = "inner"\naccounts = ["telegram/2",\n"telegram/1"]',
            "line 10: [[contacts]] 2: account 'telegram/1' is already that of [[contacts]] 1.",
        ),
        (
            NAME
            + 'accounts = ["telegram/99"]\n[[contacts]]\nname = "x"\naudience = "inner"\naccounts = ["telegram/99"]',
            "line 6: [[contacts]] 1: account 'telegram/99' is already your own.",
        ),
        (
            NAME + '[[contacts]]\nname = "x"\naudience = "inner"\naccount = "telegram/1"',
            "line 5: [[contacts]] 1: 'account' is not a key here. Did you mean 'accounts'?",
        ),
        (
            NAME + '[[contacts]]\nname = "x"\naudience = "inner"\naccounts = [["telegram/1"]]',
            "line 5: [[contacts]] 1: entry 1 of accounts must be a text, between quotation marks.",
        ),
        (
            NAME + '[[scripted]]\nwhen = ["a"]\nanswer = "a"\naccounts = []',
            (
                "line 5: [[scripted]] 1: accounts does not belong here. "
                "Move it up, above the first line that begins with '['."
            ),
        ),
        (NAME + '[[groups]]\nname = "x"', "line 2: [[groups]] 1: account is missing."),
        (
            NAME + "[[groups]]\naccount = -100123",
            "line 3: [[groups]] 1: account must be a text, between quotation marks.",
        ),
        (
            NAME + '[groups]\naccount = "telegram/-1"',
            "line 2: groups must begin with [[groups]], in double square brackets, once for each.",
        ),
        (
            NAME + 'groups = ["telegram/-1"]',
            "line 2: [[groups]] 1: must be a table that begins with [[groups]] and has account, name, audience.",
        ),
        (
            NAME + '[[groups]]\naccount = "discord/1"\naccounts = ["discord/2"]',
            "line 4: [[groups]] 1: 'accounts' is not a key here. Did you mean 'account'?",
        ),
        (
            NAME + '[[groups]]\naccount = "discord/1"\ntitle = "x"',
            "line 4: [[groups]] 1: 'title' is not a key here. The keys are account, name, audience.",
        ),
        (NAME + '[[groups]]\naccount = "discord/1"\nname = ""', "line 4: [[groups]] 1: name is empty."),
        (
            NAME + '[[groups]]\naccount = "-100123"',
            (
                "line 3: [[groups]] 1: account '-100123' is not a platform's name, a slash and its own id, "
                "as in 'telegram/4711'."
            ),
        ),
        *(
            (
                NAME + f'[[groups]]\naccount = "telegram/{number}"',
                (
                    f"line 3: [[groups]] 1: account 'telegram/{number}' is not that of a group: "
                    "Telegram gives groups a minus and digits, as in 'telegram/-100123'."
                ),
            )
            for number in ("100123", "@workshop", "-", "-01", "--1")
        ),
        (
            NAME + '[[groups]]\naccount = "telegram/-1"\n[[groups]]\naccount = "telegram/-1"',
            "line 5: [[groups]] 2: account 'telegram/-1' is already that of [[groups]] 1.",
        ),
        (
            NAME
            + '[[groups]]\naccount = "discord/1"\n'
            + '[[contacts]]\nname = "x"\naudience = "inner"\naccounts = ["discord/1"]',
            "line 3: [[groups]] 1: account 'discord/1' is already that of [[contacts]] 1.",
        ),
        (
            NAME + 'accounts = ["discord/@7"]',
            "line 2: account 'discord/@7' is that of a role: it belongs under [[roles]].",
        ),
        (
            NAME + '[[contacts]]\nname = "x"\naudience = "inner"\naccounts = [\n"discord/1/2"]',
            "line 6: [[contacts]] 1: account 'discord/1/2' is that of a channel: it belongs under [[groups]].",
        ),
        (
            NAME + '[[groups]]\naccount = "discord/@7"',
            "line 3: [[groups]] 1: account 'discord/@7' is that of a role: it belongs under [[roles]].",
        ),
        (
            NAME + '[[roles]]\naccount = "discord/7"\naudience = "inner"',
            (
                "line 3: [[roles]] 1: account 'discord/7' has no @ before its number, as roles have (people belong "
                "under [[contacts]]). Did you mean 'discord/@7'?"
            ),
        ),
        (
            NAME + '[[desks]]\naccount = "telegram/-100123"\nroles = ["discord/@7"]',
            (
                "line 3: [[desks]] 1: account 'telegram/-100123' is not of Discord: only there are desks in channels, "
                "as 'discord/1/2'."
            ),
        ),
        (
            NAME + '[[desks]]\naccount = "discord/1/2"\nroles = ["discord/@8",\n"discord/1/2"]',
            "line 5: [[desks]] 1: role 'discord/1/2' is that of a channel: a role is written as 'discord/@7'.",
        ),
        (
            NAME + '[[desks]]\naccount = "discord/1/2"\nroles = ["discord/@8",\n"discord/@8 "]',
            "line 5: [[desks]] 1: role 'discord/@8' stands here twice.",
        ),
        (NAME + '[[roles]]\naudience = "inner"', "line 2: [[roles]] 1: account is missing."),
        (NAME + '[[roles]]\naccount = "discord/@7"', "line 2: [[roles]] 1: audience is missing."),
        (
            NAME + '[[roles]]\naccount = "discord/@7"\naudience = "owner"',
            "line 4: [[roles]] 1: audience 'owner' is only for you: nobody else hears everything.",
        ),
        (
            NAME + '[audiences]\nfollowers = "fans"\n[[roles]]\naccount = "discord/@7"\naudience = "fanz"',
            (
                "line 6: [[roles]] 1: audience 'fanz' is not one of public, followers (fans), friends, inner. "
                "Did you mean 'fans'?"
            ),
        ),
        (
            NAME + '[[roles]]\naccount = "discord/@7"\naudience = "inner"\nname = ""',
            "line 5: [[roles]] 1: name is empty.",
        ),
        (
            NAME + '[[roles]]\naccount = "discord/@7"\naudience = "inner"\n' * 2,
            "line 6: [[roles]] 2: account 'discord/@7' is already that of [[roles]] 1.",
        ),
        (
            NAME + '[[role]]\naccount = "discord/@7"\naudience = "inner"',
            "line 2: 'role' is not a key here. Did you mean 'roles'?",
        ),
        (
            NAME + 'roles = ["discord/@7"]',
            "line 2: [[roles]] 1: must be a table that begins with [[roles]] and has account, audience, name.",
        ),
        (
            NAME + '[[contacts]]\nname = "x"\naudience = "inner"\nroles = ["discord/@7"]',
            "line 5: [[contacts]] 1: 'roles' is not a key here. The keys are name, audience, accounts.",
        ),
        (NAME + '[[desks]]\naccount = "discord/1/2"', "line 2: [[desks]] 1: roles is missing."),
        (NAME + '[[desks]]\nroles = ["discord/@7"]', "line 2: [[desks]] 1: account is missing."),
        (
            NAME + '[[desks]]\naccount = "discord/1/2"\nroles = []',
            "line 4: [[desks]] 1: roles must have at least one entry.",
        ),
        (
            NAME + '[[desks]]\naccount = "discord/1/2"\nroles = "discord/@7"',
            'line 4: [[desks]] 1: roles must be a list, in square brackets: roles = ["…", "…"]',
        ),
        (
            NAME + '[[desks]]\naccount = "discord/1/2"\nroles = [7]',
            "line 4: [[desks]] 1: entry 1 of roles must be a text, between quotation marks.",
        ),
        (
            NAME + '[[desks]]\naccount = "discord/1/2"\nrole = ["discord/@7"]\nroles = ["discord/@7"]',
            "line 4: [[desks]] 1: 'role' is not a key here. Did you mean 'roles'?",
        ),
        (
            NAME + '[[desks]]\naccount = "discord/1/2"\nroles = ["discord/@7"]\n' * 2,
            "line 6: [[desks]] 2: account 'discord/1/2' is already that of [[desks]] 1.",
        ),
        (
            NAME + '[desks]\naccount = "discord/1/2"',
            "line 2: desks must begin with [[desks]], in double square brackets, once for each.",
        ),
        (
            NAME + '[audiences]\nfollowers = "fans"\n[[groups]]\naccount = "discord/1"\naudience = "fanz"',
            (
                "line 6: [[groups]] 1: audience 'fanz' is not one of public, followers (fans), friends, inner. "
                "Did you mean 'fans'?"
            ),
        ),
        (
            NAME + '[[groups]]\naccount = "discord/1"\naudience = "owner"',
            "line 4: [[groups]] 1: audience 'owner' is only for you: nobody else hears everything.",
        ),
        (
            NAME + 'voice = "mine"',
            "line 2: voice must be a table that begins with [voice] and has speaks, longest, announce, pronounce.",
        ),
        (
            NAME + '[voice]\nspeak = ["asked"]',
            "line 3: [voice] 'speak' is not a key here. Did you mean 'speaks'?",
        ),
        (
            NAME + '[voice]\nspeaks = "asked"',
            'line 3: [voice] speaks must be a list, in square brackets: speaks = ["…", "…"]',
        ),
        (
            NAME + '[audiences]\nfollowers = "fans"\n[voice]\nspeaks = ["asked",\n"fanz"]',
            (
                "line 6: [voice] entry 2 of speaks 'fanz' is not one of asked, mirrored, everyone, never, public, "
                "followers (fans), friends, inner, owner, or an account, as 'telegram/4711'. Did you mean 'fans'?"
            ),
        ),
        (
            NAME + '[voice]\nspeaks = ["asked",\n"Never"]',
            "line 4: [voice] speaks has more than 'never': take it out, or all the others.",
        ),
        (
            NAME + '[voice]\nspeaks = ["telegram/@mira"]',
            (
                "line 3: [voice] entry 1 of speaks 'telegram/@mira' has no number, as 'telegram/4711' has: "
                "user names change hands. `twin contacts` shows the number."
            ),
        ),
        *(
            (
                NAME + f'[voice]\nspeaks = ["{account}"]',
                (f"line 3: [voice] entry 1 of speaks '{account}' is not that of a person: only people can be named."),
            )
            for account in ("telegram/-100123", "discord/@7", "discord/1/2")
        ),
        (
            NAME + '[voice]\nlongest = "800"',
            "line 3: [voice] longest must be a whole number, without quotation marks.",
        ),
        (NAME + "[voice]\nlongest = true", "line 3: [voice] longest must be a whole number, without quotation marks."),
        *(
            (
                NAME + f"[voice]\nlongest = {number}",
                f"line 3: [voice] longest is {number}: it must be between 1 and 5000 characters.",
            )
            for number in (0, -800, 5001)
        ),
        (NAME + "[voice]\nannounce = 3", "line 3: [voice] announce must be a text, between quotation marks."),
        (
            NAME + f'[voice]\nannounce = "{"a" * 301}"',
            "line 3: [voice] announce has 301 characters: it may have 300.",
        ),
        (
            NAME + '[voice]\nannounce = "On {date}."',
            "line 3: [voice] announce: nothing is known to fill in for {date}, only for {twin} and {owner}.",
        ),
        (
            NAME + 'never_say = ["Solano copied"]\n[voice]\nannounce = "{owner}, copied."',
            "line 2: never_say 'Solano copied' stands in your announce, 'Mira Solano, copied.': change one of the two.",
        ),
        (
            NAME + '[voice]\npronounce = "Hlin"',
            (
                "line 3: [voice] pronounce must be a table that begins with [voice.pronounce] and has words: "
                'Hlin = "Hleen"'
            ),
        ),
        (
            NAME + "[voice.pronounce]\nHlin = 3",
            "line 3: [voice] 'Hlin' must be a text, between quotation marks.",
        ),
        (NAME + '[voice.pronounce]\nHlin = " "', "line 3: [voice] 'Hlin' is empty."),
        (
            NAME + '[voice.pronounce]\n" " = "x"',
            "line 3: [voice] a word without letters cannot be found in a text.",
        ),
        (
            NAME + f'[voice.pronounce]\nHlin = "{"a" * 101}"',
            "line 3: [voice] 'Hlin' is longer than 100 characters, or is to be said as more.",
        ),
    ],
)
def test_a_problem_is_a_sentence_with_its_line(refusal: Refusal, text: str, line: str) -> None:
    assert refusal(text) == [f"owner.toml, {line}"]


def test_all_problems_at_once_in_the_order_of_the_lines(refusal: Refusal) -> None:
    lines = refusal(
        'nmae = "Mira"\nbio = 3\nlinks = ["x"]\n[[contacts]]\nname = 5\naudience = "freinds"\n[[contacts]]\n'
        'name = "Bo"\naudience = "owner"\n'
    )
    assert [line.split(":")[0] for line in lines] == [
        "owner.toml, line 1",
        "owner.toml, line 1",
        "owner.toml, line 2",
        "owner.toml, line 3",
        "owner.toml, line 5",
        "owner.toml, line 6",
        "owner.toml, line 9",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name = Mira", "line 1: a text stands between quotation marks"),
        ('\nname = "Mira\nbio = ""', "line 2: a text is not closed"),
        ("name = “Mira”", "line 1: write straight quotation marks"),
        ('name = "Mira"\nbio = "she said "hello" to me"', "line 2: something stands behind the value"),
        ('name = "Mira"\nbio = "C:\\Users"', "line 2: a backslash in a text is written twice"),
        ('name = "a"\nname = "b"', "line 2: this key or table stands here twice"),
        ("name", "line 1: a line has a key, an equals sign and a value."),
        ('links = [\n"https://a.b"\n"https://c.d"\n]', "line 3: a list is not closed, or a comma is missing"),
        ('name = "Mira"\nbio = """\nnever\nending\n', "line 4: a text is not closed"),
        ("x = 2024-02-30", "line 1: this cannot be read: Invalid date or datetime."),
    ],
)
def test_what_is_not_toml(refusal: Refusal, text: str, line: str) -> None:
    (found,) = refusal(text)
    assert found.startswith(f"owner.toml, {line}")


def test_what_is_nested_too_deeply(refusal: Refusal) -> None:
    assert refusal("bio = " + "[" * 50_000) == ["owner.toml nests brackets too deeply."]
    (line,) = refusal(NAME + ".".join("a" * 3_000) + " = 1")
    assert line.startswith("owner.toml, line 2: 'a' is not a key here.")


def test_what_is_no_readable_file(tmp_path: Path) -> None:
    path = tmp_path / "owner.toml"
    with pytest.raises(ProfileError, match=r"There is no owner\.toml in .*: run twin init to write one\."):
        load(path)
    path.write_bytes(b'name = "Mira"\nbio = "caf\xe9"')
    with pytest.raises(ProfileError, match=r"owner\.toml, line 2: this is not UTF-8 text\."):
        load(path)
    path.write_bytes(NAME.encode("utf-16"))
    with pytest.raises(ProfileError, match=r"owner\.toml, line 1: this is not UTF-8 text\."):
        load(path)
    path.write_bytes(b"#" * 5_000_000)
    with pytest.raises(ProfileError, match=r"owner\.toml has more than 1 MB"):
        load(path)
    with pytest.raises(ProfileError, match=r"is not a file\."):
        load(tmp_path)
    with pytest.raises(ProfileError, match=r"cannot be read: Not a directory\."):
        load(path / "owner.toml")


# ---------------------------------------------------------------- which line

NASTY = '''\
# name = "no" [x]
name = "a # [b] = \\" c"
'single quoted' = 1
"two\\twords".inner . deep = [ 1, [2,
  3], # ]
  { x = "]", "y=z" = [
     'a', ] },
]
text = """
[not.a.table]
key = "no"\\"""""
literal = \'\'\'
[[no]]
'\'\'\'\'
after = 2024-01-02 03:04:05.6
empty = []
none = {}

[sentences] # ]
unknown = ""
[[scripted]]
answer = """""x""\\
   """
when = [
  # a comment, with a comma
  "1"
  ,
  "2",
]
[[scripted]]
[[scripted.inner]]
a = 1
[[scripted.inner]]
a = 2
[scripted.table."x.y"]
a = 3
'''
PLACES: dict[KeyPath, int] = {
    ("name",): 2,
    ("single quoted",): 3,
    ("two\twords",): 4,
    ("two\twords", "inner", "deep"): 4,
    ("two\twords", "inner", "deep", 1, 0): 4,
    ("two\twords", "inner", "deep", 1, 1): 5,
    ("two\twords", "inner", "deep", 2): 6,
    ("two\twords", "inner", "deep", 2, "y=z"): 6,
    ("two\twords", "inner", "deep", 2, "y=z", 0): 7,
    ("text",): 9,
    ("literal",): 12,
    ("after",): 15,
    ("empty",): 16,
    ("none",): 17,
    ("sentences",): 19,
    ("sentences", "unknown"): 20,
    ("scripted", 0): 21,
    ("scripted", 0, "answer"): 22,
    ("scripted", 0, "when", 0): 26,
    ("scripted", 0, "when", 1): 28,
    ("scripted", 1): 30,
    ("scripted", 1, "inner", 0): 31,
    ("scripted", 1, "inner", 1, "a"): 34,
    ("scripted", 1, "table", "x.y"): 35,
    ("scripted", 1, "table", "x.y", "a"): 36,
}


def paths(value: object, path: KeyPath = ()) -> list[KeyPath]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path] * bool(path) + [found for name, below in inner for found in paths(below, (*path, name))]


def test_lines_of_a_nasty_file() -> None:
    lines = lines_of(NASTY)
    assert {path: lines.get(path) for path in PLACES} == PLACES
    assert set(lines) == set(paths(tomllib.loads(NASTY)))


def test_what_is_missing_has_the_line_of_what_is_around_it() -> None:
    lines = lines_of(NASTY)
    assert line_of(("scripted", 1, "answer"), lines) == 30
    assert line_of(("nothing", "here"), lines) == 1


STRINGS = ('"{}]#="', "'{}[=#'", '"""\n{} [x]\n"""', "'''{}\n[[x]]\n'''", '"\\"{}\\\\"')
GAPS = st.sampled_from(["", " ", "\n", "\n # ] , [\n", "\r\n\t"])


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, int]:
    """A TOML text in which the numbers 1000, 1001… stand as texts, in order, and how many there are."""
    count = 0

    def value(depth: int) -> str:
        nonlocal count
        kind = draw(st.sampled_from(["text", "text", "list", "table"])) if depth else "text"
        if kind == "list":
            items = [f"{draw(GAPS)}{value(depth - 1)}{draw(GAPS)}" for _ in range(draw(st.integers(0, 3)))]
            return f"[{','.join(items)}{draw(st.sampled_from(['', ','])) if items else ''}{draw(GAPS)}]"
        if kind == "table":
            return "{" + ", ".join(f"'k {n}'.x = {value(depth - 1)}" for n in range(draw(st.integers(0, 3)))) + "}"
        count += 1
        return draw(st.sampled_from(STRINGS)).format(999 + count)

    text = ""
    for table in range(draw(st.integers(0, 4))):
        text += draw(
            st.sampled_from(["[[a]]\n", f'[ "t{table}" . b ] # [x]\r\n', "# [[a]]\n" if not table else "[[a]]\n"])
        )
        for place in range(draw(st.integers(0, 3))):
            text += f'"k.{place}" . sub = {value(3)}\n{draw(GAPS)}\n'
    return text, count


@given(documents())
def test_lines_of_any_file(document: tuple[str, int]) -> None:
    text, count = document
    values, lines = tomllib.loads(text), lines_of(text)
    assert set(lines) == set(paths(values))
    at_number = {}
    for path in paths(values):
        value: object = values
        for step in path:
            value = value[step]  # type: ignore[index]
        if isinstance(value, str):
            at_number[next(number for number in range(1000, 1000 + count) if str(number) in value)] = path
    for number, path in at_number.items():
        before = text[: text.index(str(number))]
        # A text's first line, or its key's, if nothing but the key stands before it.
        begun = before.count("\n") + 1 - before.endswith('"""\n')
        assert lines[path] == begun


# ---------------------------------------------------------------- who speaks


@pytest.mark.parametrize("language", SENTENCES)
def test_the_usual_sentences_say_that_an_ai_speaks(language: str) -> None:
    sentence = SENTENCES[language].disclosure
    assert says_it_is_an_ai(sentence, language)
    assert not says_it_is_an_ai(SENTENCES[language].unknown, language)
    assert not says_it_is_an_ai(SENTENCES[language].limit, language)


@pytest.mark.parametrize("language", SENTENCES)
def test_a_profile_in_every_language(read: Read, language: str) -> None:
    profile = read(f'name = "Mira Solano"\nlanguages = ["{language}"]')
    assert "{" not in profile.sentences.disclosure + profile.sentences.limit
    assert profile.sentences.limit
    assert profile.sentences.error == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "i'm mira's ai twin, not mira"),
        ("en", "An A.I. speaks."),
        ("en", "This is a chatbot. Not Mira."),
        ("de", "Hier schreibt Miras KI-Zwilling."),
        ("fr", "Je suis l'IA de Mira"),
        ("it", "sono un’ia"),
        ("sv", "Jag är en AI."),
        ("sv", "Jag är en robot."),
        ("ja", "ミラのAIです"),
        ("ko", "저는 AI입니다"),
        ("ru", "Я не Мира, а бот."),
    ],
)
def test_says_it_is_an_ai(language: str, text: str) -> None:
    assert says_it_is_an_ai(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I am Mira, a botanist of both kinds, said the aide"),
        ("en", "I am not a bot."),
        ("en", "Relax, this isn't an AI!"),
        ("de", "Ich bin kein Bot."),
        ("fr", "J'ai tout écrit moi-même"),
        ("pt", "Eu ia escrever"),
        ("ja", "私はAIではありません"),
        ("zh", "我不是机器人"),
        ("tr", "Ben bot değilim"),
        ("ko", "저는 AI가 아닙니다"),
        ("en", ""),
    ],
)
def test_does_not_say_it(language: str, text: str) -> None:
    assert not says_it_is_an_ai(text, language)


def test_a_name_does_not_say_it() -> None:
    assert not says_it_is_an_ai("I am Ai's friend", "en", ["Ai"])
    assert says_it_is_an_ai("I am Ai's AI", "en", ["Ai"])


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("don't", "I DON’T"),
        ("C++", "about c++."),
        ("!", "oh!"),
        ("No way!", "no way"),
        ("no pain no gain", "No pain, no gain."),
        ("game-changer", "a game changer"),
        ("café", "CAFE"),
        ("cafe\u0301", "un café"),
        ("🤖", "hi🤖"),
        ("❤️", "❤"),
        ("नमस्ते", "नमस्ते जी"),
        ("ＡＩ", "an ai"),
        ("机器", "我是机器人"),
        ("로봇", "로봇은"),
        ("straße", "STRASSE 5"),
        ("bitcoin", "I like _bitcoin_ a lot"),
        ("bitcoin", "my_bitcoin_wallet"),
        ("no pain no gain", "no _pain_ no gain"),
        ("_bitcoin", "my_bitcoin_wallet"),
        ("bitcoin", "bit\u034fcoin"),
        ("bitcoin", "bit\u206a\U000e0020coin"),
    ],
)
def test_stands_in(phrase: str, text: str) -> None:
    assert stands_in(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"), [("hat", "that hats"), ("hat", "_that_"), ("", "x"), ("c++", "vitamin c"), ("ने", "नी")]
)
def test_does_not_stand_in(phrase: str, text: str) -> None:
    assert not stands_in(phrase, text)


# ---------------------------------------------------------------- writing it

ANSWERS = Answers(
    name='Mira "Crumb" Solano',
    twin_name="Mira’s 🤖",
    bio='One.\n\n"""Two"""\\ \u2028\r\n\t"',
    languages=("de", "en"),
    links=("https://mira.example.com/?a=b#c",),
    never_say=("C:\\temp", "'''", "a\nb"),
    owner_topics=("x" * 90, "y" * 90),
    disclosure="Eine KI.\nMehr nicht.",
    unknown='"""""',
)


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def assert_same(profile: Profile, answers: Answers) -> None:
    assert (profile.name, profile.bio) == (answers.name, answers.bio)
    assert profile.twin_name == (answers.twin_name or f"{answers.name.split()[0]}'s twin")
    for name in ("languages", "links", "never_say", "owner_topics"):
        assert getattr(profile, name) == tuple(getattr(answers, name))
    for name in ("disclosure", "unknown"):
        assert not getattr(answers, name) or getattr(profile.sentences, name) == getattr(answers, name)


@pytest.mark.parametrize("answers", [ANSWERS, Answers("Mira"), Answers("Mira", languages=("zh",))])
def test_what_was_written_loads(tmp_path: Path, answers: Answers) -> None:
    path = tmp_path / "owner.toml"
    write_new(path, answers)
    assert_same(load(path), answers)
    assert path.stat().st_mode & 0o777 == 0o600
    assert names_in(tmp_path) == ["owner.toml"]


def test_the_examples_in_it_are_valid(tmp_path: Path, read: Read) -> None:
    write_new(tmp_path / "new.toml", Answers("Mira Solano"))
    lines = (tmp_path / "new.toml").read_text(encoding="utf-8").split("\n")
    keys = (
        "when",
        "answer",
        "audience",
        "name",
        "followers",
        "disclosure",
        "limit",
        "late",
        "error",
        "account",
        "accounts",
        "roles",
        "speaks",
        "longest",
        "announce",
        "Hlin",
    )
    examples = ("# [", *(f"# {key} =" for key in keys))
    profile = read("\n".join(line[2:] if line.startswith(examples) else line for line in lines))
    assert profile.audience("fans") is Audience.FOLLOWERS
    assert [entry.audience for entry in profile.scripted] == [Audience.PUBLIC]
    assert profile.contacts == (KnownContact("Jonas", Audience.FRIENDS, ("telegram/4711",)),)
    assert profile.groups == (KnownGroup("telegram/-100123", "Thursday workshop", Audience.FOLLOWERS),)
    assert profile.known_roles == (KnownRole("discord/@7", "Patrons", Audience.FRIENDS),)
    assert profile.desks == {"discord/1/2": ("discord/@7",)}
    usual = load(tmp_path / "new.toml")
    assert profile.sentences == usual.sentences
    assert profile.voice.pronounce == {"Hlin": "Hleen"}
    assert (profile.voice.asked, profile.voice.mirrored, profile.voice.longest) == (
        usual.voice.asked,
        usual.voice.mirrored,
        usual.voice.longest,
    )


def test_it_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "owner.toml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(ProfileError, match=r"owner\.toml exists already"):
        write_new(path, ANSWERS)
    assert path.read_text(encoding="utf-8") == "mine"
    assert names_in(tmp_path) == ["owner.toml"]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (Answers(""), "name is empty"),
        (Answers("Mira", disclosure="I am Mira."), "does not say that the twin is an AI"),
        (Answers("Mira", bio="\ud800"), "holds half a sign"),
        (Answers("Mira", languages=()), "languages must have at least one entry"),
    ],
)
def test_what_would_not_load_is_not_written(tmp_path: Path, answers: Answers, sentence: str) -> None:
    with pytest.raises(ProfileError, match=sentence):
        write_new(tmp_path / "owner.toml", answers)
    assert names_in(tmp_path) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"owner\.toml cannot be written in .*: No such file or directory"):
        write_new(tmp_path / "no" / "owner.toml", ANSWERS)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.text(
    "\"\\\n\r\t#{}'[]= é🤖\u2028", max_size=12
)
FILLED = TEXT.map(lambda text: f"x{text}").filter(lambda text: "{" not in text)
NAMES = FILLED.map(str.strip).filter(lambda text: text.isprintable())


@given(
    st.builds(
        Answers,
        name=NAMES,
        twin_name=st.just("") | NAMES,
        bio=TEXT,
        languages=st.lists(st.sampled_from(sorted(SENTENCES)), min_size=1, max_size=3),
        links=st.lists(st.sampled_from(["https://a.example/é", "http://b.example:80/?q='\"\\"]), max_size=2),
        never_say=st.lists(FILLED.map(lambda text: f"qq{text}"), max_size=3),
        owner_topics=st.lists(FILLED, max_size=3),
        disclosure=st.just("") | FILLED.map(lambda text: f"AI: {text}"),
        unknown=st.just("") | FILLED,
    )
)
def test_any_answers_load_again(answers: Answers) -> None:
    spoken = (answers.name, answers.twin_name, answers.bio, answers.disclosure, answers.unknown)
    wordings = [Wording(text, answers.languages) for text in spoken]
    assume(not any(wording.says(phrase) for phrase in answers.never_say for wording in wordings))
    assume(answers.twin_name.casefold() != answers.name.casefold())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "owner.toml"
        write_new(path, answers)
        assert_same(load(path), answers)
