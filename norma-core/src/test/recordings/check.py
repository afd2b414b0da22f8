"""Records a case of each group again, in float64 with XLA, and compares it with what is committed.

    python check.py          ends with 1 if a case differs, or cannot be recorded

A minute or so: it shows that the recordings are what Keras computes, and that the scripts still make them.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

HERE = pathlib.Path(__file__).parent
GOLDEN = HERE.parent / "resources" / "golden"
REFERENCE = "tf64"
#: after steps of an optimizer rounding has grown
STEPS = ("optimizer", "network")
CASES = {
    "activations": "Softmax/2x3x4/mask",
    "arrangement": "Normalization/axis=[1,2]/4x2x3/adapt",
    "batch_normalization": "BatchNormalization/renorm=true/2x4x3/training/mask",
    "convolution": "DepthwiseConv2D/kernel_size=2,depthwise_regularizer=L2(l2=0.03125)/2x3x3x2",
    "dense": "Dense/units=3,activity_regularizer=L2(l2=0.03125)/2x4",
    "layer_normalization": "LayerNormalization/axis=[-2,-1]/2x3x4",
    "losses": "SparseCategoricalCrossentropy/from_logits=true,ignore_class=1,reduction=none/2x3x4/labels",
    "metrics": "SparseTopKCategoricalAccuracy/k=2/5x4/labels column",
    "networks": "shared/Adam,learning_rate=0.015625/MeanSquaredError",
    "optimizers": "SGD/learning_rate=0.125,momentum=0.9,clipnorm=0.5,weight_decay=0.01",
    "policies": "BatchNormalization/mixed_bfloat16/float32",
    "pooling": "AveragePooling2D/pool_size=[2,3]/2x4x6x2",
    "weights": "STFT/side=imag,window=hamming,scaling=spectrum,periodic=true/12x1x9",
}
#: policies have types, not numbers, and are recorded in one flavour only
FLAVOUR = {"policies": "tf32-xla"}


class Recorded:
    """A committed case."""

    def __init__(self, group, id):
        cases = json.loads((GOLDEN / f"{group}.json").read_text())["cases"]
        self.number = next((n for n, case in enumerate(cases) if case["id"] == id), None)
        if self.number is None:
            raise SystemExit(f"{group} has no case {id}: name another in {pathlib.Path(__file__).name}")
        self.case = cases[self.number]
        with np.load(GOLDEN / f"{group}.npz") as arrays:
            own = f"{self.number}/"
            self.arrays = {key.removeprefix(own): arrays[key] for key in arrays.files if key.startswith(own)}


def record(flavour, groups, folder):
    asked = [f"{group}={CASES[group]}" for group in groups]
    command = [sys.executable, str(HERE / "worker.py"), flavour, str(folder), *asked]
    done = subprocess.run(command, cwd=HERE, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        print(done.stderr[-3000:])
        raise SystemExit(f"worker {flavour} ended with {done.returncode}")


def recorded_again(folder, group):
    """What the worker said of its one case, its arrays, and its results."""
    flavour = FLAVOUR.get(group, REFERENCE)
    document = json.loads((folder / f"{group}.{flavour}.json").read_text())
    if document["failed"]:
        raise SystemExit(f"{group}: Keras refuses the case: {document['failed']}")
    if not document["extra"]:
        raise SystemExit(f"{group}: {flavour} does not record {CASES[group]}")
    arrays = {}
    for kind in ("arrays", "results"):
        with np.load(folder / f"{group}.{flavour}.{kind}.npz") as found:
            arrays[kind] = {key.split("/", 1)[1]: found[key] for key in found.files}
    (extra,) = document["extra"].values()
    return extra, arrays["arrays"], arrays["results"]


def differences(group, folder):
    """In words, what differs of a group's case."""
    before = Recorded(group, CASES[group])
    extra, arrays, results = recorded_again(folder, group)
    for key, value in extra.items():
        if before.case[key] != value:
            yield f"{key} is {value}, recorded {before.case[key]}"
    for role, value in arrays.items():
        if not np.array_equal(before.arrays[role], value):
            yield f"{role} is another array than the recorded one"
    left_out = {entry["name"] for entry in before.case.get("undetermined", [])}
    if set(results) - left_out != set(before.case.get("results", {})):
        yield f"results are {sorted(results)}, recorded {sorted(before.case.get('results', {}))}"
        return
    bound = 1e-9 if before.case["kind"] in STEPS else 1e-10
    for name in before.case.get("results", {}):
        reference = before.arrays[name]
        if results[name].shape != reference.shape:
            yield f"{name} has shape {results[name].shape}, recorded {reference.shape}"
            continue
        apart = np.abs(results[name] - reference).max(initial=0)
        if not apart <= bound * np.abs(reference).max(initial=0):
            yield f"{name} differs by {apart:.3g}, the largest magnitude is {np.abs(reference).max(initial=0):.3g}"


def main():
    groups = sorted(path.stem for path in (HERE / "groups").glob("*.py") if path.stem != "__init__")
    if groups != sorted(CASES):
        raise SystemExit(f"groups without a case here, or cases without a group: {set(groups) ^ set(CASES)}")
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for flavour in (REFERENCE, *set(FLAVOUR.values())):
            record(flavour, [group for group in groups if FLAVOUR.get(group, REFERENCE) == flavour], folder)
        for group in groups:
            found = list(differences(group, folder))
            wrong += bool(found)
            for difference in found:
                print(f"DIFFERS {group}/{CASES[group]}: {difference}")
    print(f"recorded again: {len(groups)} cases of {len(groups)} groups, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
