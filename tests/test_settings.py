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
