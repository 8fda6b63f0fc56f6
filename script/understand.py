"""Starts the command of script/understand, without Home Assistant: it is not needed."""

from importlib import import_module
from pathlib import Path
import sys
from types import ModuleType

ROOT = Path(__file__).parent.parent


def start() -> int:
    """Run the command and return its exit code."""
    sys.path.insert(0, str(ROOT))
    # The package itself loads Home Assistant, for seconds; its rooms do not.
    package = ModuleType("custom_components.autoarr")
    package.__path__ = [str(ROOT / "custom_components" / "autoarr")]
    sys.modules[package.__name__] = package
    code: int = import_module("custom_components.autoarr.requests.understand").main()
    return code


if __name__ == "__main__":
    sys.exit(start())
