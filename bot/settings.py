"""Every environment variable, read once; what they mean stands in ``.env.example``."""

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot import discord_settings as discord
from bot import voice_settings as voice
from bot.policy import Budget, Budgets, Limit, Rules
from twin.errors import SettingsError

Address = tuple[str, int]
# US dollars for a million tokens read, and for a million written.
Price = tuple[float, float]

_CONTACT_LIMIT = Limit(30, timedelta(hours=1))
_CONVERSATION_LIMIT = Limit(60, timedelta(hours=1))

_DAY_BUDGET = Budget(tokens=2_000_000)
_CONTACT_BUDGET = Budget(tokens=200_000)

# Whoever asked so long ago expects no answer any more.
_LONGEST_CATCH_UP = timedelta(days=30)

_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; a field ``data`` is the variable ``TWIN_DATA``, and so on."""

    data: Path = Path("~/.ai-twin").expanduser()  # noqa: RUF009 - a path does not change
    models: Path | None = None
    embedder: str = ""
    threads: int = 0
    telegram_token: str = field(default="", repr=False)
    telegram_url: str = "https://api.telegram.org"
    telegram_webhook: str = ""
    discord_token: str = field(default="", repr=False)
    discord_url: str = "https://discord.com/api/v10"
    discord_gateway: str = ""
    discord_threads: bool = False
    discord_reaction: str = "👀"
    discord_catch_up: timedelta = timedelta(hours=24)
    admits: frozenset[str] = frozenset()
    quiet: timedelta = timedelta(seconds=3)
    contact_limit: Limit = _CONTACT_LIMIT
    conversation_limit: Limit = _CONVERSATION_LIMIT
    takeover: timedelta = timedelta(hours=1)
    lapse: timedelta = timedelta(0)
    take_back: bool = False
    on_doubt: str = "ask"
    offer_in: frozenset[str] = frozenset()
    offer_after: timedelta = timedelta(minutes=30)
    offer_from: float = 0.7
    model: str = ""
    model_url: str = ""
    model_key: str = field(default="", repr=False)
    model_price: Price | None = None
    model_timeout: timedelta = timedelta(seconds=60)
    prompt_tokens: int = 6000
    day_budget: Budget = _DAY_BUDGET
    contact_budget: Budget = _CONTACT_BUDGET
    elevenlabs_key: str = field(default="", repr=False)
    elevenlabs_url: str = "https://api.elevenlabs.io"
    elevenlabs_model: str = "eleven_multilingual_v2"
    voice_timeout: timedelta = timedelta(seconds=60)
    voice_wait: timedelta = timedelta(0)
    voice_day_budget: int = 20_000
    voice_contact_budget: int = 4000
    voice_cache: int = 200
    listen: str = ""
    listen_longest: timedelta = timedelta(minutes=5)
    listen_budget: timedelta = timedelta(minutes=30)
    keep_sound: bool = False
    live_every: timedelta = timedelta(hours=6)
    live_allow: frozenset[str] = frozenset()
    http: Address | None = None
    metrics: Address | None = None

    @property
    def embedder_key(self) -> str:
        """The embedder's name as a short file name."""
        return hashlib.blake2b(self.embedder.encode(), digest_size=4).hexdigest()

    @property
    def rules(self) -> Rules:
        """Who is answered, and how much."""
        limits = (self.contact_limit, self.conversation_limit)
        return Rules(self.admits, *limits, self.takeover, offer_from=self.offer_from)

    @property
    def budgets(self) -> Budgets:
        """What models may take in a day."""
        return Budgets(self.day_budget, self.contact_budget)

    @property
    def models_folder(self) -> Path:
        """Where the exported embedder lies."""
        return self.models or self.data / "models"


def read(environment: Mapping[str, str] = os.environ, file: Path = Path(".env")) -> Settings:
    """The settings from the environment, and from ``.env`` for what stands only there. Raises SettingsError."""
    values = _values_in(file) | dict(environment)
    given = {name: values[name] for name in values if name.startswith("TWIN_") and values[name].strip()}
    known = {f"TWIN_{field.name.upper()}": field for field in fields(Settings)}
    if unknown := sorted(given.keys() - known.keys()):
        raise SettingsError(f"{unknown[0]} is no setting of twin: the settings are {', '.join(sorted(known))}.")
    found = Settings(**{known[name].name: _READERS[known[name].name](name, value) for name, value in given.items()})
    _affordable(found)
    return _with_own_keys(found, values)


def _with_own_keys(found: Settings, values: Mapping[str, str]) -> Settings:
    """With the providers' own keys where no other is given: each is for its provider, and no other address gets it."""
    if found.model and not found.model_key and not found.model_url:
        found = replace(found, model_key=values.get(_own_key(found.model), "").strip())
    if not found.elevenlabs_key:
        found = replace(found, elevenlabs_key=voice.own_key(values.get("ELEVENLABS_API_KEY", ""), found.elevenlabs_url))
    return found


