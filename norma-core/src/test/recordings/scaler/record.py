"""Records what scikit-learn's preprocessing makes of numbers into ../../resources/recorded/scaler.npz.

    python record.py        needs scikit-learn

scale/NAME/AXIS MEAN STD/x and /y;  standard/NAME/MEAN STD/part.0 ..., x, mean, var, scale, n, y, back.
"""

import pathlib
import sys
import warnings

import numpy as np
from sklearn.preprocessing import StandardScaler, scale

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from case import generator

warnings.filterwarnings("ignore")


def matrices():
    r = generator("scaler")
    plain = r.normal(3, 2, (7, 4))
    yield "plain", plain
    yield "float32", plain.astype(np.float32)
    yield "integers", r.integers(-5, 6, (6, 3))
    constant = plain.copy()
    constant[:, 1] = 0.1
    yield "a constant column", constant
    missing = plain.copy()
    missing[2, 0] = missing[5, 3] = missing[0, 3] = np.nan
    yield "missing", missing
    empty = plain.copy()
    empty[:, 2] = np.nan
    yield "a column of nothing", empty
    yield "far from 0", plain + 1e6
    yield "tiny", plain * 1e-9
    yield "one row", plain[:1]
    yield "one column", plain[:, :1]


def main():
    arrays = {}
    for name, x in matrices():
        arrays[f"scale/{name}/x"] = x
        for axis, mean, std in [(0, 1, 1), (1, 1, 1), (0, 0, 1), (0, 1, 0), (0, 0, 0)]:
            arrays[f"scale/{name}/{axis} {mean} {std}"] = scale(x, axis=axis, with_mean=bool(mean), with_std=bool(std))
    vector = generator("vector").normal(-1, 3, 9)
    arrays["scale/vector/x"], arrays["scale/vector/0 1 1"] = vector, scale(vector)
    for name, x in matrices():
        if len(x) < 3:
            continue
        for mean, std in [(1, 1), (0, 1), (1, 0)]:
            for parts in (1, 3):
                scaler = StandardScaler(with_mean=bool(mean), with_std=bool(std))
                pieces = np.array_split(x, parts)
                for piece in pieces:
                    scaler.partial_fit(piece)
                key = f"standard/{name}/{mean} {std} {parts}"
                arrays.update({f"{key}/part.{i}": piece for i, piece in enumerate(pieces)})
                arrays[f"{key}/mean"] = scaler.mean_
                arrays[f"{key}/n"] = np.broadcast_to(scaler.n_samples_seen_, x.shape[1]).astype(np.float64)
                if std:
                    arrays[f"{key}/var"], arrays[f"{key}/scale"] = scaler.var_, scaler.scale_
                arrays[f"{key}/y"] = scaler.transform(x)
                arrays[f"{key}/back"] = scaler.inverse_transform(arrays[f"{key}/y"])
    np.savez_compressed(HERE.parent.parent / "resources" / "recorded" / "scaler.npz", **arrays)
    print(len(arrays), "arrays")


if __name__ == "__main__":
    main()
