"""Ready answers, bounded."""

from apps.instruments.wire.answers import Answers


def test_the_least_recently_used_goes_first() -> None:
    answers = Answers(limit_bytes=40)
    for tag in "abcd":
        answers.put(tag, b"x" * 10)
    assert answers.get("a") == b"x" * 10
    answers.put("e", b"y" * 10)
    assert answers.get("b") is None
    assert answers.get("a") is not None
    assert answers.get("e") == b"y" * 10


def test_replacing_does_not_count_twice() -> None:
    answers = Answers(limit_bytes=40)
    for _ in range(10):
        answers.put("a", b"x" * 10)
    answers.put("b", b"x" * 10)
    assert answers.get("a") is not None


def test_a_huge_answer_is_not_kept() -> None:
    answers = Answers(limit_bytes=40)
    answers.put("a", b"x" * 11)
    assert answers.get("a") is None
