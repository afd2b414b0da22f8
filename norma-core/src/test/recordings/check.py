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
#: of other groups the first case is taken
CHOSEN = {
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
    """The committed case of a group."""

    def __init__(self, group):
        cases = json.loads((GOLDEN / f"{group}.json").read_text())["cases"]
        id = CHOSEN.get(group, cases[0]["id"])
        number = next((n for n, case in enumerate(cases) if case["id"] == id), None)
        if number is None:
            raise SystemExit(f"{group} has no case {id}: name another in {pathlib.Path(__file__).name}")
        self.group, self.case, self.id = group, cases[number], id
        self.flavour = FLAVOUR.get(group, REFERENCE)
        with np.load(GOLDEN / f"{group}.npz") as arrays:
            own = f"{number}/"
            self.arrays = {key.removeprefix(own): arrays[key] for key in arrays.files if key.startswith(own)}


def record(flavour, cases, folder):
    asked = [f"{case.group}={case.id}" for case in cases]
    command = [sys.executable, str(HERE / "worker.py"), flavour, str(folder), *asked]
    done = subprocess.run(command, cwd=HERE, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        print(done.stderr[-3000:])
        raise SystemExit(f"worker {flavour} ended with {done.returncode}")


def recorded_again(folder, before):
    """What the worker said of its one case, its arrays, and its results."""
    stem = f"{before.group}.{before.flavour}"
    document = json.loads((folder / f"{stem}.json").read_text())
    if document["failed"]:
        raise SystemExit(f"{before.group}: Keras refuses the case: {document['failed']}")
    if not document["extra"]:
        raise SystemExit(f"{before.group}: {before.flavour} does not record {before.id}")
    arrays = {}
    for kind in ("arrays", "results"):
        with np.load(folder / f"{stem}.{kind}.npz") as found:
            arrays[kind] = {key.split("/", 1)[1]: found[key] for key in found.files}
    (extra,) = document["extra"].values()
    return extra, arrays["arrays"], arrays["results"]


def differences(before, folder):
    """In words, what differs of a case."""
    extra, arrays, results = recorded_again(folder, before)
    for key, value in extra.items():
        if before.case[key] != value:
            yield f"{key} is {value}, recorded {before.case[key]}"
    for role, value in arrays.items():
        if not np.array_equal(before.arrays[role], value):
            yield f"{role} is another array than the recorded one"
    expected = set(before.case.get("results", {}))
    if set(results) - {entry["name"] for entry in before.case.get("undetermined", [])} != expected:
        yield f"results are {sorted(results)}, recorded {sorted(expected)}"
        return
    bound = 1e-9 if before.case["kind"] in STEPS else 1e-10
    for name in sorted(expected):
        reference = before.arrays[name]
        largest = np.abs(reference).max(initial=0)
        if results[name].shape != reference.shape:
            yield f"{name} has shape {results[name].shape}, recorded {reference.shape}"
        elif not np.abs(results[name] - reference).max(initial=0) <= bound * largest:
            yield f"{name} differs by {np.abs(results[name] - reference).max(initial=0):.3g}, the largest magnitude is {largest:.3g}"


def main():
    groups = sorted(path.stem for path in (HERE / "groups").glob("*.py") if path.stem != "__init__")
    cases, wrong = [Recorded(group) for group in groups], 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for flavour in sorted({case.flavour for case in cases}):
            record(flavour, [case for case in cases if case.flavour == flavour], folder)
        for case in cases:
            found = list(differences(case, folder))
            wrong += bool(found)
            for difference in found:
                print(f"DIFFERS {case.group}/{case.id}: {difference}")
    print(f"recorded again: {len(cases)} cases, one of each group, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
