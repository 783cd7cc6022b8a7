"""One recording from beginning to end."""

from collections.abc import Callable
from pathlib import Path

from scripts.recorder.folder import Recording
from scripts.recorder.private import Private
from scripts.recorder.product import SESSION, Product
from scripts.recorder.questions import look, questions, topics
from scripts.recorder.stream import listen


def record(
    url: str,
    folder: Path,
    *,
    seconds: int,
    sessions: int,
    private: Private,
    report: Callable[[str], None],
) -> None:
    """Record a running demo into the folder of a built page.

    Parameters
    ----------
    url : str
        Where the demo runs.
    folder : Path
        The folder of a front end that was built for a preview.
    seconds : int
        Length of the socket's part.
    sessions : int
        Sessions that a replay plays before it is recorded.
    private : Private
        Takes out what may not leave the machine.
    report : callable
        Called with a line about each step.
    """
    product = Product(url)
    try:
        product.become_full(report)
        product.stand_still(report, sessions=sessions)
        recording = Recording(folder, private)
        # Where the demo's person is signed in is that person's alone.
        recording.add_answer(f"GET {SESSION}s", 200, {"status": 200, "data": []})
        _answers(product, recording, report)
        report(f"{seconds} s of the socket")
        followed = topics(product, look(product))
        stretch = listen(product.url, product.cookie, followed, seconds)
        for topic, recorded in stretch.as_json().items():
            recording.add_topic(topic, recorded)
        recording.finish({"recorded_at": stretch.began, "seconds": seconds})
    finally:
        product.close()


def _answers(product: Product, recording: Recording, report: Callable[[str], None]) -> None:
    for count, question in enumerate(questions(product, look(product))):
        if question.spelled in recording:
            continue
        answer = product.ask(question)
        recording.add_answer(question.spelled, answer.status, answer.body)
        if count % 25 == 0:
            report(f"answer {count}: {question.spelled[:80]}")
