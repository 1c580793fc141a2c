"""An update of Telegram → what arrived for the twin; None for all that is none of its business."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Update, User
from telegram import Message as Written
from telegram.constants import ChatType

from adapters.telegram.addresses import Address, place, reference
from adapters.telegram.business import Connection
from adapters.telegram.sounds import sound_in
from adapters.telegram.wording import Me, Wording, storable, wording
from twin.knowledge import Audience
from twin.message import Arrival, Closed, Contact, Conversation, Deletion, Edit, Message, Moved, OwnerWrote, Press

# Animations come with a document, venues with a location: what says more stands first.
_ATTACHMENTS = {
    "animation": "animation",
    "photo": "photo",
    "video": "video",
    "voice": "voice",
    "audio": "audio",
    "video_note": "video note",
    "sticker": "sticker",
    "document": "document",
    "location": "location",
    "contact": "contact",
    "poll": "poll",
    "story": "story",
    "dice": "dice",
    "game": "game",
    "checklist": "checklist",
    "paid_media": "paid media",
    "invoice": "invoice",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads updates as the bot that they were sent to."""

    me: Me
    commands: Collection[str]

    def event(self, update: int) -> str:
        """The name for good of an update's arrival."""
        return f"{place(self.me.id)}/{update}"

    def read(self, update: Update, connection: Connection | None) -> Arrival | None:
        """What arrived; ``connection`` is the business connection it came through. Raises if the update is odd."""
        event = self.event(update.update_id)
        if update.message is not None:
            return _moved(event, update.message) or self._said(event, update.message, _sender(update.message))
        if update.edited_message is not None:
            return self._edited(event, update.edited_message)
        if update.callback_query is not None:
            return self._pressed(event, update.callback_query)
        if update.my_chat_member is not None:
            return _membership(event, update.my_chat_member)
        if connection is None or not connection.open:
            return None
        return self._owners(event, update, connection)

    def _owners(self, event: str, update: Update, connection: Connection) -> Arrival | None:
        """What happens in the owner's own chats."""
        if (deleted := update.deleted_business_messages) is not None and deleted.message_ids:
            conversation = _conversation(Address(deleted.chat.id, owner=connection.user), deleted.chat, connection)
            return Deletion(
                event, conversation, tuple(reference(connection.user, number) for number in deleted.message_ids)
            )
        if (written := update.business_message) is not None:
            if written.from_user is None or written.from_user.id != connection.user:
                return self._said(event, written, _sender(written), connection)
            # What the bot or Telegram itself wrote in the owner's name, such as an away message, is no hand of theirs.
            if written.sender_business_bot is not None or written.is_from_offline:
                return None
            # What they had another bot put there, by its inline menu, is: no ``_sender`` is asked.
            message = self._said(event, written, _person(written.from_user), connection)
            return None if message is None else OwnerWrote(message)
        if (written := update.edited_business_message) is not None:
            # That the owner wrote there is known since they did; what they mend later changes nothing about it.
            owner = written.from_user is not None and written.from_user.id == connection.user
            return None if owner else self._edited(event, written, connection)
        return None

    def _pressed(self, event: str, query: CallbackQuery) -> Press | None:
        """The press, where the bot can answer it; a message too old to be told of still says where it stands."""
        stands = query.message
        where = _address(stands, None) if isinstance(stands, Written) else None
        if stands is None or where is None or not query.data or query.from_user.is_bot:
            return None
        return Press(
            event,
            _conversation(where, stands.chat),
            _person(query.from_user),
            reference(self.me.id, stands.message_id),
            storable(query.data),
            query.id,
        )

    def _edited(self, event: str, written: Written, connection: Connection | None = None) -> Edit | None:
        # A live location is edited with every step of its bearer.
        if written.location is not None:
            return None
        sender = _sender(written)
        if (message := self._said(event, written, sender, connection)) is not None:
            return Edit(message)
        # It may have been a question to the twin before. What it says now, among strangers, is not kept.
        bare = self._bare(event, written, sender, connection)
        return None if bare is None or not bare.conversation.group else Edit(bare, addressed=False)

    def _said(
        self, event: str, written: Written, sender: Contact | None, connection: Connection | None = None
    ) -> Message | None:
        """The message, if it is meant for the twin and says anything."""
        message = self._bare(event, written, sender, connection)
        if message is None:
            return None
        said = wording(written, self.me, self.commands, names=message.conversation.group)
        attachment = _attachment(written)
        if message.conversation.group and not self._addressed(written, said):
            return None
        if not (written.text or written.caption or attachment):
            return None
        answered = "" if connection is not None else self._answered(written)
        return replace(
            message,
            text=said.text,
            attachment=attachment,
            command=said.command,
            reply_to=answered,
            sound=sound_in(written),
        )

    def _bare(
        self, event: str, written: Written, sender: Contact | None, connection: Connection | None
    ) -> Message | None:
        """The message without what it says."""
        where = _address(written, connection)
        if where is None or sender is None:
            return None
        return Message(
            event=event,
            conversation=_conversation(where, written.chat, connection),
            sender=sender,
            text="",
            sent_at=written.date.astimezone(UTC),
            forwarded=written.forward_origin is not None,
            reference=reference(self.me.id if connection is None else connection.user, written.message_id),
        )

    def _answered(self, written: Written) -> str:
        """The reference of the message that a private one expressly answers."""
        answered = written.reply_to_message
        # Everything in a topic counts as a reply to its beginning.
        if written.chat.type != ChatType.PRIVATE or answered is None or answered.forum_topic_created is not None:
            return ""
        return reference(self.me.id, answered.message_id)

    def _addressed(self, written: Written, said: Wording) -> bool:
        """Whether a group's message is meant for the twin: what people write among themselves is not kept."""
        if said.called or said.command:
            return True
        answered = written.reply_to_message
        return (
            answered is not None
            and answered.from_user is not None
            and answered.from_user.id == self.me.id
            # Everything in a topic counts as a reply to its beginning, which the bot may have made.
            and answered.forum_topic_created is None
        )


