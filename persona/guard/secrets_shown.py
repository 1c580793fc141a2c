"""Secrets in a text: keys and tokens by their well-known shapes, and what is said to be a password."""

import re
from collections.abc import Iterator

from persona.guard.datum import Datum, datum

KIND = "a password, key or token"
_SHAPES = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"[sr]k-(?:ant-|proj-|or-|svcacct-)?[A-Za-z0-9_-]{20,200}|[sr]k_(?:live|test)_[A-Za-z0-9]{16,100}"
    r"|(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])|gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255}"
    r"|xox[abeprs]-[A-Za-z0-9-]{10,250}|xapp-\d-[A-Za-z0-9-]{10,250}|AIza[A-Za-z0-9_-]{30,50}|ya29\.[A-Za-z0-9_-]{20,250}"
    r"|glpat-[A-Za-z0-9_-]{16,64}|npm_[A-Za-z0-9]{30,50}|hf_[A-Za-z0-9]{30,50}|pypi-AgE[A-Za-z0-9_-]{20,250}"
    r"|SG\.[A-Za-z0-9_-]{16,40}\.[A-Za-z0-9_-]{30,60}|AGE-SECRET-KEY-1[A-Z0-9]{40,60}"
    r"|eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,2000}"
    r"|\d{6,12}:[A-Za-z0-9_-]{34,36}(?![A-Za-z0-9_-])"
    r"|[MNO][A-Za-z0-9_-]{22,28}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,45}"
    r"|(?:hooks\.slack\.com/services|discord(?:app)?\.com/api/webhooks)/[A-Za-z0-9_/-]{16,200}"
    r")|-----BEGIN [A-Z ]{0,30}PRIVATE KEY"
    r"|(?<=://)[^\s/:@]{1,64}:[^\s/@]{1,100}(?=@)"
)
_WORDS = (
    r"(?:pass ?(?:word|phrase|code)|pwd|passwd|passwort|kennwort|zugangscode|mot de passe|contraseña|clave|senha"
    r"|wachtwoord|hasło|parola|şifre|пароль|كلمة المرور|पासवर्ड|kata sandi|パスワード|密码|密碼|비밀번호"
    r"|pin(?:[ -]?(?:code|number|nummer))?|(?:door|gate|alarm|entry|access|security|lock|safe|wi-?fi) ?(?:code|key)"
    r"|(?:tür|tor|alarm|zugangs)code|code (?:de la porte|d['’]entrée)|código de (?:la puerta|acceso|acesso)"
    r"|codice (?:della porta|di accesso)|deurcode|api[ _-]?key|secret[ _-]?key|access[ _-]?token|auth[ _-]?token)"
)
_IS = r"(?:is|was|ist|lautet|est|es|è|é|to|jest|это|は|是|為|는|은)"
# What stands where a secret would, and is none.
_NO_SECRET = re.compile(
    r"[<\[{(]|\$|%|[*•x.…_-]{2,}$|(?:your|my|the|a|an|dein|ihr|https?:)\b|(?:none|null|true|false)\b", re.I
)
_NAMED = re.compile(
    rf"(?<![\w-]){_WORDS}(?![\w-])(?P<between>(?: (?:for|to|of|für|de|di|da|van|zum|zur) \S{{1,30}}(?: \S{{1,20}})?)??"
    rf"(?: ?[:=] ?| {_IS} ?:? ?| ))(?P<quote>[\"'“„«`‘]?)(?P<value>[^\s\"'”“«»`’]{{3,100}})",
    re.IGNORECASE,
)


def secrets_shown(text: str) -> Iterator[Datum]:
    """Every key, token and password in the text."""
    yield from (datum(KIND, found.span(), found[0]) for found in _SHAPES.finditer(text))
    for found in _NAMED.finditer(text):
        value = found["value"].rstrip(".,;:!?)")
        if _is_secret(value, found["between"].strip(), bool(found["quote"])):
            yield datum(KIND, (found.start("value"), found.start("value") + len(value)), value)


def _is_secret(value: str, between: str, quoted: bool) -> bool:
    """Whether what stands behind the word is one: by its signs, or because it is set off."""
    if len(value) < 3 or _NO_SECRET.match(value):
        return False
    digits = sum(map(str.isdecimal, value))
    if not between:
        return quoted or digits >= 4
    # "The password is wrong" tells none; "password: hunter" does.
    return quoted or digits > 0 or between[-1] in ":=" or (not value.isalpha() and not re.search(r"[-'’/]", value))
