"""The state of the form of a training run: values, preset, dataset, and what is wrong with them.

Imports the schema: imported late. Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.core.files import write_text
from engine.runs.training_config import TrainConfig, as_yaml, read_config
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.storage.training_presets import Preset
from scolioapp.words.training_fields import LEAVES, flat
from scolioapp.words.training_problems import checked

if TYPE_CHECKING:
    from scolioapp.viewmodels.dataset_shelf import DatasetShelf

_SOURCES = ("simulation.", "folder.")
_ABOUT_DATA = (*_SOURCES, "status", "name", "description")
"""Keys that follow the dataset: they are no change of a preset."""

SIMULATED_PEOPLE = {
    "simulation.train": 900,
    "simulation.validation": 120,
    "simulation.test": 300,
    "simulation.seed": 11,
    "simulation.frames": 30,
    "simulation.workers": 2,
}
"""People that a run simulates where nobody said how many: those of the small configurations."""


class TrainingForm(QObject):
    """What the next run is.

    Signals:
        changed: A key whose value is another one now.
        loaded: All values are others now.
        checked: What is wrong may be another thing now.
    """

    changed = Signal(str)
    loaded = Signal()
    checked = Signal()

    def __init__(
        self, shelf: DatasetShelf, known: tuple[Preset, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.presets = known
        self._shelf = shelf
        self._preset: Preset | None = None
        self._dataset: KnownDataset | None = None
        self._simulated = True
        self._values: dict[str, Any] = {key: leaf.default for key, leaf in LEAVES.items()}
        self._values.update(SIMULATED_PEOPLE)
        self._problems: dict[str, str] = {}
        self._config: TrainConfig | None = None
        self._asked = False
        # The name that was made last; no name that a person can give begins like this.
        self._auto = "\0"
        first = next((each for each in known if each.name == "sconet_mt_demo"), None)
        if first is not None:
            self.choose_preset(first)

    # What it holds

    @property
    def preset(self) -> Preset | None:
        """What the form was filled from, or None after a file was opened."""
        return self._preset

    @property
    def dataset(self) -> KnownDataset | None:
        """The dataset of the shelf that was chosen, or None."""
        return self._dataset

    @property
    def simulated(self) -> bool:
        """Whether people are simulated for the run."""
        return self._simulated

    @property
    def problems(self) -> Mapping[str, str]:
        """What is wrong, by key; of what was not filled in yet nothing is said before a start."""
        if self._asked:
            return self._problems
        return {key: said for key, said in self._problems.items() if key != "folder.root"}

    @property
    def config(self) -> TrainConfig | None:
        """The configuration, or None while something is wrong."""
        return self._config

    def value(self, key: str) -> Any:  # noqa: ANN401 - whatever the key holds
        """Return the value of a key, as in YAML."""
        return self._values[key]

    def shown(self, key: str) -> bool:
        """Say whether a key is part of the run: either simulated people or a folder."""
        unused = "folder." if self._simulated else "simulation."
        return not key.startswith(unused)

    @property
    def differing(self) -> tuple[str, ...]:
        """Keys whose values are not those of the preset."""
        if self._preset is None:
            return ()
        return tuple(key for key in LEAVES if self.differs(key))

    def differs(self, key: str) -> bool:
        """Say whether the value of a key is not that of the preset."""
        if self._preset is None or key.startswith(_ABOUT_DATA):
            return False
        return bool(self._values[key] != self.preset_value(key))

    def preset_value(self, key: str) -> Any:  # noqa: ANN401 - whatever the key holds
        """Return the value that a key has in the preset."""
        if self._preset is None:
            return LEAVES[key].default
        return _values_of(self._preset.config).get(key, LEAVES[key].default)

    # What changes it

    def set(self, key: str, value: Any) -> None:  # noqa: ANN401 - whatever the key holds
        """Set the value of a key; it is checked at once."""
        if self._values[key] == value and type(self._values[key]) is type(value):
            return
        self._values[key] = value
        if key == "network.kind":
            # What another network joins in its way is not for this one.
            self._values["network.fusion"] = None
            self.changed.emit("network.fusion")
            self._name_anew()
        self._check()
        self.changed.emit(key)

    def choose_preset(self, preset: Preset) -> None:
        """Fill the form from a preset; a dataset that was chosen stays."""
        kept = self._dataset
        self._preset = preset
        self._fill(preset.config, preset.path.parent)
        if kept is not None:
            self._take_dataset(kept)
        elif preset.published:
            self._take_first_fitting()
        self._ended()

    def choose_dataset(self, dataset: KnownDataset) -> None:
        """Train on a dataset of the shelf."""
        self._take_dataset(dataset)
        self._ended()

    def choose_simulated(self) -> None:
        """Train on people that are simulated for the run."""
        self._dataset = None
        self._simulated = True
        self._values["status"] = "demo"
        self._name_anew()
        self._ended()

    def open(self, path: Path) -> None:
        """Fill the form from a file.

        Raises:
            ConfigError: It cannot be used; the form is as it was.
        """
        self.take(read_config(path), path.parent)

    def take(self, config: TrainConfig, base: Path) -> None:
        """Fill the form from a configuration whose paths are relative to ``base``."""
        self._preset = None
        self._dataset = None
        self._fill(config, base)
        root = self._values["folder.root"]
        self._dataset = None if self._simulated else self._shelf.dataset(Path(root))
        self._ended()

    def reset(self) -> None:
        """Take back every change of the preset."""
        if self._preset is not None:
            self.choose_preset(self._preset)

    # What comes out of it

    def ask(self) -> TrainConfig | None:
        """Return the configuration for a start; from now on everything that is wrong is said."""
        self._asked = True
        self._check()
        return self._config

    def save(self, path: Path) -> None:
        """Write the configuration as a file that ``scolioapp train`` reads.

        Raises:
            OutputError: It cannot be written.
            ValueError: Something is wrong with the values.
        """
        if self._config is None:
            raise ValueError("the form cannot be saved while something is wrong")
        write_text(path, as_yaml(self._config))

    # Inside

    def _fill(self, config: TrainConfig, base: Path) -> None:
        self._asked = False
        self._simulated = config.simulation is not None
        values = {key: leaf.default for key, leaf in LEAVES.items()}
        self._values = {**values, **SIMULATED_PEOPLE, **_values_of(config)}
        for name in ("root", "pose", "partition"):
            value = self._values[f"folder.{name}"]
            if value is not None:
                path = base / value
                # A preset names a folder beside it, which few have.
                missing = self._preset is not None and not path.exists()
                self._values[f"folder.{name}"] = None if missing else str(path)

    def _take_dataset(self, dataset: KnownDataset) -> None:
        self._dataset = dataset
        self._simulated = False
        self._values |= {
            "folder.root": str(dataset.path),
            "folder.pose": None if dataset.pose is None else str(dataset.pose),
            "folder.partition": None if dataset.partition is None else str(dataset.partition),
            "folder.licence": dataset.licence,
            "folder.keypoint_set": dataset.keypoint_set,
            "status": "demo" if dataset.kind == "simulated" else "research",
        }
        self._name_anew()

    def _take_first_fitting(self) -> None:
        fitting = [one for one in self._shelf.datasets if one.kind != "simulated"]
        if fitting and self._values["folder.root"] is None:
            self._take_dataset(fitting[0])

    def _name_anew(self) -> None:
        """Name the model after what it is and learns from; a name that the person gave stays."""
        named = self._preset is not None and self._values["name"] == self._preset.config.name
        if not named and not self._values.get("name", "").startswith(self._auto):
            return
        kind = self._values["network.kind"]
        where = "simulated" if self._dataset is None else _slug(self._dataset.name)
        data = "simulated walkers" if self._dataset is None else f"“{self._dataset.name}”"
        if self._dataset is not None and self._dataset.kind == "simulated":
            data = f"the simulated walkers of {data}"
        self._auto = f"{kind}_{where}"[:60]
        self._values["name"] = self._auto
        self._values["description"] = f"{kind} trained on {data}."

    def _ended(self) -> None:
        self._check()
        self.loaded.emit()

    def _check(self) -> None:
        used = {key: value for key, value in self._values.items() if self.shown(key)}
        missing = not self._simulated and not used["folder.root"]
        if missing:
            used["folder.root"] = "-"
        self._config, self._problems = checked(used)
        if missing:
            self._config = None
            self._problems["folder.root"] = self.tr("Choose a dataset.")
        self.checked.emit()


def _values_of(config: TrainConfig) -> dict[str, Any]:
    return flat(config.model_dump(mode="json"))


def _slug(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("_") or "dataset"
