"""Environment variables and ``.env``."""

import re
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.policy import Budget, Limit
from bot.settings import Settings, read
from twin.errors import SettingsError

REPOSITORY = Path(__file__).parents[1]
NOWHERE = Path("no such file")


def env_file(folder: Path, text: str) -> Path:
    path = folder / ".env"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_variable_everything_has_a_default() -> None:
    assert read({}, NOWHERE) == Settings()
    assert read({}, NOWHERE).models_folder == Path("~/.ai-twin/models").expanduser()


def test_data_is_a_folder_in_which_the_models_lie_too(tmp_path: Path) -> None:
    found = read({"TWIN_DATA": str(tmp_path)}, NOWHERE)

    assert (found.data, found.models_folder) == (tmp_path, tmp_path / "models")


def test_models_may_lie_elsewhere(tmp_path: Path) -> None:
    assert read({"TWIN_MODELS": str(tmp_path)}, NOWHERE).models_folder == tmp_path


def test_a_folder_may_begin_with_a_tilde() -> None:
    assert read({"TWIN_DATA": "~/twin"}, NOWHERE).data == Path.home() / "twin"


def test_a_tilde_of_nobody_is_a_sentence() -> None:
    with pytest.raises(SettingsError, match="TWIN_DATA is '~nobodyatall/twin': there is no such user"):
        read({"TWIN_DATA": "~nobodyatall/twin"}, NOWHERE)


def test_the_embedder_is_named_without_the_spaces_around_it() -> None:
    assert read({"TWIN_EMBEDDER": " some/model "}, NOWHERE).embedder == "some/model"


@pytest.mark.parametrize("number", [0, 1, 1024])
def test_threads_are_a_whole_number(number: int) -> None:
    assert read({"TWIN_THREADS": str(number)}, NOWHERE).threads == number


@pytest.mark.parametrize("wrong", ["two", "-1", "1.5", "1025", "²", "٣"])
def test_threads_that_are_none_are_a_sentence(wrong: str) -> None:
    with pytest.raises(SettingsError, match=f"TWIN_THREADS is '{wrong}': give a whole number"):
        read({"TWIN_THREADS": wrong}, NOWHERE)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TWIN_ADMITS", "everyone, all", "TWIN_ADMITS has 'all': list, with commas between, everyone, contacts"),
        ("TWIN_ADMITS", "telegram/", "TWIN_ADMITS has 'telegram/'"),
        ("TWIN_QUIET", "soon", "TWIN_QUIET is 'soon': give seconds from 0 to 600"),
        ("TWIN_QUIET", "nan", "TWIN_QUIET is 'nan'"),
        ("TWIN_QUIET", "-1", "TWIN_QUIET is '-1'"),
        ("TWIN_CONTACT_LIMIT", "many", "TWIN_CONTACT_LIMIT is 'many': give a number of answers and a time"),
        ("TWIN_CONVERSATION_LIMIT", "5/0hours", "TWIN_CONVERSATION_LIMIT is '5/0hours'"),
        ("TWIN_TAKEOVER", "1h", "TWIN_TAKEOVER is '1h': give whole minutes"),
        ("TWIN_ON_DOUBT", "maybe", "TWIN_ON_DOUBT is 'maybe': it is ask or repeat"),
        ("TWIN_HTTP", "8080", "TWIN_HTTP is '8080': give an address and a port"),
        ("TWIN_METRICS", "127.0.0.1:99999", "TWIN_METRICS is '127.0.0.1:99999'"),
        ("TWIN_TELEGRAM_URL", "http://api.example", "TWIN_TELEGRAM_URL is 'http://api.example': give an address"),
        ("TWIN_TELEGRAM_URL", "http://8.8.8.8", "TWIN_TELEGRAM_URL is 'http://8.8.8.8': give an address"),
        ("TWIN_TELEGRAM_URL", "http://[::1", "TWIN_TELEGRAM_URL is 'http://[::1': give an address"),
        ("TWIN_TELEGRAM_URL", "https://", "TWIN_TELEGRAM_URL is 'https://': give an address"),
        ("TWIN_TELEGRAM_WEBHOOK", "ann.example", "TWIN_TELEGRAM_WEBHOOK is 'ann.example'"),
    ],
)
def test_what_cannot_be_used_is_a_sentence(name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(sentence)):
        read({name: value}, NOWHERE)


