from ml.explain.sentence import LABELS, label, sentence
from ml.features.frame import NAMES


def test_it_names_what_raises_and_what_lowers():
    text = sentence(
        symbol="AAPL",
        prediction=0.0013,
        base_value=0.0007,
        horizon=1,
        features=[("return_1d", 0.0008), ("drawdown_126d", -0.0002)],
    )
    assert text == (
        "The model expects AAPL to move +0.13% over 1 session, +0.07% on an average day. "
        "The last day's return raises it most and the distance below the half-year high lowers "
        "it most."
    )


def test_no_change_is_said_without_a_sign():
    text = sentence(symbol="X", prediction=0.0, base_value=0.0, horizon=5, features=[])
    assert text == "The model expects no change of X over 5 sessions, whatever its recent history."


def test_one_sided_reasons_make_one_clause():
    text = sentence(
        symbol="X", prediction=-0.01, base_value=0.0, horizon=2, features=[("momentum_5d", -0.01)]
    )
    assert text.endswith("One-week momentum lowers it most.")


def test_every_feature_has_words():
    assert set(NAMES) <= set(LABELS)


def test_an_unknown_feature_keeps_its_name():
    assert label("my_feature") == "my feature"
