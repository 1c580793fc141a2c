"""What WhatsApp itself writes into a chat, in the languages of its users: left-out media, deletions, calls, notices."""

import re

# Before what WhatsApp says and no person does; iOS writes it everywhere, Android in places.
BY_WHATSAPP = "\u200e"

_THING = (
    r"image|video|audio|sticker|gif|document|contact card|video note|media|view once (?:\w+ )?message|"
    r"bild|dokument|kontaktkarte|videonachricht|sprachnachricht|medien|"
    r"imagen|documento|tarjeta de contacto|multimedia|archivo|nota de video|"
    r"imagem|vídeo|áudio|figurinha|cartão d[eo] contato|cartão de contacto|mídia|arquivo de mídia|ficheiro|"
    r"vidéo|fiche contact|médias?|fichier|note vidéo|"
    r"immagine|scheda contatto|messaggio video|"
    r"afbeelding|contactkaart|videobericht|"
    r"görüntü|resim|ses|çıkartma|belge|kişi kartı|medya|görüntülü mesaj|"
    r"изображение|видео|аудио(?:файл)?|стикер|документ|карточка контакта|медиафайлы?|видеосообщение|"
    r"الصورة|الفيديو|الصوت|المقطع الصوتي|الملصق|صورة gif|المستند|بطاقة جهة الاتصال|الوسائط|"
    r"छवि|इमेज|फ़ोटो|वीडियो|ऑडियो|स्टिकर|दस्तावेज़|डॉक्यूमेंट|संपर्क कार्ड|मीडिया|"
    r"gambar|stiker|dokumen|kartu kontak|pesan video|"
    r"obraz|grafika|wideo|naklejka|karta kontaktu|multimedia"
)
_LEFT_OUT = (
    r"omitted|weggelassen|ausgelassen|ausgeschlossen|omitid[oa]s?|ocultad[oa]|ocult[oa]|não revelad[oa]|"
    r"absente?|omise?s?|retirée?|manquante?|omess[oaie]|non inclus[oa]|esclus[oa]|weggelaten|"
    r"dahil edilmedi|отсутству[ею]т|опущен[оаы]?|пропущен[оаы]?|محذوفة?|مستبعدة?|غير مضمنة?|"
    "छो(?:\u095c|\u0921\u093c)"
    r"\S{0,3} \S{1,4}(?: \S{1,4})?|हटा\S{0,3} \S{1,4}|tidak disertakan|pominięt[oyae]"
)
_MEDIA = (
    # «Media omitted» in any language is one remark in angle brackets, of several words or beyond ASCII.
    r"<[^<>\n]+\s[^<>\n]+>|<[^<>\n\x00-\x7f]{4,40}>|"
    rf"(?:{_THING})\s(?:{_LEFT_OUT})|"
    r"تم (?:حذف|استبعاد|إزالة) (?:الصورة|الفيديو|الصوت|المقطع الصوتي|الملصق)|"
    r"تم (?:حذف|استبعاد|إزالة) (?:صورة gif|المستند|الوسائط|بطاقة جهة الاتصال)|"
    r"(?:pominięto) (?:obraz|grafikę|wideo|plik audio|naklejkę|dokument|kartę kontaktu|multimedia)|"
    r"null|"
    # A place on the map.
    r"[^\n:<>]{2,40}:\s?https?://maps\.google\.com/\?q=[-+\d.,]{3,60}|"
    r"live location shared|live-standort wird geteilt|ubicación en tiempo real compartida|"
    r"localização em tempo real compartilhada|position en direct partagée|posizione attuale condivisa|"
    r"live locatie gedeeld|live-locatie gedeeld"
)
_DELETED = (
    r"this message was deleted(?: by admin [^\n]*)?|you deleted this message(?: as admin)?|"
    r"diese nachricht wurde (?:von admin [^\n]* )?gelöscht|du hast diese nachricht gelöscht|"
    r"(?:se eliminó este mensaje|este mensaje fue eliminado|este mensaje)|eliminaste este mensaje|"
    r"(?:mensagem|(?:esta|essa) mensagem foi) apagada|(?:você apagou|apagou|apagaste) (?:esta|essa) mensagem|"
    r"mensagem eliminada|(?:esta|essa) mensagem foi eliminada|eliminou esta mensagem|"
    r"ce message a été supprimé|vous avez supprimé ce message|"
    r"questo messaggio è stato eliminato|hai eliminato questo messaggio|"
    r"dit bericht is verwijderd|(?:u|je) hebt dit bericht verwijderd|"
    r"bu mesaj silindi|bu mesajı sildiniz|"
    r"(?:данное|это) сообщение удалено|сообщение удалено|вы удалили (?:данное|это) сообщение|"
    r"تم حذف هذه الرسالة|حذفت هذه الرسالة|لقد حذفت هذه الرسالة|"
    r"यह (?:मैसेज|संदेश) (?:डिलीट कर|हटा|मिटा) दिया गया(?: था| है)?|"
    r"आपने यह (?:मैसेज|संदेश) (?:डिलीट किया|हटा दिया|मिटा दिया)(?: है)?|"
    r"pesan ini (?:telah )?dihapus|anda (?:telah )?menghapus pesan ini|"
    r"ta wiadomość została usunięta|usunięto tę wiadomość|"
    r"waiting for this message\. this may take a while|warten auf diese nachricht\. dies kann eine weile dauern"
)
_CALL = (
    r"(?:missed )?(?:group )?(?:voice|video) call(?:, [^\n]{1,40})?|missed (?:voice|video) call at [^\n]{1,12}|"
    r"verpasster (?:gruppen)?(?:sprach|video)anruf(?: um [^\n]{1,12})?|(?:sprach|video)anruf, [^\n]{1,40}|"
    r"(?:llamada|videollamada)(?: de voz| de video| grupal)? perdida(?: a las? [^\n]{1,12})?|"
    r"(?:chamada|ligação) de (?:voz|vídeo) perdida(?: às [^\n]{1,12})?|"
    r"appel (?:vocal|vidéo) manqué(?: à [^\n]{1,12})?|(?:video)?chiamata(?: vocale)? persa(?: alle [^\n]{1,12})?|"
    r"gemiste (?:spraak|video)oproep(?: om [^\n]{1,12})?|"
    r"cevapsız (?:sesli|görüntülü) arama|пропущенный (?:аудио|видео)?звонок|"
    r"مكالمة (?:صوتية|فيديو) فائتة|(?:मिस्ड|छूटी हुई) (?:वॉइस|वीडियो) कॉल|"
    r"panggilan (?:suara|video) tak terjawab|nieodebrane połączenie (?:głosowe|wideo)"
)
_ENCRYPTED = (
    r"messages and calls are end-to-end encrypted\.[^\n]*|"
    r"messages to this (?:chat|group)[^\n]{0,80}end-to-end encrypt[^\n]*|"
    r"messages you send to this (?:chat|group)[^\n]{0,80}end-to-end encrypt[^\n]*|"
    r"nachrichten und anrufe sind ende-zu-ende-verschlüsselt\.[^\n]*|"
    r"nachrichten (?:in|an) diese[rn]? (?:chat|gruppe)[^\n]{0,80}ende-zu-ende[^\n]*|"
    r"los mensajes y las llamadas están cifrados de extremo a extremo\.[^\n]*|"
    r"as mensagens e (?:as )?(?:chamadas|ligações) são (?:protegidas com a criptografia|encriptadas) [^\n]*|"
    r"les messages et les appels sont chiffrés de bout en bout\.[^\n]*|"
    r"i messaggi e le chiamate sono crittografati end-to-end\.[^\n]*|"
    r"berichten en (?:oproepen|gesprekken) (?:worden|zijn) (?:end-to-end|met end-to-end)[^\n]*|"
    r"mesajlar ve aramalar uçtan uca şifrelidir\.[^\n]*|"
    r"сообщения и звонки защищены сквозным шифрованием\.[^\n]*|"
    r"الرسائل والمكالمات مشفرة تمام[^\n]*|"
    r"(?:मैसेज|संदेश)(?:ेस|ों)? और कॉल(?:्स)? एंड-टू-एंड एन्क्रिप्टेड[^\n]*|"
    r"pesan dan panggilan (?:terenkripsi|dienkripsi) secara end-to-end\.[^\n]*|"
    r"wiadomości i połączenia są (?:w pełni )?szyfrowane[^\n]*"
)
_MEDIA_ALONE = re.compile(rf"(?:{_MEDIA})\.?", re.IGNORECASE)
_NOTICE = re.compile(rf"(?:{_DELETED}|{_CALL}|{_ENCRYPTED})\.?", re.IGNORECASE)
# What follows the author's own name in a notice, as old phones wrote it: «Ann: Ann left».
_DEED = re.compile(
    r"(?:created|left|joined|added|removed|changed|is now an admin|was added|"
    r"hat (?:die gruppe|den betreff|dich|das gruppenbild)|wurde hinzugefügt|ist jetzt admin|"
    r"creó|salió|añadió|cambió|se unió|criou|saiu|adicionou|mudou|alterou|entrou|a créé|est parti|a quitté|a ajouté|"
    r"a changé|a rejoint|ha creato|ha abbandonato|è uscit[oa]|ha aggiunto|ha cambiato|heeft|is toegevoegd|"
    r"oluşturdu|ayrıldı|ekledi|değiştirdi|создал|вышел|вышла|добавил|изменил|покинул|أنشأ|غادر|أضاف|غيّر|"
    r"membuat|keluar|menambahkan|mengubah|bergabung)\b",
    re.IGNORECASE,
)
_ATTACHED_WORDS = (
    r"file attached|datei angehängt|archivo adjunto|arquivo anexado|ficheiro anexado|fichier joint|file allegato|"
    r"bestand bijgevoegd|dosya ekli|файл добавлен|файл прикреплен|ملف مرفق|الملف مرفق|फ़ाइल संलग्न(?: है)?|"
    r"फ़ाइल अटैच की गई|file terlampir|załączono plik|plik załączony|bifogad fil|添付ファイル|附件|파일 첨부됨"
)
_ATTACHED = re.compile(
    r"\u200e?<[^<>\n]+\s[^<>\n]+>\n|"
    rf"\u200e?(?:[A-Z]{{3}}-\d{{8}}-WA\d{{4}}\.\w{{2,5}} \([^()\n]{{2,40}}\)|[^\n]*\((?:{_ATTACHED_WORDS})\))(?:\n|\Z)",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"<(?:this message was edited|diese nachricht wurde bearbeitet|se editó este mensaje|mensagem editada|"
    r"(?:esta|essa) mensagem foi editada|ce message a été modifié|questo messaggio è stato modificato|"
    r"dit bericht is bewerkt|bu mesaj düzenlendi|(?:данное|это) сообщение (?:было )?изменено|сообщение изменено|"
    r"تم تعديل هذه الرسالة|यह (?:मैसेज|संदेश) (?:एडिट|संपादित) (?:किया गया|कर दिया गया)(?: था| है)?|"
    r"pesan ini (?:telah )?diedit|edytowano tę wiadomość|ta wiadomość została edytowana)\.?>\Z",
    re.IGNORECASE,
)
# What stands behind a text: a remark in brackets, or that the picture above the text is left out.
_ADDED = re.compile(rf"\u200e(?:<[^<>\n]*>|(?:{_THING})\s(?:{_LEFT_OUT}))\s*\Z", re.IGNORECASE)
# A poll in any language: a word, the question, and options with the number of their votes.
_POLL_WORD = re.compile(r"\u200e?[^\W\d_][\w\s]{2,20}:\s?\Z")
_POLL_OPTION = re.compile(r"\u200e?[^\W\d_]\w{2,15}\s?: [^\n]*\(\u200e?\d+\s[^()\n]{2,20}\)\s*\Z")


