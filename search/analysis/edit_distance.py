"""Measures how far two words are from each other."""


def edit_distance(one: str, other: str) -> int:
    """Return the Damerau-Levenshtein distance in its restricted form (optimal string alignment).

    Counts letters that are added, left out, replaced, or swapped with their neighbour.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            same = letter == against
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (not same))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]