def test_what_twin_run_needs_is_read() -> None:
    found = read(
        {
            "TWIN_ADMITS": " everyone, telegram/-100123 ",
            "TWIN_QUIET": "1.5",
            "TWIN_CONTACT_LIMIT": "5/10 minutes",
            "TWIN_CONVERSATION_LIMIT": "0",
            "TWIN_TAKEOVER": "90",
            "TWIN_ON_DOUBT": "repeat",
            "TWIN_HTTP": "[::1]:8080",
            "TWIN_TELEGRAM_URL": "http://localhost:8081/",
        },
        NOWHERE,
    )

    assert found.admits == {"everyone", "telegram/-100123"}
    assert found.quiet == timedelta(seconds=1.5)
    assert found.contact_limit == Limit(5, timedelta(minutes=10))
    assert found.conversation_limit.answers == 0
    assert found.rules.takeover == timedelta(minutes=90)
    assert (found.on_doubt, found.http, found.telegram_url) == ("repeat", ("::1", 8080), "http://localhost:8081")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8081", "http://[::1]:8081", "http://10.0.0.7", "http://bot-api:80"])
def test_a_server_at_home_needs_no_encryption(url: str) -> None:
    assert read({"TWIN_TELEGRAM_URL": url}, NOWHERE).telegram_url == url


def test_a_token_is_never_shown_with_the_settings() -> None:
    assert "hunter2" not in repr(read({"TWIN_TELEGRAM_TOKEN": "hunter2"}, NOWHERE))


def test_an_unknown_variable_is_a_sentence_that_lists_the_known() -> None:
    with pytest.raises(SettingsError, match="TWIN_DATE is no setting of twin: the settings are TWIN_ADMITS, "):
        read({"TWIN_DATE": "x"}, NOWHERE)


def test_variables_of_other_programs_are_left_alone() -> None:
    assert read({"PATH": "/bin", "TWINS": "2", "twin_data": "x"}, NOWHERE) == Settings()


@pytest.mark.parametrize("name", ["TWIN_DATA", "TWIN_MODELS", "TWIN_EMBEDDER", "TWIN_THREADS"])
def test_an_empty_variable_is_none(name: str) -> None:
    assert read({name: "  "}, NOWHERE) == Settings()


def test_env_file_holds_settings_too(tmp_path: Path) -> None:
    assert read({}, env_file(tmp_path, "# mine\nTWIN_THREADS=3\nOTHER=x\nTWIN_MODELS\n")).threads == 3


def test_the_environment_comes_before_the_env_file(tmp_path: Path) -> None:
    file = env_file(tmp_path, "TWIN_THREADS=3\nTWIN_EMBEDDER=from/file\n")
    found = read({"TWIN_THREADS": "5"}, file)

    assert (found.threads, found.embedder) == (5, "from/file")


def test_an_unknown_variable_of_the_env_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TWIN_THREAD is no setting"):
        read({}, env_file(tmp_path, "TWIN_THREAD=3\n"))


def test_an_env_file_that_is_no_utf8_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"TWIN_DATA=\xff\xfe\n")

    with pytest.raises(SettingsError, match=r"\.env cannot be read: it must be a text file in UTF-8"):
        read({}, tmp_path / ".env")


def test_env_example_names_exactly_the_settings_and_holds_their_defaults() -> None:
    example = REPOSITORY / ".env.example"

    assert set(dotenv_values(example)) == {f"TWIN_{field.name.upper()}" for field in fields(Settings)}
    assert read({}, example) == Settings()


# What Discord needs.


