"""Which hosts may be asked: those that everybody can reach, and nothing of this machine or of its network."""

import asyncio
import ipaddress
import socket
from collections.abc import Collection

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from twin.errors import SourceError

_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses of IPv6 that stand for one of IPv4, behind so many bits.
_TRANSLATED = ((ipaddress.ip_network("64:ff9b::/96"), 0), (ipaddress.ip_network("2002::/16"), 80))


def checked(url: str, allowed: Collection[str]) -> URL:
    """The address, if it is one of a page on the web. Raises SourceError.

    ``allowed`` are hosts that are asked although they are not public: the owner says that they may be.
    """
    try:
        found = URL(url)
        # Both are looked at only when they are asked for, and a host may be no name in any alphabet.
        port, host = found.port, found.host
    except ValueError as error:
        raise SourceError(f"{url} is no address of a page: give one such as https://example.com/feed.xml.") from error
    if found.scheme not in ("http", "https") or not host or port is None:
        raise SourceError(f"{url} is no address of a page: give one such as https://example.com/feed.xml.")
    if found.user or found.password:
        raise SourceError(
            f"{found.with_user(None)} was given with a name or a password: pages that need one stay unread."
        )
    address = _address(host)
    if address is not None and host not in allowed and not is_public(address):
        raise SourceError(_closed(host))
    return found.with_fragment(None)


def is_public(address: _Ip) -> bool:
    """Whether everybody can reach it, whatever form it is written in."""
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or _translated(address)
        if within is not None:
            return is_public(within)
        if address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    for network, shift in _TRANSLATED:
        if address in network:
            return ipaddress.IPv4Address((int(address) >> shift) & 0xFFFFFFFF)
    return None


def _address(host: str) -> _Ip | None:
    """The host as a number, also in the odd forms (0x7f.1, 2130706433) that connecting would understand."""
    host = host.rstrip(".")
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def _closed(host: str) -> str:
    return (
        f"{host} belongs to this machine or its network, and is not asked: whoever wrote a link there could read it. "
        "If it is yours, name it in TWIN_LIVE_ALLOW."
    )


class PublicResolver(AbstractResolver):
    """Looks names up, and gives an address only if all that the name stands for are public.

    What it gives is what is connected to: a name that stands for something else a moment later changes nothing.
    """

    def __init__(self, allowed: Collection[str] = ()) -> None:
        self._allowed = frozenset(allowed)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """As aiohttp asks. Raises SourceError for what is not public, OSError for what is not there."""
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family)
        addresses = {str(address[0]).partition("%")[0]: family_ for family_, *_, address in found}
        if host not in self._allowed and not all(is_public(ipaddress.ip_address(one)) for one in addresses):
            raise SourceError(_closed(host))
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family_, proto=0, flags=socket.AI_NUMERICHOST)
            for address, family_ in addresses.items()
        ]

    async def close(self) -> None:
        """There is nothing to close."""
