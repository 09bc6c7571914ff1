"""The benchmarks leave nothing behind but what they are asked for."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from benchmarks import __main__ as benchmarks

MEASURED = {
    **dict.fromkeys(("ms", "playing", "memory", "import"), 1.0),
    **dict.fromkeys(("stock_psnr", "psnr", "stock_size", "size"), 1.0),
}


def test_a_table_is_written_only_where_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(what: str, picture: str, folder: str, *_: Any) -> dict[str, float]:
        Path(folder).mkdir()  # as films do, below the folder they are given
        return MEASURED

    monkeypatch.setattr(benchmarks, "measure", measure)
    monkeypatch.chdir(tmp_path)
    there = Path(benchmarks.__file__).parent
    before = sorted(there.iterdir())
    options = ["--rounds", "1", "--picture", "Formulas"]
    told = CliRunner().invoke(benchmarks.main, options, catch_exceptions=False)
    assert "formulas" in told.output
    assert not list(tmp_path.iterdir())
    assert sorted(there.iterdir()) == before
    CliRunner().invoke(benchmarks.main, [*options, "--output", "table.md"], catch_exceptions=False)
    assert "formulas" in (tmp_path / "table.md").read_text()
