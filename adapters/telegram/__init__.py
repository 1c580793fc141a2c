"""Telegram, as a bot: polled or by webhook, in private chats, groups, topics, and the owner's own chats."""
