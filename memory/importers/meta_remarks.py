"""What Instagram and Messenger themselves write into a chat, in the languages of many of their users."""

import re

# Behind the author's name: media without words.
_SENT = re.compile(
    r"(?:sent (?:an? |the )?(?:live )?(?:attachment|photo|video|voice message|sticker|gif|link|location|post|reel|"
    r"story|"
    r"file)s?|shared an? (?:post|reel|story|link|location|photo|video|profile)|"
    r"hat (?:einen anhang|ein foto|ein video|einen sticker|einen link|eine sprachnachricht|einen (?:live-)?standort|"
    r"einen beitrag|ein reel|eine story|eine datei|ein gif) (?:ge(?:sendet|schickt|teilt)|verschickt)|"
    r"a (?:envoyé|partagé) une? (?:pièce jointe|photo|vidéo|message vocal|sticker|autocollant|gif|lien|position|"
    r"publication|reel|story|fichier)|"
    r"(?:envió|ha enviado|compartió|ha compartido) una? (?:archivo adjunto|foto|video|vídeo|mensaje de voz|sticker|gif|"
    r"enlace|ubicación|publicación|reel|historia|archivo)|"
    r"(?:enviou|compartilhou|partilhou) uma? (?:anexo|foto|vídeo|mensagem de voz|figurinha|autocolante|gif|link|"
    r"localização|publicação|reel|story|arquivo|ficheiro)|"
    r"ha (?:inviato|condiviso) un(?:a |o |['’]| )(?:allegato|foto|video|messaggio vocale|sticker|adesivo|gif|link|"
    r"posizione|"
    r"post|reel|storia|file)|"
    r"heeft een (?:bijlage|foto|video|spraakbericht|sticker|gif|link|locatie|bericht|reel|verhaal|bestand) "
    r"(?:verzonden|verstuurd|gestuurd|gedeeld))\.?",
    re.IGNORECASE,
)
_YOU_SENT = re.compile(
    r"you (?:sent|shared) an? (?:live )?(?:attachment|photo|video|voice message|sticker|gif|link|location|post|reel|"
    r"story|"
    r"file)|"
    r"du hast (?:einen anhang|ein foto|ein video|einen sticker|einen link|eine sprachnachricht|"
    r"einen (?:live-)?standort) "
    r"(?:gesendet|geschickt|geteilt)|"
    r"(?:vous avez|tu as) envoyé une (?:pièce jointe|photo|vidéo)|(?:enviaste|has enviado) un archivo adjunto|"
    r"(?:você enviou|enviaste) um anexo|hai inviato un allegato|je hebt een bijlage (?:verzonden|verstuurd|gestuurd)",
    re.IGNORECASE,
)

# Alone in a message, with or without the author's name before them: what somebody did with another message.
_REACTED = re.compile(
    r"liked a message|reacted \S{1,20} to (?:your|a|their|his|her) message|"
    r"gefällt eine nachricht|(?:hat )?eine nachricht mit [„\"]gefällt mir[“\"] markiert|"
    r"(?:hat (?:mit )?\S{1,20} auf deine nachricht reagiert|reagierte mit \S{1,20} auf deine nachricht|"
    r"hat auf deine nachricht mit \S{1,20} reagiert|hat eine nachricht geliket)|"
    r"a aimé un message|aime un message|a réagi (?:avec )?\S{1,20} à (?:votre|ton|un) message|"
    r"(?:le )?(?:gustó|ha gustado) un mensaje|indicó que le gusta un mensaje|le gusta un mensaje|"
    r"(?:reaccionó|ha reaccionado) (?:con )?\S{1,20} a (?:tu|un) mensaje|"
    r"(?:curtiu|gostou de|gosta de) uma mensagem|reagiu (?:com )?\S{1,20} (?:à sua|à tua|a sua|a uma) mensagem|"
    r"(?:ha messo )?[\"“]?mi piace[\"”]? a un messaggio|ha reagito (?:con )?\S{1,20} al tuo messaggio|"
    r"vindt een bericht leuk|heeft (?:met )?\S{1,20} op (?:je|uw|een) bericht gereageerd|"
    r"heeft gereageerd (?:met )?\S{1,20} op (?:je|uw|een) bericht",
    re.IGNORECASE,
)

