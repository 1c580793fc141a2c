"""How fast ``twin learn`` is, end to end, beside what its embedding model alone does on the same texts.

Usage: ``python benchmarks/learn.py [PATHS...] [--me NAME] [--messages 4000] [--posts 200] [--rounds 2]`` learns the
paths, or else a generated chat and posts, and gives the same texts to the embedder alone, in turns.
``python benchmarks/learn.py --only-read [--messages 500000]`` reads a generated Telegram export into a store in a
process of its own, without embedding, and tells its rate and memory.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from scratch import Silent, chosen, learned_in, run, table, warmed

from bot.compose import embedder_of
from memory.embedder import Embedder
from memory.embedding import embedded_text
from memory.importers import importer_for
from memory.intake import Intake
from memory.store import KINDS, Store, Unembedded
from memory.units import Unit
from twin.errors import SourceError

_GOAL = 0.85
_MEMORY_GOAL = 1500
# Texts given to the embedder at once, as the product does.
_STEP = 256
_WORDS = (
    "the a I you it to and is that of in for on my we at was have this so just but not what do like me can with "
    "be now there how get one out up if about when or know from all think will see good time need here go really "
    "then some would make no yes maybe tomorrow today work back too want more been bike train shop wheel chain "
    "bread flour oven rain road ferry hill lock tyre tube brake pedal light map tent stove coffee morning evening "
    "saturday thursday weekend weather wind cold warm repair order price parts steel frame saddle basket bell "
    "photo video post answer question thanks sorry please friend neighbour sister train ticket station platform "
    "pressure gravel tubeless sealant patch pump spoke nipple truing stand grease oil wax degreaser rag tool box"
).split()
_OWNER = "Mira Solano"


def chat(path: Path, messages: int, seed: int = 7) -> Path:
    """A Telegram export of a private chat: mostly short messages, some long, a reply within minutes."""
    draw = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        file.write('{"name": "Ines", "type": "personal_chat", "id": 7, "messages": [')
        moment, author = 1_600_000_000, 0
        for number in range(1, messages + 1):
            author = author if draw.random() < 0.3 else 1 - author
            moment += draw.choice((20, 60, 240, 3000, 40_000))
            message = {
                "id": number,
                "type": "message",
                "date": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)),
                "date_unixtime": str(moment),
                "from": (_OWNER, "Ines")[author],
                "from_id": f"user{author + 1}",
                "text": _text(draw, min(120, max(1, round(draw.lognormvariate(2.0, 0.9))))),
            }
            file.write(("," if number > 1 else "") + json.dumps(message))
        file.write("]}")
    return path


def posts(folder: Path, count: int, seed: int = 8) -> Path:
    """Markdown posts of some hundred words."""
    draw = random.Random(seed)
    folder.mkdir()
    for number in range(count):
        paragraphs = [_text(draw, draw.randint(30, 120)) for _ in range(draw.randint(3, 12))]
        title = _text(draw, 4)
        body = "\n\n".join(paragraphs)
        (folder / f"{number}.md").write_text(
            f"---\ntitle: {title}\ndate: 2024-05-01\n---\n\n{body}\n", encoding="utf-8"
        )
    return folder


def _text(draw: random.Random, words: int) -> str:
    return " ".join(draw.choices(_WORDS, k=words))


def texts_of(store: Store) -> list[str]:
    """What was embedded of every piece, in the order in which it was learned."""
    found: list[str] = []
    for kind, title in (("passages", "title"), ("exemplars", "''")):
        text = "text" if kind == "passages" else "message"
        rows = store.rows(f"SELECT id, {title}, {text} FROM {kind} ORDER BY id")  # noqa: S608 - two fixed names
        found += [embedded_text(Unembedded(KINDS[kind != "passages"], *row)) for row in rows]
    return found


def embed_sorted(embedder: Embedder, texts: Sequence[str]) -> None:
    """Each distinct text once, texts of one length together, as the product does."""
    order = sorted(dict.fromkeys(texts), key=len)
    for start in range(0, len(order), _STEP):
        embedder.embed(order[start : start + _STEP])


def embed_as_they_come(embedder: Embedder, texts: Sequence[str]) -> None:
    """Every text, repeated ones too, in the order in which they were learned."""
    for start in range(0, len(texts), _STEP):
        embedder.embed(texts[start : start + _STEP])


def learn(paths: Sequence[Path], me: str) -> tuple[float, list[str]]:
    """Learn into a new folder: the seconds it took, and the texts that were embedded."""
    with learned_in(None) as knowledge:
        warmed(knowledge.embedder)
        begun = time.perf_counter()
        learned = knowledge.learner.learn(paths, [me], None, Silent())
        seconds = time.perf_counter() - begun
        if not learned.passages:
            reason = learned.problems[0].sentence if learned.problems else "they hold no text."
            raise SourceError(f"nothing was learned from these paths: {reason}")
        return seconds, texts_of(knowledge.store)


def compare(paths: Sequence[Path], me: str, rounds: int) -> None:
    """Learn and embed in turns, and print the rates."""
    embedder = warmed(embedder_of(chosen(), print))
    taken: dict[str, list[float]] = {"twin learn": [], "embedder alone": [], "embedder, as they come": []}
    alone: dict[str, Callable[[Embedder, Sequence[str]], None]] = {
        "embedder alone": embed_sorted,
        "embedder, as they come": embed_as_they_come,
    }
    for _ in range(rounds):
        seconds, texts = learn(paths, me)
        taken["twin learn"].append(seconds)
        for name, embed in alone.items():
            begun = time.perf_counter()
            embed(embedder, texts)
            taken[name].append(time.perf_counter() - begun)
    # Others use the machine too: the fastest round of each is the least disturbed one.
    fastest = {name: min(seconds) for name, seconds in taken.items()}
    whole = fastest["twin learn"]
    rows = [
        [name, f"{seconds:.1f}", f"{len(texts) / seconds:.0f}", f"{seconds / whole:.2f}"]
        for name, seconds in fastest.items()
    ]
    print(f"{len(texts)} pieces, {len(set(texts))} distinct texts, the fastest of {rounds} rounds.\n")
    print(table(["", "s", "pieces/s", "its time / twin's"], rows))
    ratio = fastest["embedder alone"] / whole
    print(f"\ntwin learn runs at {ratio:.2f} of the embedder's own rate (goal {_GOAL}). {_peak()}")


def only_read(path: Path) -> None:
    """Read the export into a store, and print how fast."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "knowledge.db")
        begun = time.perf_counter()
        taken = Intake(store, path, [_OWNER], None, []).take(Unit.of(path), importer_for(path))
        seconds = time.perf_counter() - begun
        store.close()
    passages, exemplars = taken.added["passages"], taken.added["exemplars"]
    rate = f"{passages / seconds:.0f} messages/s"
    print(f"{passages} messages and {exemplars} pairs read in {seconds:.0f} s: {rate}. {_peak()}")


def _peak() -> str:
    return f"Resident memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB."


def main() -> None:
    """Generate what is missing, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--me", default=_OWNER, help="the owner's name in the chats of the paths")
    parser.add_argument("--messages", type=int, help="of the generated chat: 4000, or 500000 with --only-read")
    parser.add_argument("--posts", type=int, default=200, help="generated beside the chat")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only-read", action="store_true", help="read into the store, embed nothing")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        only_read(given.paths[0])
        return
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "result.json"
        if given.only_read:
            path = given.paths[0] if given.paths else chat(export, given.messages or 500_000)
            print(f"{path.stat().st_size / 1e6:.0f} MB; the goal is less than {_MEMORY_GOAL} MB of memory.", flush=True)
            # A process of its own: what generating took is not counted.
            subprocess.run([sys.executable, __file__, "--only-read", "--here", str(path)], check=True)
            return
        generated = (
            [] if given.paths else [chat(export, given.messages or 4000), posts(Path(folder) / "posts", given.posts)]
        )
        compare(given.paths or generated, given.me, given.rounds)


if __name__ == "__main__":
    run(main)
