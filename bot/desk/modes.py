"""What goes out by itself, and who may hear what, as the owner chooses."""

from bot.desk import people
from bot.desk.means import Means
from bot.ledger.cases import Case
from bot.ledger.modes import EVERYTHING, holding_scope
from bot.ledger.people import Person
from twin.draft import Autonomy, Mode
from twin.errors import DeskError
from twin.knowledge import Audience
from twin.message import enclosing, platform_of

# Exceptions that are listed where the twin is turned off.
_LISTED = 10
_DOES = {
    Mode.SUGGEST: "every draft waits for you",
    Mode.AUTO: "everything that the guard lets through goes out by itself",
    Mode.OFF: "the twin says nothing",
    Mode.UNSET: "your own words go out by themselves, and what a model wrote waits for you",
}


def mode(means: Means, who: str, chosen: Mode, threshold: float | None = None) -> str:
    """Let this hold for somebody, a group, a platform or everybody (empty); UNSET: what holds around it.

    A name that anybody can take is not enough to let everything out. Raises DeskError.
    """
    if threshold is not None and (chosen is not Mode.CONFIDENT or not 0 < threshold <= 1):
        raise DeskError("How sure is sure enough is a number up to 1, such as 0.9, for the mode confident alone.")
    scope = people.scope(means, who)
    if chosen is Mode.UNSET:
        means.ledger.modes.clear(scope.key)
        found, whose = holding(means, *_around(means, scope))
        return f"{_capital(scope.name)}: as for {whose}, {chosen_as(found)}."
    if chosen is Mode.AUTO and not scope.sure:
        raise DeskError(_who_is_it(scope.person, scope.key, scope.name, f"/mode {scope.key} auto"))
    autonomy = Autonomy(chosen) if threshold is None else Autonomy(chosen, threshold)
    means.ledger.modes.set(scope.key, autonomy)
    others = _but_for(means, scope.key) if chosen is Mode.OFF else ""
    return f"{_capital(scope.name)}: {chosen_as(autonomy)}{others}."


def _but_for(means: Means, scope: str) -> str:
    """Whom the twin goes on answering where it is turned off: who has a mode of their own within that."""
    if "/" in scope:
        return ""
    own = [
        f"{_called(means, within)} ({autonomy.mode.value})"
        for within, autonomy in means.ledger.modes.all().items()
        if autonomy.mode is not Mode.OFF and within and (scope == EVERYTHING or within.startswith(f"{scope}/"))
    ]
    more = f" and {len(own) - _LISTED} more" if len(own) > _LISTED else ""
    return f", but for: {', '.join(own[:_LISTED])}{more}" if own else ""


def _around(means: Means, scope: people.Scope) -> tuple[str, ...]:
    """What holds there: of a place and those that it lies in, the narrowest for which something is set."""
    if "/" not in scope.key:
        return (scope.key,)
    chosen = means.ledger.modes.all()
    return (next((key for key in enclosing(scope.key) if key in chosen), scope.key), platform_of(scope.key))


def holding(means: Means, *scopes: str) -> tuple[Autonomy, str]:
    """What holds where these scopes come together, such as a contact and a platform, and for whom that was set."""
    known = means.ledger.modes.all()
    scope = holding_scope(known, *filter(None, scopes))
    if scope is not None:
        return known[scope], _whose(scope)
    return Autonomy(Mode.SUGGEST if means.ledger.owners.all() else Mode.UNSET), "everybody, unless you choose otherwise"


def _whose(scope: str) -> str:
    if not scope:
        return "everybody"
    return scope if "/" in scope else f"everybody on {scope.capitalize()}"


def of(means: Means, case: Case) -> Autonomy:
    """What holds for an answer to this case now."""
    return means.ledger.modes.there(case.contact.key, case.conversation.key)


def chosen_as(autonomy: Autonomy) -> str:
    """A mode with what it does, in words."""
    if autonomy.mode is Mode.CONFIDENT:
        does = f"what is {autonomy.threshold * 100:g} % sure goes out by itself, the rest waits for you"
    else:
        does = _DOES[autonomy.mode]
    return does if autonomy.mode is Mode.UNSET else f"{autonomy.mode.value} - {does}"


def told(means: Means) -> str:
    """Every mode that was set, the widest first."""
    autonomy, whose = holding(means)
    lines = [f"{_capital(whose)}: {chosen_as(autonomy)}."]
    for scope, chosen in means.ledger.modes.all().items():
        if scope:
            called = _called(means, scope)
            account = f" ({scope})" if called not in (scope, _whose(scope)) else ""
            lines.append(f"{_capital(called)}{account}: {chosen_as(chosen)}.")
    return "\n".join(lines)


def _called(means: Means, scope: str) -> str:
    """A contact, a group or a platform, by name."""
    if "/" not in scope:
        return _whose(scope)
    try:
        return people.scope(means, scope).name
    except DeskError:
        return scope


def audience(means: Means, name: str, level: Audience | None) -> str:
    """Let somebody hear this level and those below; None: what owner.toml says. Raises DeskError.

    A name that anybody can take is not enough to hear more than everybody may.
    """
    found = people.find(means, name)
    modes = means.ledger.modes
    if level is None:
        modes.clear_audience(found.key)
        return f"{found.name} hears what owner.toml lets them hear."
    if level is Audience.OWNER:
        raise DeskError("Nobody hears what is yours alone; if that is you, link the account instead: `twin link`.")
    called = means.owner.audience_names[level]
    if level > Audience.PUBLIC and not found.sure:
        raise DeskError(_who_is_it(found.person, found.key, found.name, f"/audience {found.key} {called}"))
    modes.set_audience(found.key, level)
    return f"{found.name} ({found.key}) hears from now on what {called} may hear."


def _who_is_it(person: Person | None, key: str, name: str, command: str) -> str:
    """Who that is, and how to say that they are meant."""
    described = people.described(person, name) if person else f"{key} ({name})"
    return f"Anybody can call themselves so. This is {described}.\nIf that is whom you mean: {command}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
