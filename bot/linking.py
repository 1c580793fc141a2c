"""``twin link`` and ``twin unlink``: which accounts of the owner decide, each in its private chat with the bot."""

from contextlib import closing

from bot import changes, folder, harmless, lock, settings, terminal
from bot.ledger import Ledger
from bot.ledger.owners import Owner, hashed, new_code
from twin.errors import DeskError


def link(minutes: int) -> int:
    """Print a code that links whoever sends it to the bot first, within so many minutes."""
    # A code is of no use to a twin that has no owner yet.
    folder.owner_of(settings.read())
    code = new_code()
    # What is asked of the running twin stands in its records.
    status = changes.ask("link", hashed=hashed(code), minutes=minutes)
    if status == 0:
        terminal.show(code, bold=True)
        terminal.show(
            f"Send this to your bot, in a private chat, from the account that is to decide for you. It works once, "
            f"within {terminal.counted(minutes, 'minute')}; show it to nobody."
        )
        if not lock.held_by(settings.read().data, changes.SERVING):
            terminal.say("`twin run` has to be serving by then.")
    return status


def unlink(account: str | None) -> int:
    """Obey an account no more; the only one that is linked, if none is named."""
    if account is None:
        owners = linked()
        if len(owners) != 1:
            if not owners:
                raise DeskError("no account of yours is linked.")
            raise DeskError(f"say which account; linked: {', '.join(owner.account for owner in owners)}.")
        account = owners[0].account
    return changes.ask("unlink", account=account)


def listed() -> None:
    """List the accounts that are linked."""
    rows = [("ACCOUNT", "CALLED", "LINKED")]
    rows += [(one.account, harmless.name(one.name), terminal.day(one.linked_at)) for one in linked()]
    if len(rows) > 1:
        terminal.table(rows)
    else:
        terminal.show("No account of yours is linked: `twin link` prints a code.")


def linked() -> list[Owner]:
    """The accounts that are linked."""
    path = folder.records(settings.read())
    if not path.exists():
        return []
    with closing(Ledger(path)) as ledger:
        return ledger.owners.all()
