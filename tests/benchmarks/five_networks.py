"""All five networks with their small configurations on 400 simulated people, as a table with intervals.

    python -m tests.benchmarks.five_networks FOLDER                 about an hour on two cores
    python -m tests.benchmarks.five_networks FOLDER --jobs 1        one network after the other

The people are simulated once into FOLDER, in the layout of Scoliosis1K, packed, and split by person; every
network learns from the same people and is judged on the same others, whom nothing was chosen on. What is
there already is not made again, so an interrupted run goes on. One seed: the table ranks nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
NETWORKS = {
    "ScoNet": "sconet_small",
    "ScoNet-MT": "sconet_mt_demo",
    "ScoNet-MT on skeleton maps": "sconet_mt_maps_small",
    "DRF": "drf_small",
    "DRF, two streams": "drf_dual_small",
}
PEOPLE, SEED = 400, 400
TEST, VALIDATION = 0.25, 0.1
LICENCE = "Simulated walkers; no terms."


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def command(*arguments: object) -> str:
    """Run the program's command line and give what it printed."""
    words = [sys.executable, "-m", "scolioapp", *map(str, arguments)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def prepare(folder: Path) -> tuple[Path, Path]:
    """Make the people, the store and the split, where they are not there; give the last two."""
    people, store, split = folder / "people", folder / "store", folder / "split.json"
    if not (people / "simulated.json").is_file():
        command("dataset", "simulate", people, "--people", PEOPLE, "--seed", SEED)
    if not store.is_dir():
        command("dataset", "pack", people, store)
    if not split.is_file():
        shares = ("--test", TEST, "--validation", VALIDATION)
        said = command("dataset", "split", store, "--out", split, *shares, "--json")
        say(f"Leaks found: {len(json.loads(said)['leaks'])}")
    return store, split


def configuration(folder: Path, name: str, store: Path, split: Path) -> Path:
    """Return the shipped small configuration with these people in place of those it simulates."""
    content = yaml.safe_load((ROOT / "configs" / f"{name}.yaml").read_text(encoding="utf-8"))
    del content["simulation"]
    content["folder"] = {"root": str(store), "partition": str(split), "licence": LICENCE}
    content["precisions"] = False
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return path


def judged(folder: Path, name: str, store: Path, split: Path) -> dict:
    """Train a network where that was not done, evaluate it, and give the report."""
    run, report = folder / "runs" / name, folder / f"{name}.report.json"
    if not (run / "model").is_dir():
        if (run / "config.yaml").is_file():
            command("train", "--resume", run)
        else:
            config = configuration(folder, name, store, split)
            command("train", config, "--run", run, "--cache", folder / "cache")
        say(f"{name} is trained.")
    if not report.is_file():
        command("evaluate", run / "model", store, "--partition", split, "--out", report)
    return json.loads(report.read_text(encoding="utf-8"))


def interval(metric: dict) -> str:
    return f"{metric['value']:.3f} ({metric['low']:.3f} to {metric['high']:.3f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2, help="networks that train side by side")
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    store, split = prepare(folder)
    with ThreadPoolExecutor(options.jobs) as pool:
        reports = list(pool.map(lambda name: judged(folder, name, store, split), NETWORKS.values()))
    counts = reports[0]["counts"]
    people = sum(counts.values())
    majority = max(counts.values()) / people
    said = ", ".join(f"{number} {name}" for name, number in counts.items())
    say(f"{people} people nobody learned from ({said}); majority class alone: {majority:.3f}")
    say(
        "| network | accuracy (95 % interval) | macro F1 (95 % interval) | beats the majority class |"
    )
    say("|---|---|---|---|")
    for name, report in zip(NETWORKS, reports, strict=True):
        accuracy, f1 = report["metrics"]["accuracy"], report["metrics"]["f1"]
        beats = "yes" if accuracy["low"] > majority else "no"
        say(f"| {name} | {interval(accuracy)} | {interval(f1)} | {beats} |")


if __name__ == "__main__":
    main()
