"""What can go wrong that a person should read about. Knows nothing of what went wrong inside: that is a bug, and the desk says so."""


class Trouble(Exception):
    """Something expected: one sentence that a person reads, and what to do next.

    Both are whole sentences in plain words and hold no name, value or path, so they may be shown, printed or read aloud anywhere.
    """

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step

    @property
    def words(self) -> str:
        """Sentence and next step as one text."""
        return f"{self.sentence} {self.next_step}".strip()


def trace_of(problem: BaseException) -> str:
    """Where something went wrong, without what it said: type, module and line of each step. Never `str(problem)`: it may hold anything."""
    steps = []
    trace = problem.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "?")
        steps.append(f"{module}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(problem).__name__} at {' < '.join(reversed(steps)) or '?'}"
