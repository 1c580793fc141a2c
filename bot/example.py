"""The invented owner who shows what a twin can do: what is learned of them, and who may hear it."""

from pathlib import Path

from bot.compose import Knowledge
from memory.learn import Progress
from twin.knowledge import Audience

# Everything else of the export, such as the chat with a friend, is heard by nobody but the owner.
_OPEN = {
    "Dagny": Audience.PUBLIC,
    "Tobi": Audience.PUBLIC,
    "Ines": Audience.PUBLIC,
    "Thursday workshop": Audience.FOLLOWERS,
}


def folder() -> Path:
    """Where the example owner's files lie: in the installed package, or in the checkout beside it."""
    packaged = Path(__file__).parent / "examples"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "examples"


def learn(knowledge: Knowledge, progress: Progress) -> None:
    """Learn the example owner's posts and chats, and open the chats that may be heard; again changes nothing."""
    knowledge.learner.learn([folder() / "posts", folder() / "chat"], ["Mira Solano"], None, progress)
    for source in knowledge.store.sources():
        audience = _OPEN.get(source.title, source.audience)
        if audience != source.audience:
            knowledge.learner.open_to(source, audience)