def test_what_discord_needs_is_read() -> None:
    found = read(
        {
            "TWIN_DISCORD_TOKEN": " MTIz.G-a_b.hunter2 ",
            "TWIN_DISCORD_GATEWAY": "wss://gateway.example/",
            "TWIN_DISCORD_THREADS": "Yes",
            "TWIN_DISCORD_CATCH_UP": "2 days",
            "TWIN_TAKE_BACK": "yes",
            "TWIN_OFFER_IN": "discord/1, discord/1/2,",
            "TWIN_OFFER_AFTER": "5",
            "TWIN_OFFER_FROM": "0.85",
        },
        NOWHERE,
    )

    assert found.discord_token == "MTIz.G-a_b.hunter2"
    assert (found.discord_gateway, found.discord_threads) == ("wss://gateway.example", True)
    assert (found.discord_catch_up, found.take_back) == (timedelta(days=2), True)
    assert found.offer_in == {"discord/1", "discord/1/2"}
    assert found.offer_after == timedelta(minutes=5)
    assert found.rules.offer_from == 0.85


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("https://discord.com", "https://discord.com/api/v10"),
        ("https://discord.com/", "https://discord.com/api/v10"),
        ("http://127.0.0.1:8083", "http://127.0.0.1:8083/api/v10"),
        ("https://proxy.example/discord/api/v10/", "https://proxy.example/discord/api/v10"),
    ],
)
def test_the_address_of_discord_may_be_that_of_its_server(url: str, api: str) -> None:
    assert read({"TWIN_DISCORD_URL": url}, NOWHERE).discord_url == api


@pytest.mark.parametrize("gateway", ["ws://127.0.0.1:8083", "ws://gateway", "wss://8.8.8.8", "ws://[::1]:8083"])
def test_a_gateway_at_home_needs_no_encryption(gateway: str) -> None:
    assert read({"TWIN_DISCORD_GATEWAY": gateway}, NOWHERE).discord_gateway == gateway


@pytest.mark.parametrize(
    ("token", "what"),
    [
        ("Bot MTIz.Gab.x", "begins with 'Bot': write the token alone."),
        ("bot  MTIz.Gab.x", "begins with 'Bot': write the token alone."),
        ("aZ0_-" * 6 + "xy", "is a client secret, and not the bot's token"),
        ("112233445566778899", "is the application's id, and not the bot's token"),
        ("0123456789abcdef" * 4, "is the application's public key, and not the bot's token"),
    ],
)
def test_what_is_not_the_bots_token_is_told_and_never_shown(token: str, what: str) -> None:
    with pytest.raises(SettingsError, match=f"^TWIN_DISCORD_TOKEN {what}") as caught:
        read({"TWIN_DISCORD_TOKEN": token}, NOWHERE)
    assert token.split()[-1] not in str(caught.value)


def test_the_token_of_a_discord_bot_is_never_shown_with_the_settings() -> None:
    assert "hunter2" not in repr(read({"TWIN_DISCORD_TOKEN": "MTIz.Gab.hunter2"}, NOWHERE))


@pytest.mark.parametrize(
    ("value", "reaction"),
    [
        ("👍🏽", "👍🏽"),
        (" ❤️ ", "❤️"),
        ("1️⃣", "1️⃣"),
        ("ℹ️", "ℹ️"),
        ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"),
        ("<:apple:4711>", "apple:4711"),
        ("<a:party:4711>", "party:4711"),
        ("apple:4711", "apple:4711"),
        ("None", ""),
    ],
)
def test_a_reaction_is_an_emoji_or_none(value: str, reaction: str) -> None:
    assert read({"TWIN_DISCORD_REACTION": value}, NOWHERE).discord_reaction == reaction


@pytest.mark.parametrize("value", ["eyes", ":eyes:", "👀 👀", "ok", "1", "né", "<:eyes:>", "👀" * 17])
def test_a_word_is_no_reaction(value: str) -> None:
    with pytest.raises(SettingsError, match=r"^TWIN_DISCORD_REACTION is '.*': give one emoji, such as 👀, a server's"):
        read({"TWIN_DISCORD_REACTION": value}, NOWHERE)


@pytest.mark.parametrize(
    "entry",
    ["discord/4711", "discord/1/2", "discord/1@7", "discord/1/2@7", "discord/dm@7", "discord/18446744073709551615"],
)
def test_the_twin_is_opened_to_people_places_and_roles_of_discord(entry: str) -> None:
    assert read({"TWIN_ADMITS": f"contacts,{entry}"}, NOWHERE).admits == {"contacts", entry}


