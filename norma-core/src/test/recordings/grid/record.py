"""Records the grid of batch normalizations into ../../resources/golden/batchnorm-grid.json and .npz.

    python record.py [--scratch FOLDER] [--merge-only]

The reference is reference.py; this script ends with an error where real Keras in float64 differs from it, where it has such a run.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
GOLDEN = HERE.parent.parent / "resources" / "golden"

import reference
from cases import cases, order

RUNS = {
    "float64": [("KERAS3", "eager", "float64"), ("TF_KERAS", "eager", "float64"), ("TF1_LAYERS", "graph", "float64")],
    "worst32": [
        ("KERAS3", "xla", "float32"), ("KERAS3", "eager", "float32"), ("KERAS3", "jax", "float32"),
        ("TF_KERAS", "eager", "float32"), ("TF_KERAS", "xla", "float32"), ("TF1_LAYERS", "graph", "float32"),
    ],
    "worst16": [("KERAS3", "eager", "mixed_bfloat16"), ("TF_KERAS", "eager", "mixed_bfloat16"), ("TF1_LAYERS", "graph", "bfloat16")],
    "worstFloat16": [("KERAS3", "eager", "mixed_float16"), ("TF_KERAS", "eager", "mixed_float16"), ("TF1_LAYERS", "graph", "float16")],
}


def by_case(file):
    found = {}
    with np.load(file) as arrays:
        for key in arrays.files:
            n, name = key.split("/", 1)
            found.setdefault(int(n), {})[name] = arrays[key]
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scratch", type=pathlib.Path)
    parser.add_argument("--merge-only", action="store_true")
    options = parser.parse_args()
    scratch = options.scratch or pathlib.Path(tempfile.mkdtemp(prefix="grid"))
    scratch.mkdir(parents=True, exist_ok=True)
    runs = {}
    for kind, list_of_runs in RUNS.items():
        for run in list_of_runs:
            file = scratch / (".".join(run) + ".npz")
            if not options.merge_only and not file.exists():
                with (scratch / "errors.log").open("w") as errors:
                    subprocess.run([sys.executable, str(HERE / "worker.py"), *run, str(file)], cwd=HERE, stderr=errors, check=True)
            runs.setdefault(kind, []).append((run, by_case(file)))

    from importlib.metadata import version

    versions = {name: version(name) for name in ("keras", "tf_keras", "tensorflow", "jax", "numpy")}
    documents, arrays, checked, far = [], {}, 0, []
    for n, case in enumerate(cases()):
        meta = {**case.meta, "weights": order(case)}
        results = reference.run(case)
        unfused = reference.run(case, fused=False)
        for _, found in runs["float64"]:
            for name, value in found.get(n, {}).items():
                scale = max(np.abs(unfused[name]).max(), 1e-30)
                if np.abs(value - unfused[name]).max() > 1e-13 * scale:
                    raise SystemExit(f"{case.id} {name}: Keras in float64 differs from the formula by {np.abs(value - unfused[name]).max() / scale:.2g}")
                checked += 1
        meta["results"] = {}
        for name, value in results.items():
            role = f"after.{name}" if name in meta["weights"] else name
            entry = {}
            for kind in ("worst32", "worst16", "worstFloat16"):
                differences = [float(np.abs(found[n][name] - value).max()) for _, found in runs[kind] if name in found.get(n, {})]
                if differences:
                    entry[kind] = max(differences)
            scale = np.abs(value).max()
            if "worst32" not in entry or entry["worst32"] > 2e-5 * scale:
                far.append(f"{case.id} {name}: {entry.get('worst32')} of {scale:.3g}")
            meta["results"][role] = entry
            arrays[f"{n}/{role}"] = value
        if meta["fused"] and meta["training"]:
            arrays[f"{n}/after.moving_variance.unfused"] = unfused["moving_variance"]
        meta["recordings"] = [".".join(run) for kind in runs.values() for run, found in kind if n in found]
        for role, value in case.arrays.items():
            arrays[f"{n}/w.{meta['weights'].index(role)}" if role in meta["weights"] else f"{n}/{role}"] = value
        documents.append(meta)
    lines = ",\n".join("  " + json.dumps(document) for document in documents)
    (GOLDEN / "batchnorm-grid.json").write_text(f'{{"recorded": {json.dumps(versions)}, "cases": [\n{lines}\n]}}\n')
    np.savez_compressed(GOLDEN / "batchnorm-grid.npz", **arrays)
    print(f"{len(documents)} cases, {checked} results equal Keras' float64 to 1e-13")
    print(*far[:40], sep="\n")


if __name__ == "__main__":
    main()
