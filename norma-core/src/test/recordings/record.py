"""Records Keras' numbers for the Java tests.

    python record.py [--jobs N] [GROUP...]       all groups unless named

Runs one worker per back end and precision, then merges what they wrote into ../resources/golden/GROUP.json and .npz.
"""

import argparse
import importlib
import json
import pathlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np

import formulas
from case import MOVED

HERE = pathlib.Path(__file__).parent
GOLDEN = HERE.parent / "resources" / "golden"
FLAVOURS = ["tf64", "tf64-plain", "tf64-eager", "tf32-xla", "tf32-eager", "jax32", "bf16-xla", "bf16-eager"]
REFERENCE, PLAIN, DOUBLE, SINGLE, HALF = FLAVOURS[0], FLAVOURS[1:2], FLAVOURS[2:3], FLAVOURS[3:6], FLAVOURS[6:]
FAR = 1e-3  # of the largest magnitude: a float32 run that is further off is printed, to be looked at


def work(flavour, folder, groups):
    log = folder / f"{flavour}.log"
    with log.open("w") as errors:
        command = [sys.executable, str(HERE / "worker.py"), flavour, str(folder), *groups]
        code = subprocess.run(command, cwd=HERE, stderr=errors).returncode
    if code:
        print(log.read_text()[-3000:])
        raise SystemExit(f"worker {flavour} ended with {code}")


def worst(folder, group, flavours, key, reference):
    """The largest difference of these flavours from the reference, and which one it was; None where none has it."""
    found = {}
    for flavour in flavours:
        results = folder[flavour]["results"]
        if key[1] in results.get(key[0], {}):
            value = results[key[0]][key[1]]
            if value.shape != reference.shape:
                raise SystemExit(f"{group} {key}: {flavour} has shape {value.shape}, the reference {reference.shape}")
            difference = np.atleast_1d(np.abs(value - reference))
            difference[np.atleast_1d((value == reference) | (np.isnan(value) & np.isnan(reference)))] = 0
            found[flavour] = float(difference.max()) if difference.size else 0.0
    if not found:
        return None, None
    name = max(found, key=lambda f: (np.isnan(found[f]), found[f]))
    return found[name], name