def _address(written: Written, connection: Connection | None) -> Address | None:
    chat = written.chat
    if connection is not None:
        return Address(chat.id, owner=connection.user)
    if written.business_connection_id:
        return None
    if chat.type == ChatType.CHANNEL or chat.is_direct_messages:
        return None
    return Address(chat.id, written.message_thread_id if written.is_topic_message else None)


def _conversation(where: Address, chat: Chat, connection: Connection | None = None) -> Conversation:
    return Conversation(
        where.key,
        where.place,
        storable(chat.effective_name or ""),
        group=where.group,
        as_owner=connection is not None,
        address=connection.id if connection else "",
    )


def _sender(written: Written) -> Contact | None:
    """Who wrote it; None for programs."""
    if written.via_bot is not None or written.sender_business_bot is not None or written.is_automatic_forward:
        return None
    # A group's anonymous admin, or a channel: Telegram puts a bot of its own in their place as the user.
    if (chat := written.sender_chat) is not None:
        return Contact(place(chat.id), storable(chat.effective_name or ""), Audience.PUBLIC)
    user = written.from_user
    if user is None or user.is_bot:
        return None
    return _person(user)


def _person(user: User) -> Contact:
    return Contact(place(user.id), storable(user.full_name), Audience.PUBLIC)


def _attachment(written: Written) -> str:
    return next((word for name, word in _ATTACHMENTS.items() if getattr(written, name)), "")


def _moved(event: str, written: Written) -> Moved | None:
    """A group that became a supergroup says so twice: in the old one and in the new one."""
    if written.migrate_to_chat_id:
        return Moved(event, place(written.chat.id), place(written.migrate_to_chat_id))
    if written.migrate_from_chat_id:
        return Moved(event, place(written.migrate_from_chat_id), place(written.chat.id))
    return None


def _membership(event: str, change: ChatMemberUpdated) -> Closed | None:
    chat = change.chat
    if chat.type == ChatType.CHANNEL:
        return None
    before, now = _inside(change.old_chat_member), _inside(change.new_chat_member)
    if before == now:
        return None
    return Closed(event, _conversation(Address(chat.id), chat), open=now)


def _inside(member: ChatMember) -> bool:
    """Whether the bot is in the group, or not blocked in the private chat."""
    if member.status == ChatMember.RESTRICTED:
        return bool(getattr(member, "is_member", False))
    return member.status not in (ChatMember.LEFT, ChatMember.BANNED)
