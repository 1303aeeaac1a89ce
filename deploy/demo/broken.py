"""Files that cannot be read, as they come from real units: behind a password, cut off on the
way, or with other content than the name says."""

import random
import struct

SECTOR = 512
FREE, END, FAT_MARK = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
MINI_STREAM_MAX = 4096


def _entry(name, kind, child, start, size):
    """A directory entry of 128 bytes."""
    raw = name.encode("utf-16-le") + b"\0\0"
    links = (FREE, 2 if name == "EncryptionInfo" else FREE, child)
    return (raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
            + struct.pack("<III", *links) + bytes(16) + struct.pack("<IQQ", 0, 0, 0)
            + struct.pack("<IQ", start, size))


def locked_office(content, key):
    """What Word writes when a document has a password: a compound file with the streams
    EncryptionInfo and EncryptedPackage.  The package is noise: nobody has the password."""
    rng = random.Random(key)
    noise = bytes(rng.randrange(256) for _ in range(max(MINI_STREAM_MAX, len(content) // 8)))
    info = struct.pack("<HHI", 4, 4, 0x40) + (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption xmlns='
        b'"http://schemas.microsoft.com/office/2006/encryption"><keyData saltSize="16" '
        b'blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" '
        b'cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"/></encryption>')
    info = info.ljust(MINI_STREAM_MAX, b" ")
    package = struct.pack("<Q", len(noise)) + noise
    package = package.ljust(-(-len(package) // SECTOR) * SECTOR, b"\0")
    info_sectors, package_sectors = len(info) // SECTOR, len(package) // SECTOR
    # Sector 0 is the allocation table, 1 the directory, then the two streams.
    table = [FAT_MARK, END]
    for count in (info_sectors, package_sectors):
        first = len(table)
        table += [first + i + 1 for i in range(count - 1)] + [END]
    table += [FREE] * (SECTOR // 4 - len(table))
    assert len(table) == SECTOR // 4
    root = _entry("Root Entry", 5, 1, END, 0)
    directory = (root + _entry("EncryptionInfo", 2, FREE, 2, len(info))
                 + _entry("EncryptedPackage", 2, FREE, 2 + info_sectors, len(package))
                 + bytes(128))
    header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
              + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
              + struct.pack("<IIIIIIIII", 0, 1, 1, 0, MINI_STREAM_MAX, END, 0, END, 0)
              + struct.pack("<I", 0) + struct.pack("<I", FREE) * 108)
    assert len(header) == SECTOR
    return header + struct.pack("<%dI" % len(table), *table) + directory + info + package


def cut_off(content):
    """The first part of a file, as an interrupted upload leaves it."""
    return content[:len(content) * 2 // 3]


def hollow_pdf(content, key):
    """A PDF that begins well and goes on as noise."""
    rng = random.Random(key)
    return content[:9] + bytes(rng.randrange(256) for _ in range(6000))
