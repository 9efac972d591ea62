"""Finds a place for each badge: at its control, inside the room, and over no other badge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle. Plain numbers: some hundred badges are compared with one another before the window may paint."""

    x: int
    y: int
    width: int
    height: int

    def meets(self, other: Box) -> bool:
        """Whether they share a pixel."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def holds(self, other: Box) -> bool:
        """Whether `other` lies in it."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """A badge of that width for what is seen at `at`. `is_filled`: its words leave no room beside them."""

    at: Box
    width: int
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """Where badges of one height may stand. `gap`: what parts them, and from the edge of what is tall."""

    box: Box
    height: int
    gap: int
    is_from_right: bool = False


def place(wishes: Sequence[Wish], room: Room) -> tuple[Box | None, ...]:
    """A place for each, None where there is none left."""
    taken: list[Box] = []
    found: list[Box | None] = []
    for wish in wishes:
        spot = next((one for one in _spots(wish, room) if _is_free(one, room, taken)), None)
        found.append(spot)
        if spot is not None:
            taken.append(spot)
    return tuple(found)


def _is_free(spot: Box, room: Room, taken: Sequence[Box]) -> bool:
    if not room.box.holds(spot):
        return False
    around = Box(spot.x - room.gap, spot.y - room.gap, spot.width + 2 * room.gap, spot.height + 2 * room.gap)
    return not any(around.meets(one) for one in taken)


def _spots(wish: Wish, room: Room) -> Iterator[Box]:
    """The end of a line, for most have nothing there; the corner of what is tall or narrow; the lower edge of what is
    filled with words; then ever further off.
    """
    at, width, height = wish.at, wish.width, room.height
    left, right = at.x + room.gap, at.x + at.width - width - room.gap
    if at.width < 2 * width + 2 * room.gap:
        left, right = at.x, at.x + at.width - width
    end, start = (left, right) if room.is_from_right else (right, left)
    top, bottom, middle = at.y + room.gap, at.y + at.height - height, at.y + (at.height - height) // 2
    if wish.is_filled:
        yield Box(end, at.y + at.height - height // 2, width, height)
        yield Box(at.x - width if room.is_from_right else at.x + at.width, middle, width, height)
        rows = (bottom, middle, at.y)
    elif at.height >= 3 * height:
        rows = (top, bottom - room.gap, middle)
    elif at.width < 3 * width:
        rows = (bottom, at.y, middle)
    else:
        rows = (middle, bottom, at.y)
    for x in (end, start, at.x + (at.width - width) // 2):
        for y in rows:
            yield Box(x, y, width, height)
    yield from _around(Box(end, rows[0], width, height), room)


def _around(spot: Box, room: Room) -> Iterator[Box]:
    step_x, step_y = max(1, spot.width // 2), max(1, spot.height // 2)
    first = Box(
        min(max(spot.x, room.box.x), room.box.x + room.box.width - spot.width),
        min(max(spot.y, room.box.y), room.box.y + room.box.height - spot.height),
        spot.width,
        spot.height,
    )
    yield first
    for ring in range(1, max(room.box.width // step_x, room.box.height // step_y) + 1):
        for across in range(-ring, ring + 1):
            for down in (-ring, ring) if abs(across) < ring else range(-ring, ring + 1):
                yield first._replace(x=first.x + across * step_x, y=first.y + down * step_y)
