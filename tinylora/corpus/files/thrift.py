"""Thrift's compact protocol as far as parquet's page headers use it: read, not written.

https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from typing import Any


def struct(data: Any, at: int) -> tuple[dict[int, Any], int]:
    """Return the members of the struct that starts at `at` by field id, and where it ends.

    Raises:
        ValueError, IndexError: no struct of numbers, flags, bytes and structs is there.
    """
    fields: dict[int, Any] = {}
    field = 0
    while kind := data[at]:
        at += 1
        if kind >> 4:
            field += kind >> 4
        else:
            field, at = _zigzag(data, at)
        fields[field], at = _value(data, at, kind & 15)
    return fields, at + 1


def _value(data: Any, at: int, kind: int) -> tuple[Any, int]:
    if kind in (1, 2):
        return kind == 1, at
    if kind == 3:
        return data[at], at + 1
    if kind in (4, 5, 6):
        return _zigzag(data, at)
    if kind == 7:
        return bytes(data[at : at + 8]), at + 8
    if kind == 8:
        size, at = varint(data, at)
        return bytes(data[at : at + size]), at + size
    if kind == 12:
        return struct(data, at)
    raise ValueError(f"a page header with a field of Thrift type {kind}")


def _zigzag(data: Any, at: int) -> tuple[int, int]:
    number, at = varint(data, at)
    return (number >> 1) ^ -(number & 1), at


def varint(data: Any, at: int) -> tuple[int, int]:
    """Return the number of seven bits a byte that starts at `at`, and where it ends."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, at
