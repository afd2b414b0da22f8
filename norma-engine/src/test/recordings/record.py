"""Records what NumPy prints and what Keras computes, for the tests of dev.norma.tensor and dev.norma.ops.

    pip install -r ../../../../norma-core/src/test/recordings/requirements.txt
    python record.py

writes ../resources/recorded/. Keras runs on TensorFlow in float64. Seeds are fixed; running again gives the same files.
"""

import os
import platform

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import operations  # noqa: E402
import tensorflow as tf  # noqa: E402
from numpy.lib import format as npy  # noqa: E402

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "recorded")


def versions():
    with open(os.path.join(OUT, "versions.txt"), "w") as out:
        for name, version in [
            ("python", platform.python_version()),
            ("numpy", np.__version__),
            ("keras", keras.__version__),
            ("tensorflow", tf.__version__),
        ]:
            out.write(f"{name} {version}\n")


def seeded(r, dtype):
    """An array of up to three axes; floats of one of several kinds, some with an odd one among them."""
    shape = tuple(r.integers(1, 6, r.integers(0, 4)))
    if dtype == "bool":
        return r.integers(0, 2, shape).astype(bool)
    if not dtype.startswith("float"):
        limits = np.iinfo(dtype)
        whole = r.integers(limits.min, limits.max, shape, dtype=dtype, endpoint=True)
        return np.asarray(whole if r.integers(2) else whole % 100, dtype)
    spread = {"float16": (-7, 5), "float32": (-44, 38), "float64": (-300, 300)}[dtype]
    values = [
        lambda: r.standard_normal(shape),
        lambda: r.integers(-200, 200, shape) / 4,
        lambda: r.standard_normal(shape) * 10.0 ** r.integers(-12, 12),
        lambda: r.standard_normal(shape) * 10.0 ** r.integers(-6, 8, shape),
        lambda: np.round(r.standard_normal(shape) * 100, r.integers(6)),
        lambda: r.standard_normal(shape) * 10.0 ** r.integers(*spread, shape),
        lambda: 10.0 ** r.integers(-7, 20, shape),
    ][r.integers(7)]()
    values = np.array(values, "f8")
    if r.integers(4) == 0:
        values.reshape(-1)[r.integers(values.size)] = r.choice([np.nan, np.inf, -np.inf, 0.0, -0.0])
    with np.errstate(over="ignore"):
        return values.astype(dtype)


def printing():
    r = np.random.default_rng(1)
    f = np.float32
    cases = {
        "program_a": np.array([[0, 0.9995004], [1.9990008, 2.9985013]], f),
        "integers_as_floats": np.arange(6, dtype=f).reshape(2, 3),
        "float_scalar": np.array(0.1, f),
        "large_scalar": np.array(1e20, f),
        "small_scalar": np.array(1.5e-5, f),
        "int_scalar": np.array(-3, np.int32),
        "bool_scalar": np.array(True),
        "empty": np.zeros((0, 3), f),
        "one": np.array([3], f),
        "negative": np.array([-1.5, 2, 3.25], f),
        "zeros": np.zeros((2, 2), f),
        "negative_zero": np.array([-0.0, 1], f),
        "nan": np.array([np.nan, 1, np.inf, -np.inf], f),
        "only_nan": np.array([np.nan, np.nan], f),
        "only_infinite": np.array([np.inf, -np.inf], f),
        "nan_and_decimals": np.array([np.nan, 0.25, np.inf], f),
        "small": np.array([1e-5, 1, 2], f),
        "large": np.array([1e6, 1, 2], f),
        "just_below_large": np.array([999999, 1e3], f),
        "spread": np.array([1001, 1], f),
        "no_spread": np.array([1000, 1], f),
        "exponents_of_three_digits": np.array([1e-200, 1e100]),
        "exponents_with_nan": np.array([1e-8, np.nan, -np.inf]),
        "large_double": np.array([1e8, 1e7]),
        "below_large_double": np.array([9e7, 1e6]),
        "thirds": np.array([1 / 3, 2 / 3, 1.0]),
        "thirds_float": np.array([1 / 3, 2 / 3, 1.0], f),
        "ties_of_the_last_digit": np.array([0.000000005, 0.5, 0.123456785]),
        "nine_digits": np.array([1.123456789, 2.1, 3]),
        "random": r.standard_normal((3, 4)).astype(f),
        "random_double": r.standard_normal((3, 4)),
        "random_three_axes": r.standard_normal((2, 3, 2)).astype(f),
        "random_four_axes": r.standard_normal((2, 1, 2, 2)).astype(f),
        "long_row": np.arange(40, dtype=f),
        "long_rows": r.standard_normal((2, 17)).astype(f),
        "long_row_of_decimals": r.standard_normal(20),
        "summary": np.arange(1001, dtype=f),
        "no_summary": np.arange(1000, dtype=np.int32),
        "summary_of_rows": np.arange(2000, dtype=f).reshape(100, 20),
        "summary_of_short_rows": np.arange(2000, dtype=f).reshape(500, 4),
        "summary_of_blocks": np.arange(4096, dtype=np.int32).reshape(16, 16, 16),
        "summary_hides_what_is_wide": np.concatenate([np.ones(500, f), np.array([1e9], f), np.ones(600, f)]),
        "ints": np.array([[1, -20], [300, 4]], np.int32),
        "long_ints": np.array([2**62, -1], np.int64),
        "bytes": np.array([0, 255], np.uint8),
        "small_ints": np.array([[-128, 127]], np.int8),
        "shorts": np.array([-32768, 7], np.int16),
        "bools": np.array([[True, False], [False, False]]),
        "only_true": np.array([True, True]),
        "halves": np.array([0.1, 1, 65504], np.float16),
        "small_halves": np.array([0.1, 0.2, 0.3333], np.float16),
        "strings": np.array([["a", "bcd"], ["it's", ""]])[:, :1],
        "unlike_strings": np.array(["abc", "d"]),
        "string_scalar": np.array("some text"),
        "many_strings": np.array([f"word{i}" for i in range(30)]),
        "tiny": np.array([1e-45, 3e-45], f),
        "largest": np.array([3.4028235e38, 1], f),
        "million_scalar": np.array(1e6, f),
        "below_million_scalar": np.array(999999.94, f),
        "large_double_scalar": np.array(1e16),
        "below_large_double_scalar": np.array(9007199254740993.0),
        "thousand_half_scalar": np.array(1000, np.float16),
        "below_thousand_half_scalar": np.array(999.5, np.float16),
        "exponents_of_few_and_many_digits": np.array([1e-5, 0.1, 1.2345678e7], f),
        "exponents_of_powers_of_two": np.array([2.0**-12, 1234, 3e-7], f),
        "halves_with_exponents": np.array([-0.01563, 4.35e-6, 1.235, 2e4], np.float16),
        "unseen_letters": np.array(["\xa0 \xad", "\u200b\u2028", "\ufeff\U000e0001", "grüße 😀 \x7f"]),
    }
    dtypes = ["float32", "float64", "float16", "int8", "int16", "int32", "int64", "uint8", "bool"]
    for i in range(40):
        for dtype in dtypes:
            cases[f"seeded_{dtype}_{i}"] = seeded(r, dtype)
    np.savez_compressed(os.path.join(OUT, "printing.npz"), **cases)
    with open(os.path.join(OUT, "printing.txt"), "w", encoding="utf-8") as out:
        for name, array in cases.items():
            out.write(f"### {name}\n{str(array)}\n")


