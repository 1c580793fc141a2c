"""A folder of posts and its known-item queries, as the files that ``benchmarks/recall.py`` reads.

Usage: ``python benchmarks/blog.py --posts DIR --known known_items.json --out FOLDER`` writes ``documents.jsonl``,
``queries.jsonl`` and ``gold.json``. A document's id is its file name; a query's is its place in the list, its right
answer is ``target``, and ``source``, the post that cites it, is left out of the results.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from scratch import read_json, run

from memory.importers import importer_for
from memory.importers.records import Document
from twin.errors import SourceError


def documents(posts: Path) -> Iterator[dict[str, object]]:
    """Each post as the product's own importer reads it."""
    if not posts.is_dir():
        raise SourceError(f"{posts} is no folder: --posts names a folder of posts.")
    for path in sorted(posts.iterdir()):
        for record in importer_for(path).read(path):
            if isinstance(record, Document):
                yield {
                    "id": path.name,
                    "text": record.text,
                    "title": record.title,
                    "url": record.link,
                    "sent_at": record.written_at.isoformat() if record.written_at else None,
                }


def main() -> None:
    """Write the three files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, required=True, help="folder of posts")
    parser.add_argument("--known", type=Path, required=True, help="list of {source, target, query}")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    given = parser.parse_args()
    known = read_json(given.known)
    given.out.mkdir(parents=True, exist_ok=True)
    _write_lines(given.out / "documents.jsonl", documents(given.posts))
    queries = ({"id": str(n), "text": item["query"], "exclude": [item["source"]]} for n, item in enumerate(known))
    _write_lines(given.out / "queries.jsonl", queries)
    gold = {str(number): {"ids": [item["target"]]} for number, item in enumerate(known)}
    (given.out / "gold.json").write_text(json.dumps(gold), encoding="utf-8")


def _write_lines(path: Path, lines: Iterator[dict[str, object]]) -> None:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    run(main)
