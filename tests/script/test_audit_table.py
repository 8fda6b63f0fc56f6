"""The page about the audit says what the rules say."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
import re
from types import ModuleType

import pytest

from custom_components.autoarr.audit.cases import rules

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "script" / "audit_table.py"


@pytest.fixture
def script() -> ModuleType:
    """The script, as a module."""
    spec = spec_from_file_location("audit_table", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(script: ModuleType) -> None:
    assert (ROOT / "docs" / "audit.md").read_text() == script.page()
    assert script.main(["--check"]) == 0


def test_each_rule_has_its_line(script: ModuleType) -> None:
    lines = [line for line in script.page().splitlines() if line.startswith("| `")]
    assert len(lines) == len(rules())
    for line in lines:
        assert len(re.split(r"(?<!\\)\|", line)) == 7, line


def test_an_outdated_page_is_found_and_written_anew(
    script: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(script, "PAGE", tmp_path / "audit.md")
    assert script.main(["--check"]) == 1
    assert "out of date" in capsys.readouterr().err
    assert script.main([]) == 0
    assert script.main(["--check"]) == 0