def merge(scratch, group):
    module = importlib.import_module(f"groups.{group}")
    runs = {}
    for flavour in FLAVOURS + MOVED:
        if (scratch / f"{group}.{flavour}.json").exists():
            runs[flavour] = {
                "results": by_case(scratch / f"{group}.{flavour}.results.npz"),
                "arrays": by_case(scratch / f"{group}.{flavour}.arrays.npz"),
                **json.loads((scratch / f"{group}.{flavour}.json").read_text()),
            }
    versions = runs[REFERENCE]["versions"]
    cases, arrays, notes, failures, seen, widened, rounding = [], {}, [], {}, set(), [], []
    for n, case in enumerate(module.cases()):
        if case.id in seen:
            raise SystemExit(f"{group}: two cases are called {case.id}")
        seen.add(case.id)
        reference = next(f for f in FLAVOURS if f in module.flavours(case, FLAVOURS))
        if str(n) in runs[reference]["failed"]:
            notes.append(f"LEFT OUT {case.id}: {runs[reference]['failed'][str(n)]}")
            continue
        for flavour in module.flavours(case, FLAVOURS):
            if flavour in runs and str(n) in runs[flavour]["failed"]:
                failures.setdefault((flavour, runs[flavour]["failed"][str(n)]), []).append(case.id)
        number = len(cases)
        meta = {**case.meta, **runs[reference]["extra"][str(n)]}
        results, undetermined = {}, []
        for role, value in {**case.arrays, **runs[reference]["arrays"].get(n, {})}.items():
            arrays[f"{number}/{role}"] = value
        formula = formulas.replaces(case)
        found = formula(case, runs[reference]["arrays"][n]) if formula else runs[reference]["results"].get(n, {})
        if formula:
            meta["reference"] = "formula"
        for name, value in found.items():
            key = (n, name)
            scale = float(np.abs(value).max()) if value.size else 0.0
            double, _ = worst(runs, group, [f for f in DOUBLE if f in runs], key, value)
            if not formula and double is not None and double > 2e-11 * scale or 0 < scale < 1e-12:
                undetermined.append({"name": name, "reason": f"a sum that cancels: rounding alone decides it, largest magnitude {scale:.3g}"})
                notes.append(f"undetermined {case.id} {name}: float64 runs differ by {double or 0:.3g} of {scale:.3g}")
                continue
            single, where = worst(runs, group, [f for f in SINGLE if f in runs], key, value)
            if single is not None and not single <= FAR * scale + 1e-6:
                notes.append(f"float32 far {case.id} {name}: {single:.3g} of {scale:.3g} on {where}")
            entry = {}
            plain, _ = worst(runs, group, [f for f in PLAIN if f in runs], key, value)
            if not formula and plain is not None and plain > 2e-11 * scale:
                entry["widened"] = plain
                widened.append((plain / scale, f"{case.id} {name}"))
            if single is not None and not drawn(case):
                entry["worst32"] = single
                moved, _ = worst(runs, group, [f for f in MOVED if f in runs], key, value)
                if moved is not None and moved > 4 * single + 1e-6 * scale:
                    rounding.append(f"rounding decides {case.id} {name} in float32: {moved:.3g}, the recordings differ by {single:.3g}")
            half, where = worst(runs, group, [f for f in HALF if f in runs], key, value)
            if half is not None:
                if half > 0.25 * scale + 1e-6:
                    notes.append(f"bf16 far {case.id} {name}: {half:.3g} of {scale:.3g} on {where}")
                entry["worst16"] = half
            results[name] = entry
            arrays[f"{number}/{name}"] = value
        if results:
            meta["results"] = results
        if undetermined:
            meta["undetermined"] = undetermined
        meta["recordings"] = [f for f in FLAVOURS if f in runs and str(n) in runs[f]["extra"]]
        cases.append(meta)
    if rounding:
        raise SystemExit("\n".join([*rounding, f"{group} is not written: draw other batches (DRAWS in groups/networks.py)"]))
    document = {"recorded": versions, "cases": cases}
    GOLDEN.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join("  " + json.dumps(c, separators=(", ", ": ")) for c in cases)
    (GOLDEN / f"{group}.json").write_text(f'{{"recorded": {json.dumps(versions)}, "cases": [\n{lines}\n]}}\n')
    np.savez_compressed(GOLDEN / f"{group}.npz", **arrays)
    size = (GOLDEN / f"{group}.npz").stat().st_size + (GOLDEN / f"{group}.json").stat().st_size
    print(f"{group}: {len(cases)} cases, {size / 1024:.0f} KiB")
    for (flavour, failure), ids in failures.items():
        print(f"    {len(ids)} not in {flavour}: {ids[0]} ...: {failure}")
    if widened:
        print(f"    {len(widened)} results hold a constant that Keras rounds to float32; at most {max(widened)[0]:.2g} in {max(widened)[1]}")
    for note in notes:
        print("   ", note)


def drawn(case):
    """Whether the results describe random numbers: recorded once, and compared as distributions."""
    return case.kind == "dropout" or case.meta.get("quantity") == "distribution"


def by_case(file):
    """{case number: {name: array}} of a worker's file."""
    found = {}
    with np.load(file) as arrays:
        for key in arrays.files:
            n, name = key.split("/", 1)
            found.setdefault(int(n), {})[name] = arrays[key]
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--scratch", type=pathlib.Path)
    parser.add_argument("--merge-only", action="store_true")
    parser.add_argument("groups", nargs="*")
    options = parser.parse_args()
    sys.path.insert(0, str(HERE))
    groups = options.groups or sorted(p.stem for p in (HERE / "groups").glob("*.py") if p.stem != "__init__")
    scratch = options.scratch or pathlib.Path(tempfile.mkdtemp(prefix="recordings"))
    scratch.mkdir(parents=True, exist_ok=True)
    if not options.merge_only:
        with ThreadPoolExecutor(options.jobs) as pool:
            list(pool.map(lambda f: work(f, scratch, groups), FLAVOURS + MOVED))
    for group in groups:
        merge(scratch, group)


if __name__ == "__main__":
    main()
