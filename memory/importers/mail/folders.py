"""What a mail folder or a label is for, from its name in the language of whoever's mail it is."""

import re
from collections.abc import Iterable
from enum import Enum


class Use(Enum):
    """What is kept in a folder."""

    SENT = "sent"
    DRAFTS = "drafts"
    SPAM = "spam"
    TRASH = "trash"
    PROMOTIONS = "promotions"


_NAMES = {
    Use.SENT: (
        "sent|sent mail|sent-mail|sent items|sent messages|gesendet|gesendete|gesendete elemente|gesendete objekte|"
        "gesendete nachrichten|envoyés|envoyé|messages envoyés|éléments envoyés|courrier envoyé|enviados|enviado|"
        "elementos enviados|mensajes enviados|correo enviado|itens enviados|e-mails enviados|mensagens enviadas|"
        "enviadas|"
        "correio enviado|inviati|inviata|posta inviata|messaggi inviati|elementi inviati|verzonden|verzonden items|"
        "verzonden berichten|wysłane|elementy wysłane|wiadomości wysłane|отправленные|отправлено|надіслані|skickat|"
        "skickade|"
        "skickade objekt|sendt|sendte|sendt post|sendte elementer|lähetetyt|lähetetyt viestit|odeslané|"
        "odeslaná pošta|gönderilmiş postalar|"
        "gönderilmiş öğeler|gönderilenler|gönderilmiş|elküldött|elküldött üzenetek|trimise|terkirim|đã gửi|送信済み|"
        "送信済みメール|"
        "送信済みアイテム|已发送|已发送邮件|已发邮件|寄件備份|已傳送|보낸편지함|보낸 편지함|보낸메일함|الرسائل المرسلة|"
        "البريد المرسل|المرسلة|भेजे गए|भेजा गया|"
        "भेजे गए मेल|נשלחו|דואר יוצא"
    ),
    Use.DRAFTS: (
        "drafts|draft|entwürfe|entwurf|brouillons|brouillon|borradores|borrador|rascunhos|rascunho|bozze|concepten|"
        "wersje robocze|"
        "robocze|szkice|черновики|чернетки|utkast|kladder|luonnokset|koncepty|rozepsané|taslaklar|taslak|"
        "piszkozatok|draf|konsep|"
        "下書き|草稿|草稿箱|임시보관함|임시 보관함|المسودات|ड्राफ़्ट|ड्राफ्ट|templates|vorlagen|"
        "unsent messages|outbox|postausgang"
    ),
    Use.SPAM: (
        "spam|junk|junk e-mail|junk email|junk mail|bulk mail|spamverdacht|werbung und spam|unerwünscht|unbekannt|"
        "pourriel|indésirables|"
        "courrier indésirable|correo no deseado|no deseado|correo basura|lixo eletrônico|lixo eletrónico|"
        "correio eletrónico não solicitado|"
        "posta indesiderata|indesiderata|ongewenst|ongewenste e-mail|ongewenste reclame|wiadomości-śmieci|"
        "niechciane|спам|"
        "нежелательная почта|небажана пошта|skräppost|søppelpost|uønsket|uønsket e-post|roskaposti|nevyžádaná pošta|"
        "istenmeyen|"
        "gereksiz e-posta|önemsiz e-posta|levélszemét|迷惑メール|垃圾邮件|垃圾郵件|스팸함|스팸|"
        "الرسائل غير المرغوب فيها|"
        "البريد غير المرغوب|स्पैम"
    ),
    Use.TRASH: (
        "trash|bin|deleted|deleted items|deleted messages|papierkorb|gelöscht|gelöschte elemente|gelöschte objekte|"
        "gelöschte|corbeille|"
        "éléments supprimés|messages supprimés|papelera|papelera de reciclaje|elementos eliminados|eliminados|"
        "lixeira|lixo|itens excluídos|"
        "itens eliminados|reciclagem|cestino|posta eliminata|elementi eliminati|eliminati|prullenbak|"
        "verwijderde items|verwijderd|kosz|"
        "elementy usunięte|usunięte|корзина|удаленные|удалённые|кошик|видалені|papperskorgen|borttagna objekt|"
        "papirkurv|slettede elementer|"
        "roskakori|poistetut|koš|odstraněná pošta|çöp kutusu|çöp|silinmiş öğeler|silinen|kuka|sampah|tong sampah|"
        "ゴミ箱|削除済みアイテム|"
        "已删除|已删除邮件|已刪除|垃圾桶|휴지통|지운 편지함|المهملات|المحذوفة|ट्रैश"
    ),
    Use.PROMOTIONS: (
        "promotions|promotion|werbung|promociones|promoções|promozioni|reclame|promoties|oferty|промоакции|"
        "kampanjer|promosyonlar|"
        "tanıtımlar|promosi|プロモーション|推广|推廣|프로모션|العروض الترويجية|प्रचार"
    ),
}
_USES = {name: use for use, names in _NAMES.items() for name in names.split("|")}
# How Gmail's exports mark a tab of the inbox.
_CATEGORY = re.compile(
    r"(?:category|kategorie|catégorie|categoría|categoria|categorie|kategoria|"
    r"категория|категорія|kategori|カテゴリ|类别|"
    r"類別|카테고리)\s?[:：]?\s?",
    re.IGNORECASE,
)
# The parts that a provider splits a long folder's export into, and those by year.
_PART = re.compile(r"[-_. ]*\(?\d{1,4}\)?\Z")
_PARTED = re.compile(r"[./\\]")


def uses(names: Iterable[str]) -> frozenset[Use]:
    """What labels, or folders and those around them, are for, where that says something."""
    found = {_USES.get(part) for name in names for part in _readings(name)}
    return frozenset(use for use in found if use)


def _readings(name: str) -> set[str]:
    name = name[:200].strip().casefold()
    parts = {name, *_PARTED.split(name)} if len(name) < 200 else set()
    return {_CATEGORY.sub("", _PART.sub("", part.strip(" \"'“”„«»"))).strip(" \"'“”„«»") for part in parts}


def decoded(name: str) -> str:
    """A folder's name as people read it: IMAP servers keep it in a UTF-7 of their own (RFC 3501, section 5.1.3)."""
    if "&" not in name or not name.isascii():
        return name
    try:
        return "".join(
            part if at % 2 == 0 else _shifted(part) for at, part in enumerate(re.split(r"(&[A-Za-z0-9+,]*-)", name))
        )
    except ValueError:
        return name


def _shifted(part: str) -> str:
    """One shifted part of a name, ``&`` to ``-``."""
    inner = part[1:-1].replace(",", "/")
    return f"+{inner}-".encode().decode("utf-7") if inner else "&"