# Behind the author's name: what somebody did to the chat.
_DEED = re.compile(
    r"(?:named the group|changed the (?:group (?:name|photo)|chat theme|theme)|(?:set|cleared|removed) (?:the|your|"
    r"his own|"
    r"her own|their own) (?:nickname|emoji|quick reaction)|set the (?:emoji|quick reaction)|"
    r"created (?:the|a) (?:group|poll)|(?:added|removed) .{1,200} (?:to|from) the group|"
    r"left the group|joined the (?:group|call|video chat|audio call|video call)|started an? (?:audio|video|"
    r"voice) (?:call|chat)|"
    r"started a call|started sharing|called you|missed (?:your|an?) (?:audio |video |voice )?(?:call|chat)|"
    r"voted for|changed (?:his|her|their) vote|pinned a message|unpinned a message|unsent a message|"
    r"turned (?:on|off) (?:disappearing messages|vanish mode)|is now an admin|"
    r"hat (?:die gruppe (?:.{1,200} genannt|erstellt|verlassen)|den gruppennamen|den spitznamen|deinen spitznamen|"
    r"das gruppenfoto|"
    r"das chat-?(?:design|thema)|das design|das emoji|.{1,200} zur gruppe hinzugefügt|.{1,200} aus der gruppe entfernt|"
    r"eine? (?:umfrage erstellt|nachricht angepinnt|nachricht fixiert|nachricht zurückgerufen|audioanruf|videoanruf|"
    r"videochat|anruf)|einen (?:audioanruf|videoanruf|videochat|anruf)|dich angerufen|deinen (?:video)?anruf verpasst|"
    r"für .{1,200} gestimmt)|"
    r"ist (?:der gruppe beigetreten|dem (?:video)?(?:anruf|chat) beigetreten)|"
    r"a (?:nommé le groupe|modifié (?:le nom du groupe|la photo du groupe|le thème|le pseudo)|défini le (?:pseudo|"
    r"surnom)|"
    r"créé (?:le groupe|un groupe|un sondage)|ajouté .{1,200} au groupe|retiré .{1,200} du groupe|quitté le groupe|"
    r"rejoint (?:l[’']appel|le groupe|la discussion)|démarré un (?:appel|chat)|manqué votre appel|épinglé un message|"
    r"voté pour)|vous a appelé|"
    r"(?:nombró el grupo|cambió (?:el nombre del grupo|la foto del grupo|el tema)|estableció (?:el|tu) apodo|"
    r"creó (?:el grupo|un grupo|una encuesta)|(?:añadió|agregó) .{1,200} al grupo|eliminó .{1,200} del grupo|"
    r"(?:salió|abandonó) (?:del|el) grupo|se unió (?:a la|al) (?:llamada|videochat|grupo|videollamada)|"
    r"inició una (?:llamada|videollamada)|te llamó|fijó un mensaje|votó por)|"
    r"(?:nomeou o grupo|mudou o (?:nome do grupo|tema)|alterou o (?:nome do grupo|tema)|definiu o (?:apelido|"
    r"seu apelido)|"
    r"criou (?:o grupo|um grupo|uma enquete)|adicionou .{1,200} ao grupo|removeu .{1,200} do grupo|saiu do grupo|"
    r"entrou n[ao] (?:chamada|grupo|ligação|bate-papo)|iniciou uma (?:chamada|ligação)|ligou para você|"
    r"fixou uma mensagem|votou em)|"
    r"ha (?:chiamato il gruppo|cambiato (?:il nome del gruppo|la foto del gruppo|il tema)|impostato il (?:soprannome|"
    r"tuo)|"
    r"creato (?:il gruppo|un gruppo|un sondaggio)|aggiunto .{1,200} al gruppo|rimosso .{1,200} dal gruppo|"
    r"(?:lasciato|abbandonato) il gruppo|avviato una (?:chiamata|videochiamata)|fissato un messaggio|votato)|"
    r"si è unit[oa] (?:alla (?:chiamata|videochiamata)|al gruppo)|ti ha chiamato|"
    r"heeft (?:de groep .{1,200} genoemd|de groepsnaam|de groepsfoto|het (?:chat)?thema|de bijnaam|je bijnaam|"
    r"de groep (?:gemaakt|verlaten)|een (?:groep gemaakt|peiling gemaakt|bericht vastgemaakt|oproep gestart|"
    r"video-?oproep gestart|spraakoproep gestart)|.{1,200} (?:toegevoegd aan|verwijderd uit) de groep|je gebeld|"
    r"gestemd op)|neemt deel aan (?:de|het))\b",
    re.IGNORECASE,
)