@pytest.mark.parametrize(
    ("entry", "instead"),
    [
        (
            "discord/@7",
            (
                "says not where the role counts: write discord/1@7 for those who have it in the server 1, "
                "discord/1/2@7 in its channel 2 alone, discord/dm@7 in private."
            ),
        ),
        ("discord/1/2/3", "is a thread, which is opened with its channel: write discord/1/2."),
        ("discord/1/2/3@7", "is a thread, which is opened with its channel: write discord/1/2@7."),
        (
            "discord/dm",
            "is everybody's private messages: write everyone, or only whose role it is, as in discord/dm@7.",
        ),
        *(
            (
                f"discord/{own}",
                (
                    "is no number of Discord's: list people and servers as in discord/4711, channels as in "
                    "discord/1/2, and only those with a role as in discord/1@7, discord/1/2@7 or, in private, "
                    "discord/dm@7."
                ),
            )
            for own in ("mira", "@mira", "1@", "1@7@8", "1@Patrons", "047", "1/general", "DM@7", "٤٧", "1/2/3/4")
        ),
    ],
)
def test_what_the_twin_cannot_be_opened_to_on_discord_says_what_to_write(entry: str, instead: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read({"TWIN_ADMITS": f"everyone,{entry}"}, NOWHERE)
    assert str(caught.value) == f"TWIN_ADMITS has {entry!r}, which {instead}"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TWIN_ADMITS", "Discord/1", "TWIN_ADMITS has 'Discord/1': list, with commas between, everyone, contacts"),
        ("TWIN_ADMITS", "discord/1 @7", "TWIN_ADMITS has 'discord/1 @7': list, with commas between"),
        ("TWIN_OFFER_IN", "everyone", "TWIN_OFFER_IN has 'everyone': list, with commas between, servers and channels"),
        ("TWIN_OFFER_IN", "telegram/-100", "TWIN_OFFER_IN has 'telegram/-100': list, with commas between, servers"),
        ("TWIN_OFFER_IN", "discord/1@7", "TWIN_OFFER_IN has 'discord/1@7': list, with commas between, servers"),
        ("TWIN_OFFER_IN", "discord/1,discord/@7", "TWIN_OFFER_IN has 'discord/@7': list, with commas between"),
        ("TWIN_OFFER_IN", "discord/1/2/3", "TWIN_OFFER_IN has 'discord/1/2/3': a thread goes with its channel, so"),
        ("TWIN_OFFER_AFTER", "0", "TWIN_OFFER_AFTER is '0': give whole minutes from 1 to 100000, such as 30."),
        ("TWIN_OFFER_AFTER", "1h", "TWIN_OFFER_AFTER is '1h': give whole minutes"),
        *(
            ("TWIN_OFFER_FROM", value, f"TWIN_OFFER_FROM is '{value}': give a number from 0 to 1, such as 0.7.")
            for value in ("70", "70%", "-0.1", "nan", "sure")
        ),
        ("TWIN_TAKE_BACK", "true", "TWIN_TAKE_BACK is 'true': it is yes or no."),
        ("TWIN_DISCORD_THREADS", "1", "TWIN_DISCORD_THREADS is '1': it is yes or no."),
        ("TWIN_DISCORD_CATCH_UP", "24", "TWIN_DISCORD_CATCH_UP is '24': give hours or days, such as 24 hours"),
        ("TWIN_DISCORD_CATCH_UP", "31 days", "TWIN_DISCORD_CATCH_UP is '31 days': give 30 days at most"),
        ("TWIN_DISCORD_URL", "http://discord.com", "TWIN_DISCORD_URL is 'http://discord.com': give an address that"),
        ("TWIN_DISCORD_URL", "discord.com", "TWIN_DISCORD_URL is 'discord.com': give an address that begins with"),
        *(
            (
                "TWIN_DISCORD_GATEWAY",
                value,
                f"TWIN_DISCORD_GATEWAY is '{value}': give an address that begins with wss://.",
            )
            for value in ("ws://gateway.example", "https://gateway.example", "ws://8.8.8.8", "wss://", "ws://[::1")
        ),
    ],
)
def test_what_discord_cannot_be_set_to_is_a_sentence(name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=f"^{re.escape(sentence)}"):
        read({name: value}, NOWHERE)


