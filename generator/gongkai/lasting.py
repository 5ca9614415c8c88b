"""Names that stay: the same UUID for the same thing in every build, for feeds and calendars, whose readers tell entries apart by it."""

from hashlib import sha1

_NAMESPACE = bytes.fromhex("6a1b3c52f0a94d4c9d1e5b7f2c8e4a10")


def lasting_uuid(*names: str) -> str:
    """A version-5 UUID (RFC 9562) of the names, which together name one thing."""
    digest = bytearray(sha1(_NAMESPACE + "\0".join(names).encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
