"""What the owner is told when something is wrong with Discord."""

# These come and go in turns.
QUIET = {"unreadable": 3600.0, "slow mode": 3600.0, "timeout": 3600.0, "threads": 3600.0}

REJECTED = (
    "Discord does not accept the bot's token. Reset it in the Discord developer portal (your application, Bot), write "
    "it into TWIN_DISCORD_TOKEN, and restart."
)
UNREACHABLE = (
    "Discord cannot be reached. What people write stays there, and the twin reads it and goes on by itself as soon as "
    "it can."
)
UNSTORED = (
    "What arrives from Discord cannot be stored at the moment. It stays at Discord, and the twin goes on by itself; "
    "see whether the disk is full."
)
ODD = "Something arrived from Discord that could not be understood. Its number is kept, and it is not answered."