# What a model needs.


@pytest.mark.parametrize(
    ("model", "variable"),
    [
        ("anthropic:x", "ANTHROPIC_API_KEY"),
        ("openai:x", "OPENAI_API_KEY"),
        ("google_genai:x", "GOOGLE_API_KEY"),
        ("google:x", "GOOGLE_API_KEY"),
        ("groq:x", "GROQ_API_KEY"),
    ],
)
def test_a_providers_own_key_is_for_the_provider_alone(tmp_path: Path, model: str, variable: str) -> None:
    (tmp_path / ".env").write_text(f"{variable}=theirs\n", encoding="utf-8")

    def key(**more: str) -> str:
        return read({"TWIN_MODEL": model, **more}, tmp_path / ".env").model_key

    assert key() == "theirs"
    assert key(TWIN_MODEL_KEY="mine") == "mine"
    assert key(TWIN_MODEL_URL="https://elsewhere.example") == ""
    assert read({}, tmp_path / ".env").model_key == ""


@pytest.mark.parametrize(
    ("value", "budget"),
    [
        ("200000 tokens", Budget(tokens=200_000)),
        ("1_000 token", Budget(tokens=1000)),
        ("$2.50", Budget(dollars=2.5)),
        ("5 USD", Budget(dollars=5)),
        ("0", Budget()),
    ],
)
def test_a_budget_is_in_tokens_or_dollars(value: str, budget: Budget) -> None:
    assert read({"TWIN_DAY_BUDGET": value}, NOWHERE).budgets.day == budget
    assert read({"TWIN_CONTACT_BUDGET": value}, NOWHERE).budgets.contact == budget


@pytest.mark.parametrize("name", ["TWIN_DAY_BUDGET", "TWIN_CONTACT_BUDGET"])
def test_a_budget_in_dollars_needs_a_price(name: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is in dollars: TWIN_MODEL_PRICE"):
        read({"TWIN_MODEL": "ollama:x", name: "$5"}, NOWHERE)
    assert read({"TWIN_MODEL": "ollama:x", name: "$5", "TWIN_MODEL_PRICE": "3/15"}, NOWHERE).model_price == (3, 15)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TWIN_MODEL_PRICE", "3"),
        ("TWIN_MODEL_PRICE", "-3/15"),
        ("TWIN_MODEL_TIMEOUT", "0"),
        ("TWIN_PROMPT_TOKENS", "999"),
        ("TWIN_DAY_BUDGET", "-1 tokens"),
        ("TWIN_DAY_BUDGET", "1000"),
        ("TWIN_MODEL_URL", "http://example.org"),
    ],
)
def test_what_a_model_cannot_be_set_to_is_a_sentence(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} is '{value}': give "):
        read({name: value}, NOWHERE)


def test_a_models_key_is_never_shown_with_the_settings() -> None:
    assert "s3cret" not in repr(read({"TWIN_MODEL_KEY": "s3cret"}, NOWHERE))


# What voices need.


def test_what_voices_need_is_read() -> None:
    found = read(
        {
            "TWIN_ELEVENLABS_KEY": " sk_hunter2 ",
            "TWIN_ELEVENLABS_URL": "http://127.0.0.1:8090/v1/",
            "TWIN_ELEVENLABS_MODEL": "eleven_flash_v2_5",
            "TWIN_VOICE_TIMEOUT": "30",
            "TWIN_VOICE_WAIT": "2.5",
            "TWIN_VOICE_DAY_BUDGET": "1_000 characters",
            "TWIN_VOICE_CONTACT_BUDGET": "0",
            "TWIN_VOICE_CACHE": "0",
            "TWIN_LISTEN_LONGEST": "60",
            "TWIN_LISTEN_BUDGET": "0",
            "TWIN_KEEP_SOUND": "yes",
        },
        NOWHERE,
    )

    assert (found.elevenlabs_key, found.elevenlabs_url) == ("sk_hunter2", "http://127.0.0.1:8090")
    assert found.elevenlabs_model == "eleven_flash_v2_5"
    assert (found.voice_timeout, found.voice_wait) == (timedelta(seconds=30), timedelta(seconds=2.5))
    assert (found.voice_day_budget, found.voice_contact_budget, found.voice_cache) == (1000, 0, 0)
    assert (found.listen_longest, found.listen_budget) == (timedelta(hours=1), timedelta(0))
    assert found.keep_sound