def files():
    """Small arrays in each form that the format has."""
    r = np.random.default_rng(2)
    x = r.standard_normal((2, 3, 4))
    cases = {
        "float32": x.astype("<f4"),
        "float64": x.astype("<f8"),
        "float16": x.astype("<f2"),
        "big_float32": x.astype(">f4"),
        "big_float64": x.astype(">f8"),
        "big_float16": x.astype(">f2"),
        "big_int16": (x * 100).astype(">i2"),
        "big_int32": (x * 1e6).astype(">i4"),
        "big_int64": (x * 1e15).astype(">i8"),
        "int8": (x * 20).astype("i1"),
        "uint8": (np.abs(x) * 50).astype("u1"),
        "uint16": np.array([0, 65535], "<u2"),
        "big_uint16": np.array([0, 65535], ">u2"),
        "uint32": np.array([0, 2**32 - 1], "<u4"),
        "uint64": np.array([0, 2**63 - 1], "<u8"),
        "bool": x > 0,
        "fortran": np.asfortranarray(x.astype("<f4")),
        "fortran_matrix": np.asfortranarray(np.arange(6, dtype="<i4").reshape(2, 3)),
        "fortran_big": np.asfortranarray(x.astype(">f8")),
        "scalar": np.array(2.5, "<f4"),
        "empty": np.zeros((0, 3), "<f4"),
        "unicode": np.array([["a", "grüße"], ["", "😀"]]),
        "big_unicode": np.array(["a", "grüße"]).astype(">U5"),
        "fortran_unicode": np.asfortranarray(np.array([["a", "b"], ["c", "d"]])),
        "bytes": np.array([b"ab", b"c"]),
    }
    np.savez(os.path.join(OUT, "forms.npz"), **cases)
    np.savez_compressed(os.path.join(OUT, "forms_deflated.npz"), **cases)
    # the same numbers plainly, as float64 rows, to compare with
    np.savez(
        os.path.join(OUT, "forms_expected.npz"),
        **{name: np.ascontiguousarray(a).astype("<f8").reshape(a.shape) for name, a in cases.items() if a.dtype.kind in "fiub"},
    )
    for version in [(1, 0), (2, 0), (3, 0)]:
        with open(os.path.join(OUT, f"version_{version[0]}.npy"), "wb") as out:
            npy.write_array(out, np.arange(6, dtype="<f4").reshape(2, 3), version=version)
    np.save(os.path.join(OUT, "pickled.npy"), np.array([{"a": 1}], dtype=object), allow_pickle=True)
    np.save(os.path.join(OUT, "structured.npy"), np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))
    np.save(os.path.join(OUT, "complex.npy"), np.array([1 + 2j]))


if __name__ == "__main__":
    os.makedirs(OUT, exist_ok=True)
    versions()
    printing()
    files()
    operations.record(OUT)
