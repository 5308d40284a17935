"""The names of the documents of an index, each as the terms of its words: three arrays instead of objects for each."""

from array import array


class Names:
    """``names[document]`` are its names, the title first."""

    def __init__(self) -> None:
        self._terms = array("I")
        self._ends = array("I")  # of each name in the terms
        self._last = array("I")  # of each document in the ends

    def __len__(self) -> int:
        return len(self._last)

    def __getitem__(self, document: int) -> list[array]:
        first = self._last[document - 1] if document else 0
        ends = self._ends[first : self._last[document]]
        start = self._ends[first - 1] if first else 0
        return [self._terms[a:b] for a, b in zip([start, *ends], ends, strict=False)]

    def append(self, names: list[list[int]]) -> None:
        for name in names:
            self._terms.extend(name)
            self._ends.append(len(self._terms))
        self._last.append(len(self._ends))

    def packed(self) -> list[bytes]:
        return [self._terms.tobytes(), self._ends.tobytes(), self._last.tobytes()]

    @classmethod
    def unpacked(cls, packed: list[bytes]) -> "Names":
        names = cls()
        names._terms, names._ends, names._last = (array("I", one) for one in packed)
        return names