@pytest.mark.parametrize("listener", ["elevenlabs", "whisper", "whisper:large-v3", "whisper:/my models/small"])
def test_what_listens_is_the_provider_or_a_model_here(listener: str) -> None:
    assert read({"TWIN_LISTEN": f" {listener} "}, NOWHERE).listen == listener


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("", "theirs"),
        ("https://api.elevenlabs.io/", "theirs"),
        ("https://api.eu.residency.elevenlabs.io", "theirs"),
        ("https://elsewhere.example", ""),
        ("https://notelevenlabs.io", ""),
        ("https://elevenlabs.io.example", ""),
        ("https://api.elevenlabs.io@elsewhere.example", ""),
        ("http://127.0.0.1:8090", ""),
    ],
)
def test_the_key_of_other_programs_goes_to_elevenlabs_alone(tmp_path: Path, url: str, key: str) -> None:
    (tmp_path / ".env").write_text("ELEVENLABS_API_KEY=theirs\n", encoding="utf-8")

    def found(**more: str) -> str:
        return read({"TWIN_ELEVENLABS_URL": url, **more}, tmp_path / ".env").elevenlabs_key

    assert found() == key
    assert found(TWIN_ELEVENLABS_KEY="mine") == "mine"


def test_a_key_of_other_programs_that_is_none_is_left_alone() -> None:
    assert read({"ELEVENLABS_API_KEY": "not a key"}, NOWHERE).elevenlabs_key == ""


@pytest.mark.parametrize("key", ["sk hunter2", "‘hunter2’", "hunter2\n3", "hunter2\u200b"])
def test_what_is_no_key_is_told_and_never_shown(key: str) -> None:
    with pytest.raises(SettingsError, match=r"^TWIN_ELEVENLABS_KEY holds a space or a sign that no key has") as caught:
        read({"TWIN_ELEVENLABS_KEY": key}, NOWHERE)
    assert "hunter2" not in str(caught.value)


def test_the_key_of_a_voice_is_never_shown_with_the_settings() -> None:
    assert "hunter2" not in repr(read({"TWIN_ELEVENLABS_KEY": "hunter2"}, NOWHERE))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TWIN_ELEVENLABS_URL", "http://elevenlabs.io", "give an address that begins with https://."),
        ("TWIN_ELEVENLABS_MODEL", "a/b", "give the id of a model, such as eleven_multilingual_v2."),
        ("TWIN_VOICE_TIMEOUT", "0", "give seconds from 1 to 600, such as 60."),
        ("TWIN_VOICE_WAIT", "601", "give seconds from 0 to 600, such as 3."),
        ("TWIN_VOICE_DAY_BUDGET", "-1", "give a number of characters, such as 20000, or 0 for no limit."),
        ("TWIN_VOICE_CONTACT_BUDGET", "$5", "give a number of characters, such as 20000, or 0 for no limit."),
        ("TWIN_VOICE_CACHE", "1.5", "give whole megabytes from 0 to 100000, such as 200."),
        ("TWIN_LISTEN", "yes", "it is elevenlabs, whisper, or whisper with a model, such as whisper:small."),
        ("TWIN_LISTEN", "whisper:", "it is elevenlabs, whisper, or whisper with a model, such as whisper:small."),
        ("TWIN_LISTEN_LONGEST", "0", "give whole minutes from 1 to 60, such as 5."),
        ("TWIN_LISTEN_BUDGET", "1441", "give whole minutes from 0 to 1440, such as 30."),
        ("TWIN_KEEP_SOUND", "1", "it is yes or no."),
    ],
)
def test_what_a_voice_cannot_be_set_to_is_a_sentence(name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read({name: value}, NOWHERE)
    assert str(caught.value) == f"{name} is {value!r}: {sentence}"
