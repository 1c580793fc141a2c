"""How sure a draft is by what the owner has decided about others, learned again with each decision."""

from bot.ledger import Ledger
from persona import confidence
from persona.confidence import Calibration

# How many rulings are learned from, the newest: more make the curve no better, and it is drawn anew after each.
_NEWEST = 2000


class FromRulings:
    """Confidences that are fitted to what the owner did with the drafts that they judged."""

    def __init__(self, ledger: Ledger) -> None:
        self._cases = ledger.cases
        # What was fitted, and to which state of the cases; swapped as a whole, since several threads ask.
        self._fitted: tuple[int, Calibration] | None = None

    def confidence(self, writer: str, raw: float) -> float:
        """The probability in [0, 1] that the owner would send a draft unchanged whose writer is that sure of it."""
        return self._calibration().confidence(writer, raw)

    def _calibration(self) -> Calibration:
        # Asked before what is judged is read: what is judged in between is learned the next time.
        state, fitted = self._cases.change(), self._fitted
        if fitted is None or fitted[0] != state:
            # What the guard stops waits however sure it is: what becomes of that tells nothing of the rest.
            free = [one for one in self._cases.judged(_NEWEST) if not one.stopped]
            fitted = (state, confidence.fit((one.writer, one.raw, one.accepted) for one in free))
            self._fitted = fitted
        return fitted[1]