# Whole messages that nobody wrote.
_NOTICE = re.compile(
    r"(?:the |audio |video |voice )?(?:audio |video |voice )?(?:call|chat) ended|"
    r"you missed an? (?:audio |video |voice )?(?:call|chat)(?: (?:from|with) .{1,100})?|"
    r"(?:this|the) poll is no longer available|say hi to your new facebook friend, .{1,100}|"
    r"you(?: are|['’]re) now connected on messenger|you and .{1,100} are now connected on messenger|"
    r".{1,100} and you are now connected on messenger|you can now (?:message|call|chat)[^\n]{0,200}|"
    r"messages and calls are (?:now )?(?:secured|protected) with end-to-end encryption[^\n]{0,200}|"
    r"you (?:named the group|changed the (?:group|chat theme|theme)|set (?:the|your) (?:nickname|emoji|quick reaction)|"
    r"created the group|left the group|joined the (?:group|call|video|audio)|started an? (?:audio|video) (?:call|chat)|"
    r"pinned a message|unsent a message)[^\n]{0,200}|"
    r"(?:der |das )?(?:video|audio)?(?:anruf|chat) (?:wurde )?beendet|"
    r"du hast einen (?:video)?anruf von .{1,100} verpasst|ihr seid jetzt (?:bei|auf|über) messenger verbunden|"
    r"sag hallo zu deinem neuen facebook-freund[^\n]{0,100}|diese umfrage ist nicht mehr verfügbar|"
    r"ihr könnt euch jetzt[^\n]{0,200}|"
    r"l[’']appel (?:vidéo |audio )?(?:est|a été) terminé|"
    r"vous avez manqué un appel[^\n]{0,100}|"
    r"(?:la )?(?:video)?llamada (?:finalizada|finalizó|terminó|ha finalizado)|"
    r"(?:a )?(?:chamada|ligação)(?: de vídeo)? (?:encerrada|terminou|foi encerrada)|"
    r"(?:la )?(?:video)?chiamata (?:terminata|è terminata)|"
    r"(?:de |het )?(?:video)?(?:gesprek|oproep|chat) (?:is )?beëindigd",
    re.IGNORECASE,
)
# Remarks are short: longer texts are not compared with them.
_LONGEST = 600


def text_of(author: str, content: str) -> str | None:
    """What the author wrote: empty for media without words, None where the platform only tells of something."""
    text = content.strip()
    if len(text) > _LONGEST or "\n" in text:
        return text
    deed = _behind_name(author, text)
    if _YOU_SENT.fullmatch(text.rstrip(".")) or (deed and _SENT.fullmatch(deed)):
        return ""
    if _REACTED.fullmatch((deed or text).rstrip(". ")) or _NOTICE.fullmatch(text.rstrip(".!")):
        return None
    return None if deed and _DEED.match(deed) else text


def _behind_name(author: str, text: str) -> str:
    """What stands behind the author's name, whole or the first part; empty where the text begins otherwise."""
    for name in (author, author.split(" ", 1)[0]):
        if name and text.startswith(f"{name} "):
            return text[len(name) + 1 :]
    return ""
