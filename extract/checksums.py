"""Strings by the thousand: joined to each other at once, spelled out or told by their checksums alone.

The CRC-32 of two strings joined follows from their own and from the length of the second (Adler, zlib's
`crc32_combine`), so that rows of a hash table are found without making the strings.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

LONGEST = 64  # bytes of a string that is joined to others
POLYNOMIAL = 0xEDB88320

Places = NDArray[np.intp]


class Strings(Protocol):
    """As many strings as one likes; one string alone is joined to each of many."""

    @classmethod
    def of(cls, strings: Sequence[str]) -> Self:
        """Make them of strings."""

    def __getitem__(self, places: Places) -> Self:
        """Return those at places, each as often as it is named."""

    def __add__(self, other: Self) -> Self:
        """Join each to the one at its place."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """Strings spelled out.

    >>> (Spelled.of(["a=", "b="]) + Spelled.of(["1"])).strings.tolist()
    ['a=1', 'b=1']
    """

    strings: NDArray[np.object_]

    @classmethod
    def of(cls, strings: Sequence[str]) -> Self:
        """Make them of strings."""
        return cls(np.array(strings, dtype=object))

    def __getitem__(self, places: Places) -> Self:
        """Return those at places."""
        return type(self)(self.strings[places])

    def __add__(self, other: Self) -> Self:
        """Join each to the one at its place."""
        return type(self)(self.strings + other.strings)


@dataclass(frozen=True, slots=True)
class Checksums:
    """Strings told by their CRC-32 and their length in bytes of UTF-8.

    >>> joined = Checksums.of(["a=", "工会="]) + Checksums.of(["1"])
    >>> joined.crc.tolist() == [zlib.crc32("a=1".encode()), zlib.crc32("工会=1".encode())]
    True
    """

    crc: NDArray[np.uint32]
    size: Places

    @classmethod
    def of(cls, strings: Sequence[str]) -> Self:
        """Make them of strings."""
        encoded = [string.encode() for string in strings]
        return cls(np.array(list(map(zlib.crc32, encoded)), dtype="<u4"), np.array(list(map(len, encoded)), np.intp))

    def __getitem__(self, places: Places) -> Self:
        """Return those at places."""
        return type(self)(self.crc[places], self.size[places])

    def __add__(self, other: Self) -> Self:
        """Join each to the one at its place, the second of the two no longer than :data:`LONGEST`."""
        octets = self.crc.view(np.uint8).reshape(-1, 4).T
        moved = np.bitwise_xor.reduce(_MOVED.take(other.size * 1024 + _OCTETS + octets), axis=0)
        return type(self)(moved ^ other.crc, self.size + other.size)


def _moved() -> NDArray[np.uint32]:
    """What becomes of each octet of a checksum when bytes follow: for each number of bytes, octet and value."""
    step = np.arange(256, dtype="<u4")
    for _ in range(8):
        step = (step >> 1) ^ np.where(step & 1, np.uint32(POLYNOMIAL), np.uint32(0))
    found = [np.arange(256, dtype="<u4")[None] << (8 * np.arange(4, dtype="<u4")[:, None])]
    for _ in range(LONGEST):
        found.append(step[found[-1] & 255] ^ (found[-1] >> 8))
    return np.concatenate(found).astype("<u4").ravel()


_MOVED = _moved()
_OCTETS = 256 * np.arange(4)[:, None]