def text_of(author: str, text: str) -> str | None:
    """What the author wrote: empty for media without words, None where WhatsApp only tells of something."""
    if (question := _poll(text)) is not None:
        return question
    attached = _ATTACHED.match(text)
    text = text[attached.end() :] if attached else text
    if text.startswith(BY_WHATSAPP):
        # «image omitted», or any notice.
        return "" if _MEDIA_ALONE.fullmatch(unmarked(text).strip()) else None
    text = _EDITED.sub("", unmarked(_ADDED.sub("", text))).strip()
    if _NOTICE.fullmatch(text) or _is_deed(author, text):
        return None
    return "" if _MEDIA_ALONE.fullmatch(text) else text


def unmarked(text: str) -> str:
    """The text without marks of direction."""
    return text.translate(_UNMARKED)


_UNMARKED = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


def _is_deed(author: str, text: str) -> bool:
    if not author or "\n" in text or not text.startswith(f"{author} "):
        return False
    return _DEED.match(text, len(author) + 1) is not None


def _poll(text: str) -> str | None:
    first, *rest = text.split("\n")
    if len(rest) < 2 or not _POLL_WORD.match(first[:40]) or not first.strip("\u200e: ").isupper():
        return None
    question = [line for line in rest if not _POLL_OPTION.match(line[:400])]
    return unmarked("\n".join(question)).strip() if len(question) < len(rest) else None
