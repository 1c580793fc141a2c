"""Taking back: a message that the bot has said is deleted."""

import discord

from adapters.discord.meaning import ARCHIVED


async def deleted(client: discord.Client, channel: discord.PartialMessageable, number: int) -> bool:
    """Delete the message; whether it was there. Raises what the library does.

    A thread that is archived is opened again for it: nothing in there can be deleted otherwise.
    """
    said = channel.get_partial_message(number)
    try:
        await said.delete()
    except discord.NotFound:
        return False
    except discord.HTTPException as error:
        if error.code != ARCHIVED:
            raise
    else:
        return True
    thread = await client.fetch_channel(channel.id)
    if isinstance(thread, discord.Thread):
        await thread.edit(archived=False)
    await said.delete()
    return True
