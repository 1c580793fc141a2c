"""Which column of a table of messages is what, by its name in several languages."""

from collections.abc import Iterable, Mapping

# In each the name that tells most comes first.
_NAMES: Mapping[str, tuple[str, ...]] = {
    role: tuple(names.split())
    for role, names in {
        "author": "author authorname sender sendername from fromname nick nickname username user speaker writer name "
        "autor absender absendername verfasser von benutzername benutzer nutzer teilnehmer "
        "auteur expéditeur remitente remetente mittente afzender",
        "text": "text message content body messagetext messagebody messagecontent contents msg "
        "nachricht nachrichtentext inhalt texte mensaje mensagem messaggio testo bericht",
        "time": "timestamp datetime sentat createdat date sent created senton time ts dateutc timestamputc createdutc "
        "zeitstempel zeitpunkt gesendetam erstelltam datum gesendet fecha data horodatage zeit",
        "clock": "time uhrzeit zeit heure hora ora",
        "chat": "chat chatname channel channelname conversation conversationname conversationtitle room group "
        "groupname chatid channelid conversationid threadid kanal gruppe raum unterhaltung gespräch",
        "key": "id messageid msgid nachrichtenid nachrichtid uuid",
        "reply_to": "replyto replytoid inreplyto replytomessageid inreplytoid parentid antwortauf",
        "author_id": "authorid senderid userid fromid absenderid benutzerid",
        "own": "isfromme fromme isoutgoing outgoing sentbyme",
    }.items()
}


def roles(names: Iterable[str]) -> dict[str, str]:
    """The columns that are known, by what they are. Case, spaces and signs in their names do not matter."""
    columns = {_plain(name): name for name in reversed(list(names))}
    found = {}
    for role, known in _NAMES.items():
        column = next((columns[name] for name in known if name in columns), None)
        if column is not None:
            found[role] = column
    # A column of days has its hours beside it, or it is itself one of moments.
    if found.get("clock") == found.get("time"):
        found.pop("clock", None)
    return found


def tell_messages(found: Mapping[str, str]) -> bool:
    """Whether columns of these roles are those of messages."""
    return "author" in found and "text" in found


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
