"""The same world and home as in the whole stories."""

from tests.e2e.conftest import home, hurry, make_home, own_folder, simulation

__all__ = ["home", "hurry", "make_home", "own_folder", "simulation"]
