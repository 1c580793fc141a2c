"""What the owner is told when something is wrong with Telegram."""

# These come and go in turns: two programs that poll take each other's place for as long as both run.
QUIET = {"conflict": 3600.0, "unreadable": 3600.0}

REJECTED = (
    "Telegram does not accept the bot's token any more. Ask @BotFather for the token of this bot, write it into "
    "TWIN_TELEGRAM_TOKEN, and restart."
)
UNREACHABLE = (
    "Telegram cannot be reached. What people write waits there for up to 24 hours, and the twin goes on by itself as "
    "soon as it can."
)
RIVAL = (
    "Another program takes in what is written to this bot: both use the same token. Stop the other one, or give it a "
    "bot of its own from @BotFather."
)
TAKEN = (
    "Somebody took the bot's webhook away, and what people wrote since may have gone elsewhere. It is set again; if "
    "another program uses the same token, stop it, or give it a bot of its own from @BotFather."
)
UNSTORED = (
    "What arrives from Telegram cannot be stored at the moment. It waits at Telegram for up to 24 hours, and the twin "
    "goes on by itself; see whether the disk is full."
)
ODD = "Something arrived from Telegram that could not be understood. It is kept as it came, and not answered."
