"""Where things are: the user's data and settings, and what comes with the program."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import platformdirs

_APP = "SNT Desk"


def default_database() -> Path:
    """The data file if none is named: local, never roaming."""
    return _data() / "desk.db"


def chosen_database() -> Path:
    """The data file of this desk: the one that was last opened here, or the default one."""
    try:
        said = json.loads(settings_file().read_text(encoding="utf-8"))
        chosen = said["file"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        # What is wrong with the settings is said where they are read (`ui.preferences`).
        return default_database()
    return Path(chosen) if isinstance(chosen, str) and chosen else default_database()


def demo_database() -> Path:
    """The demo team's file, beside the default one."""
    return _data() / "demo.db"


def settings_file() -> Path:
    """This desk's settings."""
    return platformdirs.user_config_path(_APP, appauthor=False, roaming=False) / "settings.json"


def policy_file() -> Path:
    """What the force has decided for all its desks; not ours to write."""
    return platformdirs.site_config_path(_APP, appauthor=False) / "policy.json"


def logs() -> Path:
    """The folder of the log and of error reports."""
    return platformdirs.user_log_path(_APP, appauthor=False)


def runtime() -> Path:
    """The folder for what lives no longer than the program, on this computer and of this user."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if Path(given).is_absolute():  # it is empty where there is none
        return Path(given) / "snt-desk"
    return platformdirs.user_cache_path(_APP, appauthor=False) / "run"


def scratch() -> Path:
    """The folder for what is needed for a while, and may be cleared at any start."""
    return platformdirs.user_cache_path(_APP, appauthor=False) / "tmp"


def resource(name: str) -> Path:
    """A file that comes with the program: in the source tree, a wheel or a built folder."""
    built = getattr(sys, "_MEIPASS", None)
    places = [Path(built) / "resources"] if built else []
    here = Path(__file__).resolve().parent
    places += [here.parent / "resources", here / "resources"]
    for place in places:
        if (place / name).exists():
            return place / name
    raise FileNotFoundError(name)


def ourselves() -> tuple[list[str], dict[str, str]]:
    """The command that starts this program once more, and what its surroundings must have."""
    if getattr(sys, "frozen", False):
        return [sys.executable], {}
    places = [str(Path(__file__).resolve().parent.parent), *filter(None, sys.path)]
    # -P: nothing is imported from the folder in which the desk happens to have been started.
    return [sys.executable, "-P", "-m", "snt_desk"], {"PYTHONPATH": os.pathsep.join(places)}


def _data() -> Path:
    return platformdirs.user_data_path(_APP, appauthor=False, roaming=False) / "data"
