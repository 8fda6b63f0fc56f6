"""How far apart two words are, counted in typing errors."""


def distance(one: str, other: str, most: int) -> int:
    """Return how many typing errors make one text of the other.

    A wrong, missing, extra or swapped letter is one error.

    Args:
        one: A text.
        other: Another one.
        most: Errors that matter; more are counted as `most + 1`.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    beyond: list[int] = []
    before = list(range(len(other) + 1))
    for row, char in enumerate(one, 1):
        line = [row] + [most + 1] * len(other)
        first, last = max(1, row - most), min(len(other), row + most)
        for column in range(first, last + 1):
            match = other[column - 1]
            cost = min(
                before[column] + 1,
                line[column - 1] + 1,
                before[column - 1] + (char != match),
            )
            if (
                row > 1
                and column > 1
                and char == other[column - 2]
                and one[row - 2] == match
            ):
                cost = min(cost, beyond[column - 2] + 1)
            line[column] = cost
        if min(line) > most:
            return most + 1
        beyond, before = before, line
    return min(before[-1], most + 1)
