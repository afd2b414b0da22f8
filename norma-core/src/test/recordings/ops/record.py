"""Records moments and batch normalization as functions into ../../resources/golden/batchnorm-ops.json and .npz.

    python record.py

The reference is TensorFlow in float64; of the fused function, which has no such run, the formulas below: the recording ends with an
error where TensorFlow in float32 is further from them than float32 explains.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
GOLDEN = HERE.parent.parent / "resources" / "golden"

from cases import cases

RUNS = {
    "float64": [("eager", "float64")],
    "worst32": [("eager", "float32"), ("xla", "float32"), ("jax", "float32")],
    "worst16": [("eager", "bfloat16"), ("xla", "bfloat16"), ("jax", "bfloat16")],
    "worstFloat16": [("eager", "float16"), ("xla", "float16"), ("jax", "float16")],
}


def fused(case):
    meta, a = case.meta["arguments"], {k: v.astype(np.float64) for k, v in case.arrays.items()}
    x, g = a["in.x"], a["g.y"]
    channel = 1 if meta["data_format"].startswith("NC") else x.ndim - 1
    axes = tuple(i for i in range(x.ndim) if i != channel)
    wide = [d if i == channel else 1 for i, d in enumerate(x.shape)]
    n = x.size // x.shape[channel]
    mean, variance = x.mean(axes), x.var(axes)
    f = meta["factor"]
    if meta["training"]:
        unbiased = variance * n / max(n - 1, 1)
        running = (mean, unbiased) if f == 1 else ((1 - f) * a["in.mean"] + f * mean, (1 - f) * a["in.variance"] + f * unbiased)
    else:
        mean, variance = running = a["in.mean"], a["in.variance"]
    inverse = 1 / np.sqrt(variance + meta["epsilon"])
    hat = (x - mean.reshape(wide)) * inverse.reshape(wide)
    offset, scale = g.sum(axes), (g * hat).sum(axes)
    u = g - (offset.reshape(wide) + hat * scale.reshape(wide)) / n if meta["training"] else g
    results = {"y": hat * a["in.scale"].reshape(wide) + a["in.offset"].reshape(wide), "running_mean": running[0], "running_variance": running[1]}
    results.update({"d.x": (a["in.scale"] * inverse).reshape(wide) * u, "d.scale": scale, "d.offset": offset})
    results.update({f"d.{n}": np.zeros_like(a[f"in.{n}"]) for n in ("mean", "variance") if f"in.{n}" in a})
    return results


def main():
    runs = {}
    with tempfile.TemporaryDirectory() as scratch:
        for kind, flavours in RUNS.items():
            for flavour in flavours:
                file = pathlib.Path(scratch) / "run.npz"
                print(*flavour, flush=True)
                done = subprocess.run([sys.executable, str(HERE / "worker.py"), *flavour, str(file)], cwd=HERE, stderr=subprocess.PIPE, text=True)
                if done.returncode:
                    raise SystemExit(done.stderr[-2000:])
                with np.load(file) as arrays:
                    runs.setdefault(kind, []).append((flavour, dict(arrays)))

    from importlib.metadata import version

    versions = {name: version(name) for name in ("keras", "tensorflow", "jax", "numpy")}
    documents, arrays = [], {}
    for n, case in enumerate(cases()):
        meta = dict(case.meta)
        formula = meta["function"] == "nn.fused_batch_norm"
        results = fused(case) if formula else {k.split("/", 1)[1]: v for k, v in runs["float64"][0][1].items() if k.startswith(f"{n}/")}
        if not results:
            raise SystemExit(f"{case.id} has no reference")
        meta["reference"] = "formula" if formula else "float64"
        meta["results"] = {}
        for name, value in results.items():
            entry, scale = {}, max(np.abs(value).max(), np.abs(case.arrays["in.x"]).max() * 1e-3) if value.size else 1.0
            for kind in ("worst32", "worst16", "worstFloat16"):
                found = [run[f"{n}/{name}"] for _, run in runs[kind] if f"{n}/{name}" in run]
                if found:
                    entry[kind] = max(float(np.abs(other - value).max(initial=0)) for other in found)
            if formula and entry["worst32"] > 2e-5 * max(scale, 1):
                raise SystemExit(f"{case.id} {name}: TensorFlow differs from the formula by {entry['worst32']:.2g} of {scale:.2g}")
            meta["results"][name] = entry
            arrays[f"{n}/{name}"] = value
        meta["recordings"] = [".".join(f) for kind in runs.values() for f, run in kind if any(k.startswith(f"{n}/") for k in run)]
        for role, value in case.arrays.items():
            arrays[f"{n}/{role}"] = value
        documents.append(meta)
    lines = ",\n".join("  " + json.dumps(document) for document in documents)
    (GOLDEN / "batchnorm-ops.json").write_text(f'{{"recorded": {json.dumps(versions)}, "cases": [\n{lines}\n]}}\n')
    np.savez_compressed(GOLDEN / "batchnorm-ops.npz", **arrays)
    print(f"{len(documents)} cases")


if __name__ == "__main__":
    main()
