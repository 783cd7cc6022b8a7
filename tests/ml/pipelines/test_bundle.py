import numpy as np
import pytest

from ml.errors import ModelFileError
from ml.pipelines.bundle import MANIFEST, bundle_load, bundle_save
from ml.pipelines.forecasting import predict
from ml.pipelines.training import train


@pytest.fixture(scope="module")
def bundle(data):
    return train(data, "gradient_boosting", seed=1)


def test_what_was_saved_forecasts_the_same(bundle, data, tmp_path):
    loaded = bundle_load(tmp_path, bundle_save(bundle, tmp_path))
    np.testing.assert_array_equal(predict(loaded, data), predict(bundle, data))


def test_saving_twice_gives_the_same_digest_and_files(bundle, tmp_path):
    one = bundle_save(bundle, tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert bundle_save(bundle, tmp_path) == one
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert not [name for name in before if name.endswith(".part")]


def test_files_are_ubj_json_or_safetensors_and_nothing_else(bundle, data, tmp_path):
    bundle_save(bundle, tmp_path / "a")
    bundle_save(train(data, "drift", seed=1), tmp_path / "b")
    bundle_save(train(data, "lstm", seed=1), tmp_path / "c")
    found = {path.suffix for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {".json", ".ubj", ".safetensors"}


@pytest.mark.parametrize("harm", ["cut", "swap", "delete", "flip"])
def test_a_harmed_file_is_refused(bundle, tmp_path, harm):
    sha256 = bundle_save(bundle, tmp_path)
    files = sorted(tmp_path.glob("*.ubj"))
    content = files[0].read_bytes()
    if harm == "cut":
        files[0].write_bytes(content[:-10])
    elif harm == "swap":
        files[0].write_bytes(files[1].read_bytes())
    elif harm == "flip":
        files[0].write_bytes(content[:99] + bytes([content[99] ^ 1]) + content[100:])
    else:
        files[0].unlink()
    with pytest.raises(ModelFileError, match=files[0].name):
        bundle_load(tmp_path, sha256)


def test_a_manifest_of_someone_else_is_refused(bundle, tmp_path):
    sha256 = bundle_save(bundle, tmp_path)
    path = tmp_path / MANIFEST
    path.write_text(path.read_text().replace("gradient_boosting", "random_forest"))
    with pytest.raises(ModelFileError, match=MANIFEST):
        bundle_load(tmp_path, sha256)


def test_a_model_of_other_features_is_refused(bundle, data):
    other = type(bundle)(bundle.kind, ("something_else",), bundle.horizons, bundle.folds)
    with pytest.raises(ModelFileError, match="other features"):
        predict(other, data)