def _own_key(model: str) -> str:
    """The variable in which a provider's other programs look for the key."""
    provider = model.partition(":")[0]
    short = {"google_genai": "google", "mistralai": "mistral"}.get(provider, provider)
    return f"{short.upper()}_API_KEY"


def _affordable(found: Settings) -> None:
    """Raise SettingsError for a budget in dollars that nobody could count."""
    for name, budget in (("TWIN_DAY_BUDGET", found.day_budget), ("TWIN_CONTACT_BUDGET", found.contact_budget)):
        if budget.dollars is not None and found.model and found.model_price is None:
            raise SettingsError(
                f"{name} is in dollars: TWIN_MODEL_PRICE has to say what the model costs, such as 3/15, or give the "
                "budget in tokens."
            )


def _values_in(file: Path) -> dict[str, str]:
    try:
        return {name: value for name, value in dotenv_values(file).items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.absolute()} cannot be read: it must be a text file in UTF-8.") from error


def _folder(name: str, value: str) -> Path:
    try:
        return Path(value.strip()).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"{name} is {value!r}: there is no such user, so write the whole path.") from error


def _text(_: str, value: str) -> str:
    return value.strip()


def _whole_number(name: str, value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > 1024:
        raise SettingsError(f"{name} is {value!r}: give a whole number from 0 to 1024.")
    return int(value)


def _url(name: str, value: str) -> str:
    """An address without the slash at its end; one outside of this house has to be encrypted: it carries the token."""
    return _encrypted(name, value, "https", "http")


def _encrypted(name: str, value: str, secure: str, plain: str) -> str:
    """An address without the slash at its end, by one of these two schemes; by ``plain`` only at home."""
    url = value.strip().rstrip("/")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        fits = bool(host) and (parts.scheme == secure or (parts.scheme == plain and _at_home(host)))
    except ValueError:
        fits = False
    if not fits:
        raise SettingsError(f"{name} is {value!r}: give an address that begins with {secure}://.")
    return url


def _discord_url(name: str, value: str) -> str:
    url = _url(name, value)
    return url if urlsplit(url).path else f"{url}/api/v10"


def _elevenlabs_url(name: str, value: str) -> str:
    return _url(name, value).removesuffix("/v1")


def _gateway(name: str, value: str) -> str:
    return _encrypted(name, value, "wss", "ws")


def _at_home(host: str) -> bool:
    """Whether a host is this machine, or one of a private network."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".lan"))


def _admits(name: str, value: str) -> frozenset[str]:
    names = {part.strip() for part in value.split(",") if part.strip()}
    for one in sorted(names - {"everyone", "contacts", "groups"}):
        if not re.fullmatch(r"[a-z]+/\S+", one):
            raise SettingsError(
                f"{name} has {one!r}: list, with commas between, everyone, contacts, groups, and single accounts or "
                "groups as in telegram/4711, telegram/-100123 or discord/4711."
            )
        if one.startswith("discord/") and (fault := discord.opened_fault(one)):
            raise SettingsError(f"{name} has {one!r}, which {fault}")
    return frozenset(names)


def _yes_or_no(name: str, value: str) -> bool:
    said = value.strip().casefold()
    if said not in ("yes", "no"):
        raise SettingsError(f"{name} is {value!r}: it is yes or no.")
    return said == "yes"


def _seconds(name: str, value: str) -> timedelta:
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= 600:
        raise SettingsError(f"{name} is {value!r}: give seconds from 0 to 600, such as 3.")
    return timedelta(seconds=seconds)


def _minutes(name: str, value: str) -> timedelta:
    if not value.isascii() or not value.isdigit() or int(value) > 100_000:
        raise SettingsError(f"{name} is {value!r}: give whole minutes from 0 to 100000, such as 60.")
    return timedelta(minutes=int(value))


def _some_minutes(name: str, value: str) -> timedelta:
    found = _minutes(name, value)
    if not found:
        raise SettingsError(f"{name} is {value!r}: give whole minutes from 1 to 100000, such as 30.")
    return found


def _part(name: str, value: str) -> float:
    try:
        part = float(value)
    except ValueError:
        part = -1
    if not 0 <= part <= 1:
        raise SettingsError(f"{name} is {value!r}: give a number from 0 to 1, such as 0.7.")
    return part


def _long_time(name: str, value: str) -> timedelta:
    found = re.fullmatch(r"([0-9]{1,4})\s*(hour|day)s?", value.strip())
    if value.strip() == "0":
        return timedelta(0)
    if found is None:
        raise SettingsError(f"{name} is {value!r}: give hours or days, such as 24 hours, or 0 for never.")
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def _catch_up(name: str, value: str) -> timedelta:
    found = _long_time(name, value)
    if found > _LONGEST_CATCH_UP:
        raise SettingsError(f"{name} is {value!r}: give 30 days at most, such as 24 hours, or 0 for never.")
    return found


def _limit(name: str, value: str) -> Limit:
    found = re.fullmatch(r"([0-9]{1,6})\s*/\s*([0-9]{0,4})\s*(second|minute|hour|day)s?", value.strip())
    if value.strip() == "0":
        return Limit(0, timedelta(hours=1))
    if found is None or found[2] == "0":
        raise SettingsError(
            f"{name} is {value!r}: give a number of answers and a time, such as 30/hour, or 0 for none."
        )
    return Limit(int(found[1]), timedelta(seconds=int(found[2] or 1) * _UNITS[found[3]]))


def _price(name: str, value: str) -> Price:
    found = re.fullmatch(r"\$?([0-9]{1,4}(?:\.[0-9]{1,6})?)\s*/\s*\$?([0-9]{1,4}(?:\.[0-9]{1,6})?)", value.strip())
    if found is None:
        raise SettingsError(
            f"{name} is {value!r}: give US dollars for a million tokens read and written, such as 3/15."
        )
    return float(found[1]), float(found[2])


def _budget(name: str, value: str) -> Budget:
    text = value.strip().casefold().replace("_", "")
    if text == "0":
        return Budget()
    if found := re.fullmatch(r"([0-9]{1,12})\s*tokens?", text):
        return Budget(tokens=int(found[1]))
    if found := re.fullmatch(r"\$\s*([0-9]{1,6}(?:\.[0-9]{1,4})?)|([0-9]{1,6}(?:\.[0-9]{1,4})?)\s*(?:\$|usd)", text):
        return Budget(dollars=float(found[1] or found[2]))
    raise SettingsError(f"{name} is {value!r}: give tokens or dollars, such as 200000 tokens or $2, or 0 for no limit.")


def _patience(name: str, value: str) -> timedelta:
    found = _seconds(name, value)
    if found < timedelta(seconds=1):
        raise SettingsError(f"{name} is {value!r}: give seconds from 1 to 600, such as 60.")
    return found


def _tokens(name: str, value: str) -> int:
    text = value.strip().replace("_", "")
    if not text.isascii() or not text.isdigit() or not 2000 <= int(text) <= 1_000_000:
        raise SettingsError(f"{name} is {value!r}: give a whole number from 2000 to 1000000, such as 6000.")
    return int(text)


def _doubt(name: str, value: str) -> str:
    if value.strip() not in ("ask", "repeat"):
        raise SettingsError(f"{name} is {value!r}: it is ask or repeat.")
    return value.strip()


def _hosts(name: str, value: str) -> frozenset[str]:
    hosts = frozenset(host.strip().lower() for host in value.replace(",", " ").split())
    if wrong := next((host for host in sorted(hosts) if not re.fullmatch(r"[\w.:-]{1,253}", host)), ""):
        raise SettingsError(f"{name} holds {wrong!r}: give names or numbers of hosts, such as wiki.home or 10.0.0.7.")
    return hosts


def _address(name: str, value: str) -> Address:
    host, _, port = value.strip().rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65_536:
        raise SettingsError(f"{name} is {value!r}: give an address and a port to listen on, such as 127.0.0.1:8080.")
    return host.strip("[]"), int(port)


_READERS: dict[str, Callable[[str, str], Any]] = {
    "data": _folder,
    "models": _folder,
    "embedder": _text,
    "threads": _whole_number,
    "telegram_token": _text,
    "telegram_url": _url,
    "telegram_webhook": _url,
    "discord_token": discord.token,
    "discord_url": _discord_url,
    "discord_gateway": _gateway,
    "discord_threads": _yes_or_no,
    "discord_reaction": discord.emoji,
    "discord_catch_up": _catch_up,
    "admits": _admits,
    "quiet": _seconds,
    "contact_limit": _limit,
    "conversation_limit": _limit,
    "takeover": _minutes,
    "lapse": _long_time,
    "take_back": _yes_or_no,
    "on_doubt": _doubt,
    "offer_in": discord.places,
    "offer_after": _some_minutes,
    "offer_from": _part,
    "model": _text,
    "model_url": _url,
    "model_key": _text,
    "model_price": _price,
    "model_timeout": _patience,
    "prompt_tokens": _tokens,
    "day_budget": _budget,
    "contact_budget": _budget,
    "elevenlabs_key": voice.key,
    "elevenlabs_url": _elevenlabs_url,
    "elevenlabs_model": voice.model,
    "voice_timeout": _patience,
    "voice_wait": _seconds,
    "voice_day_budget": voice.characters,
    "voice_contact_budget": voice.characters,
    "voice_cache": voice.megabytes,
    "listen": voice.listener,
    "listen_longest": voice.longest,
    "listen_budget": voice.listening,
    "keep_sound": _yes_or_no,
    "live_every": _long_time,
    "live_allow": _hosts,
    "http": _address,
    "metrics": _address,
}
