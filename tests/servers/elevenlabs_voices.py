"""The voices and models of the tests' ElevenLabs, and the files that are sent to it."""

import dataclasses
import hashlib
import re
import secrets
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from tests.servers.elevenlabs_faults import Json, Refused, Violation
from tests.servers.elevenlabs_sounds import heard

# How many samples a voice may be made of, and how large each may be, in bytes.
_SAMPLES, _LARGEST = 25, 11_000_000
_PAGE = 100


@dataclass(frozen=True)
class Upload:
    """A file that was sent, with the name and the type that its sender gave it."""

    field: str
    name: str
    kind: str
    size: int
    sha256: str
    content: bytes = dataclasses.field(repr=False)


@dataclass
class Kept:
    """A voice that is kept here."""

    id: str
    name: str
    category: str = "cloned"
    description: str = ""
    files: list[Upload] = dataclasses.field(default_factory=list)
    verified: bool = True

    def shown(self) -> Json:
        """What is told of it."""
        return {
            "voice_id": self.id,
            "name": self.name,
            "category": self.category,
            "description": self.description or None,
            "labels": {},
            "samples": [{"sample_id": f"{self.id}-{n}", "file_name": one.name} for n, one in enumerate(self.files)],
            "voice_verification": {"requires_verification": not self.verified, "is_verified": False},
        }


@dataclass(frozen=True)
class Model:
    """A model that speaks or listens."""

    id: str
    longest: int = 10_000
    takes_language: bool = False
    speaks: bool = True
    listed: bool = True

    def shown(self) -> Json:
        """What is told of it."""
        return {
            "model_id": self.id,
            "name": self.id,
            "can_do_text_to_speech": self.speaks,
            "languages": [{"language_id": "en", "name": "English"}],
            "maximum_text_length_per_request": self.longest,
        }


MODELS = {
    model.id: model
    for model in (
        Model("eleven_multilingual_v2"),
        Model("eleven_flash_v2_5", 40_000, takes_language=True),
        Model("eleven_turbo_v2_5", 40_000, takes_language=True),
        Model("eleven_english_sts_v2", speaks=False),
        Model("scribe_v1", speaks=False, listed=False),
        Model("scribe_v2", speaks=False, listed=False),
    )
}
KEPT = (
    Kept("21m00Tcm4TlvDq8ikWAM", "Rachel", "premade"),
    Kept("JBFqnCBsd6RMkjVDRZzb", "George", "premade"),
)


class Voices:
    """The voices of the account: those that everybody has, and those that were added."""

    def __init__(self, *, cloning: bool = True, verifies: bool = False, voice_limit: int = 10) -> None:
        self.cloning = cloning
        self.verifies = verifies
        self.voice_limit = voice_limit
        # Those that were added, in their order.
        self.voices: list[Kept] = []
        self.deleted: list[str] = []

    def keep(self, voice: Kept) -> None:
        """Have this voice, as if it had been added."""
        self.voices.append(voice)

    def verify(self, voice: str) -> None:
        """The owner has shown that it is theirs."""
        self._found(voice).verified = True

    def _found(self, voice: str) -> Kept:
        for kept in (*self.voices, *KEPT):
            if kept.id == voice:
                return kept
        said = f"A voice with voice_id '{voice}' was not found."
        raise Refused(404, "voice_not_found", said, kind="not_found")

    def _speaks(self, voice: str) -> None:
        if not self._found(voice).verified:
            said = "This voice requires verification before it can be used."
            raise Refused(403, "voice_not_verified", said, kind="authorization_error")

    async def _add(self, request: web.Request) -> Json:
        fields, files = await read_form(request, whole=False)
        if unknown := set(fields) - {"name", "remove_background_noise", "description", "labels"}:
            raise Violation(f"the form holds {sorted(unknown)}")
        if not 1 <= len(fields.get("name", "")) <= 100 or len(fields.get("description", "")) > 500:
            raise Violation("the name or the description is too short or too long")
        if not 1 <= len(files) <= _SAMPLES or any(one.field != "files" for one in files):
            raise Violation("there are no samples, or too many")
        if not self.cloning:
            said = "Your subscription does not include instant voice cloning. Please upgrade your plan."
            raise Refused(400, "can_not_use_instant_voice_cloning", said, kind="payment_required")
        if len(self.voices) >= self.voice_limit:
            said = f"You have reached your maximum amount of custom voices ({self.voice_limit})."
            raise Refused(400, "voice_limit_reached", said)
        for one in files:
            _check_sample(one)
        voice = Kept(secrets.token_hex(10), fields["name"], "cloned", fields.get("description", ""), files)
        voice.verified = not self.verifies
        self.voices.append(voice)
        return {"voice_id": voice.id, "requires_verification": self.verifies}

    async def _delete(self, request: web.Request) -> Json:
        voice = self._found(request.path.rpartition("/")[2])
        if voice.category == "premade":
            raise Refused(400, "voice_not_deletable", "This voice is everybody's.")
        self.voices.remove(voice)
        self.deleted.append(voice.id)
        return {"status": "ok"}

    async def _voice(self, request: web.Request) -> Json:
        return self._found(request.path.rpartition("/")[2]).shown()

    async def _list(self, request: web.Request) -> Json:
        everybody = [*KEPT, *self.voices]
        if request.path.startswith("/v1"):
            return {"voices": [voice.shown() for voice in everybody]}
        if unknown := set(request.query) - {"page_size", "next_page_token", "include_total_count"}:
            raise Violation(f"the query holds {sorted(unknown)}")
        size, token = request.query.get("page_size", "10"), request.query.get("next_page_token", "p0")
        if not size.isdecimal() or not 1 <= int(size) <= _PAGE or not re.fullmatch("p[0-9]{1,6}", token):
            raise Violation("a page is of one to a hundred, and begins where the last one ended")
        start, end = int(token[1:]), int(token[1:]) + int(size)
        more = end < len(everybody)
        return {
            "voices": [voice.shown() for voice in everybody[start:end]],
            "has_more": more,
            "total_count": 0 if request.query.get("include_total_count") == "false" else len(everybody),
            "next_page_token": f"p{end}" if more else None,
        }


def _check_sample(upload: Upload) -> None:
    if upload.size > _LARGEST:
        raise Refused(400, "upload_file_size_exceeded", "A file is larger than 11 MB.")
    try:
        samples = heard(upload.content)
    except ValueError as error:
        raise Refused(400, "invalid_content", "A file is no audio.") from error
    if len(samples) < 2 * 16_000:
        raise Refused(400, "voice_too_short", "A sample is shorter than a second.")


async def read_form(request: web.Request, *, whole: bool) -> tuple[dict[str, str], list[Upload]]:
    """A form's fields and files; ``whole``: it has one file at most."""
    if request.content_type != "multipart/form-data":
        raise Violation("the content is no form")
    fields: dict[str, str] = {}
    files: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            raise Violation("a part of the form has no name")
        content = bytes(await part.read(decode=False))
        if part.filename is None:
            fields[part.name] = content.decode()
            continue
        kind, digest = part.headers.get("Content-Type", ""), hashlib.sha256(content).hexdigest()
        files.append(Upload(part.name, part.filename, kind, len(content), digest, content))
    if whole and len(files) > 1:
        raise Violation("there is more than one file")
    return fields, files
