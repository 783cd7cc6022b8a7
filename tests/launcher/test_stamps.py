"""Stamps: work is skipped only for the very inputs it was done for."""

from pathlib import Path

from launcher.install.stamps import drop_stamp, hash_files, is_stamped, write_stamp


def test_a_stamp_fits_its_inputs_only(tmp_path: Path) -> None:
    source, stamps = tmp_path / "source", tmp_path / "stamps.json"
    source.write_text("one")
    first = hash_files([source])
    write_stamp(stamps, "build", first)
    assert is_stamped(stamps, "build", first)
    assert not is_stamped(stamps, "other", first)
    source.write_text("two")
    assert not is_stamped(stamps, "build", hash_files([source]))


def test_a_renamed_file_changes_the_hash(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("same")
    before = hash_files(tmp_path.iterdir())
    (tmp_path / "a").rename(tmp_path / "b")
    assert hash_files(tmp_path.iterdir()) != before


def test_a_broken_stamp_file_means_do_it_again(tmp_path: Path) -> None:
    stamps = tmp_path / "stamps.json"
    for broken in ("", "{", "[1]"):
        stamps.write_text(broken)
        assert not is_stamped(stamps, "build", "x")
    write_stamp(stamps, "build", "x")
    assert is_stamped(stamps, "build", "x")


def test_stamps_stand_side_by_side(tmp_path: Path) -> None:
    stamps = tmp_path / "stamps.json"
    write_stamp(stamps, "a", "1")
    write_stamp(stamps, "b", "2")
    assert is_stamped(stamps, "a", "1")
    assert is_stamped(stamps, "b", "2")


def test_a_dropped_stamp_leaves_the_others(tmp_path: Path) -> None:
    stamps = tmp_path / "stamps.json"
    drop_stamp(stamps, "a")
    assert not stamps.exists()
    write_stamp(stamps, "a", "1")
    write_stamp(stamps, "b", "2")
    drop_stamp(stamps, "a")
    assert not is_stamped(stamps, "a", "1")
    assert is_stamped(stamps, "b", "2")
