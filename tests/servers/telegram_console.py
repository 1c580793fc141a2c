"""The Telegram of the tests on a console: what is typed is done by people, and what the bot says to them is printed."""

import asyncio
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.servers.telegram_people import People, Sent, User
from tests.servers.telegram_sounds import lasting

_HELP = """\
What you type is said to the bot by Jonas, “Mira: hello” by Mira; what the bot says is printed.
“Mira! 2” presses the second of the buttons that she was shown last.
“Mira 🎤 hello.ogg” sends that file as her voice message."""

_LINE = re.compile(r"(?P<name>[A-Z]\w{1,20})(?:: ?(?P<text>.+)|! ?(?P<button>[0-9]{1,2})| ?🎤 ?(?P<file>.+))")


class Console:
    """Everybody in private with the bot. ``sent`` grows by what it says, of which the files go into ``keep``."""

    def __init__(self, people: People, sent: Sequence[Sent], keep: Path | None) -> None:
        self._people = people
        self._sent = sent
        self._keep = keep
        self._named: dict[str, User] = {}

    async def run(self) -> None:
        """Obey every line, and print what the bot does; after the last line go on printing."""
        print(_HELP, flush=True)
        printing = asyncio.create_task(self._print())
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line.strip():
                self._obey(line.strip())
        # Whoever reads from a file wants to see the answers, too.
        await printing

    def _obey(self, line: str) -> None:
        """Let somebody say or press something."""
        match = _LINE.fullmatch(f"Jonas {line}" if line.startswith("🎤") else line)
        name, text = (match["name"], match["text"]) if match else ("Jonas", line)
        if name not in self._named:
            self._named[name] = self._people.user(name, username=name.lower())
        user = self._named[name]
        if match is not None and match["file"]:
            self._speak(user, Path(match["file"]).expanduser())
        elif match is not None and match["button"]:
            self._press(user, int(match["button"]))
        else:
            self._people.say(self._people.private(user), user, text)

    def _speak(self, user: User, path: Path) -> None:
        """Send a file as phones would: as a voice message, a round video, or a file of sound."""
        try:
            content = path.read_bytes()
        except OSError as error:
            print(f"{path}: {error.strerror}.", flush=True)
            return
        kind = "voice" if lasting(content) is not None else "video_note" if content[4:8] == b"ftyp" else "audio"
        self._people.say(self._people.private(user), user, sound=self._people.files.keep(content, kind))
        print(f"{user.first_name} sends {path.name} as {kind}.", flush=True)

    def _press(self, user: User, number: int) -> None:
        shown = [one for one in self._people.shown(self._people.private(user)) if one.buttons]
        data = list(shown[-1].buttons.values()) if shown else []
        if not 0 < number <= len(data):
            print(f"{user.first_name} sees no such button.", flush=True)
            return
        place = {"chat": {"id": user.id}, "message_id": shown[-1].message_id}
        self._people.press(place, user, data[number - 1])

    async def _print(self) -> None:
        shown = 0
        while True:
            await asyncio.sleep(0.1)
            for sent in self._sent[shown:]:
                rows = (sent.reply_markup or {}).get("inline_keyboard", ())
                labels = [button["text"] for row in rows for button in row]
                buttons = "".join(f" [{number} {label}]" for number, label in enumerate(labels, 1))
                print(f"bot to {sent.chat_id}> {self._file(sent)}{sent.text}{buttons}", flush=True)
            shown = len(self._sent)

    def _file(self, sent: Sent) -> str:
        """What there is to be said of a file that the bot sent."""
        content = sent.voice or sent.video
        if content is None:
            return ""
        where = ""
        if self._keep:
            path = self._keep / f"{sent.chat_id}-{sent.message_id}{Path(sent.name).suffix}"
            path.write_bytes(content)
            where = f", {path}"
        return f"({'voice' if sent.voice else 'film'}, {sent.seconds} s, {len(content)} bytes{where}) "
