"""Cases of dev.norma.ops: each calls Keras' own function of that name, or NumPy where Keras has none in float64.

(Keras on TensorFlow makes float32 of some constants, pools in float32, gives NaN for erf(inf) and says that infinity is not close to itself.)

A case is saved as NAME/0, NAME/1, ... (operands) and NAME/=0, NAME/=1, ... (results).
"""

import os

import keras
import numpy as np
import scipy.special
import tensorflow as tf
from keras import activations, ops

EDGES = np.array([np.nan, np.inf, -np.inf, -0.0, 0.0, 1.0, -1.0, 0.5, -0.5, 2.5, -2.5, 1e-9, -1e-9, 30.0, -30.0, 800.0, -800.0])
ANY = np.concatenate([EDGES, np.linspace(-4, 4, 23)])
POSITIVE = np.concatenate([[0.0, np.inf, np.nan, 1e-300, 1e300], np.linspace(0.01, 9, 20)])
UNIT = np.linspace(-1, 1, 21)
SMALL = np.linspace(-3, 3, 25)


def max_pool(x, size, strides):
    windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=(1, 2))
    return windows[:, :: strides[0], :: strides[1]].max(axis=(-2, -1))


def gelu(x, approximate=False):
    inner = np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)) if approximate else scipy.special.erf(x / np.sqrt(2))
    return 0.5 * x * (1 + inner)


def cases():
    r = np.random.default_rng(5)
    n = r.standard_normal
    c = {}

    def case(name, function, *operands):
        results = function(*operands)
        results = results if isinstance(results, (list, tuple)) else [results]
        assert name not in c, name
        c[name] = (operands, [np.asarray(x) for x in results])

    # one number
    for name in ["negative", "abs", "sign", "square", "exp", "expm1", "sin", "cos", "tanh", "sigmoid", "softplus", "relu",
                 "floor", "ceil", "round", "trunc", "isnan", "isinf", "isfinite", "isposinf", "isneginf", "arctan", "arcsinh", "exp2", "sinh", "cosh"]:
        case(name, getattr(ops, name), ANY if name not in ("sin", "cos") else np.concatenate([EDGES[3:], SMALL]))
    case("erf", scipy.special.erf, ANY)
    case("tan", ops.tan, SMALL)
    case("reciprocal", ops.reciprocal, ANY)
    for name in ["sqrt", "rsqrt", "log", "log1p", "log2", "log10"]:
        case(name, getattr(ops, name), np.concatenate([POSITIVE, [-1.0]]))
    for name in ["arcsin", "arccos", "arctanh", "erfinv"]:
        case(name, getattr(ops, name), np.concatenate([UNIT, [np.nan, 2.0, -3.0]]))
    case("arccosh", ops.arccosh, np.concatenate([np.linspace(1, 5, 9), [0.5, np.nan]]))
    case("cbrt", np.cbrt, SMALL)
    case("erfc", ops.erfc, SMALL)
    case("deg2rad", np.deg2rad, SMALL)
    case("rad2deg", np.rad2deg, SMALL)
    case("round_decimals", lambda x: np.round(x, 2), np.array([1.234, 1.236, -1.234, 100.0]))
    case("round_tens", lambda x: np.round(x, -1), np.array([14.0, 15.0, 25.0, -26.0]))
    case("nan_to_num", lambda x: ops.nan_to_num(x, nan=7.0, posinf=8.0, neginf=9.0), ANY)
    case("clip", lambda x: ops.clip(x, -1.0, 2.0), ANY)

    # two numbers
    a = np.array([3.0, -3.0, 0.0, 7.5, -7.5, np.inf, np.nan, 2.0])[:, None]
    b = np.array([2.0, -2.0, 0.5, 4.0, -1.5])
    for name in ["add", "subtract", "multiply", "divide", "floor_divide", "mod", "power", "maximum", "minimum", "arctan2",
                 "equal", "not_equal", "less", "less_equal", "greater", "greater_equal"]:
        operands = (a[[0, 1, 3, 4, 7]], b) if name in ("floor_divide", "mod") else (a, b)
        case(name, getattr(ops, name), *operands)
    i = np.array([7, -7, 8, -8], np.int32)[:, None]
    j = np.array([2, -2, 3, 5], np.int32)
    for name in ["add", "subtract", "multiply", "floor_divide", "mod", "maximum", "minimum", "equal", "less"]:
        case("int_" + name, getattr(ops, name), i, j)
    for name in ["bitwise_and", "bitwise_or", "bitwise_xor", "gcd", "lcm", "fmod"]:
        case("int_" + name, getattr(np, name), np.array([0, 12, -18, 2**31 - 1, -(2**31) + 1], np.int32)[:, None], np.array([0, 8, -27, 5], np.int32))
    case("int_bitwise_not", np.bitwise_not, i)
    places = np.array([0, 1, 5, 31, 32, 100, -1], np.int32)
    for name in ["left_shift", "right_shift"]:
        case("int_" + name, getattr(np, name), np.array([1, -7, 2**30], np.int32)[:, None], places)
    for name in ["fmax", "fmin", "fmod", "hypot", "copysign", "logaddexp2"]:
        case(name, getattr(np, name), *((a[[0, 1, 3, 4, 7]], b) if name == "fmod" else (a, np.concatenate([b, [np.nan, -np.inf, 0.0, -0.0]]))))
    case("hypot_large", np.hypot, np.array([1e300, 1e-300, 3.0, 0.0]), np.array([1e300, 1e-300, -4.0, 0.0]))
    case("heaviside", np.heaviside, np.concatenate([EDGES, SMALL]), np.array(0.25))
    case("ldexp", np.ldexp, SMALL[:, None], np.array([-3, 0, 7], np.int32))
    case("signbit", np.signbit, np.concatenate([EDGES[1:], SMALL]))
    case("int_signbit", lambda v: v < 0, i)
    case("sinc", np.sinc, np.concatenate([EDGES[3:13], SMALL]))
    case("absolute", ops.absolute, ANY)
    case("true_divide", ops.true_divide, a, b)
    t = np.array([[True, False], [False, True]])
    u = np.array([True, False])
    for name in ["logical_and", "logical_or", "logical_xor"]:
        case(name, getattr(ops, name), t, u)
    case("logical_not", ops.logical_not, t)
    case("where", lambda p, x, y: ops.where(p, x, y), t, n((2, 2)), n((2,)))
    case("divide_no_nan", ops.divide_no_nan, np.array([1.0, 0.0, -2.0]), np.array([0.0, 0.0, 4.0]))
    case("logaddexp", ops.logaddexp, np.array([1.0, 1000.0, -np.inf, 0.0]), np.array([2.0, 999.0, -np.inf, -np.inf]))
    case("isclose", lambda x, y: np.isclose(x, y, rtol=1e-3, atol=1e-2), np.array([1.0, 1.0, np.inf, np.nan, 100.0]), np.array([1.01, 1.1, np.inf, np.nan, 100.1]))

    # reductions
    x = n((2, 3, 4))
    for name in ["sum", "mean", "max", "min", "prod", "var", "std", "logsumexp"]:
        case(name, getattr(ops, name), x)
        case(name + "_axis", lambda v, f=getattr(ops, name): f(v, axis=-2), x)
        case(name + "_axes_kept", lambda v, f=getattr(ops, name): f(v, axis=(0, -1), keepdims=True), x)
    case("logsumexp_large", lambda v: np.array([[1000.0 + np.log(2.0)], [-1000.0 + np.log(2.0)], [-np.inf], [np.inf]]),
         np.array([[1000.0, 1000.0], [-1000.0, -1000.0], [-np.inf, -np.inf], [np.inf, 0.0]]))
    case("any_axis", lambda v: ops.any(v, axis=1), t)
    case("all_axis", lambda v: ops.all(v, axis=0), t)
    case("count_nonzero", lambda v: ops.count_nonzero(v, axis=1), np.array([[0.0, 1.0, -2.0], [0.0, 0.0, 3.0]]))
    case("argmax", lambda v: ops.argmax(v, axis=1), np.array([[1.0, 3.0, 3.0], [5.0, 2.0, 5.0]]))
    case("argmin", lambda v: ops.argmin(v, axis=0), np.array([[1.0, 3.0, 3.0], [5.0, 2.0, 3.0]]))
    case("norm", lambda v: ops.norm(v, axis=-1), x)
    case("int_sum", lambda v: ops.sum(v, axis=0), np.array([[1, 2], [3, 4]], np.int32))

    # shapes and parts
    case("transpose", ops.transpose, x)
    case("transpose_axes", lambda v: ops.transpose(v, (2, 0, 1)), x)
    case("swapaxes", lambda v: ops.swapaxes(v, 0, -1), x)
    case("moveaxis", lambda v: ops.moveaxis(v, 0, -1), x)
    case("moveaxis_back", lambda v: ops.moveaxis(v, -1, 1), x)
    case("broadcast_to", lambda v: ops.broadcast_to(v, (3, 2, 3, 4)), x)
    case("concatenate", lambda v, w: ops.concatenate([v, w], axis=1), x, n((2, 1, 4)))
    case("stack", lambda v, w: ops.stack([v, w], axis=-1), x, n((2, 3, 4)))
    case("split", lambda v: ops.split(v, 2, axis=-1), x)
    case("split_at", lambda v: ops.split(v, [1, 3], axis=2), x)
    case("unstack", lambda v: ops.unstack(v, axis=1), x)
    case("slice", lambda v: ops.slice(v, (0, 1, 1), (2, 2, 3)), x)
    case("strided_slice", lambda v: v[:, ::2, -3:-1], x)
    case("flip", lambda v: ops.flip(v, axis=1), x)
    case("flip_all", lambda v: np.flip(v), x)
    case("roll", lambda v: ops.roll(v, -3, axis=2), x)
    case("pad", lambda v: ops.pad(v, ((1, 0), (0, 2), (1, 1)), constant_values=3.0), x)
    case("pad_reflect", lambda v: ops.pad(v, ((1, 0), (2, 1), (0, 3)), mode="reflect"), x)
    case("pad_symmetric", lambda v: ops.pad(v, ((1, 2), (3, 1), (0, 4)), mode="symmetric"), x)
    case("pad_edge", lambda v: np.pad(v, ((1, 2), (3, 1), (0, 4)), mode="edge"), x)
    case("tile", lambda v: ops.tile(v, (2, 1, 3)), x)
    case("tile_more", lambda v: ops.tile(v, (2, 2, 1, 1)), x)
    case("tile_fewer", lambda v: np.tile(v, 2), x)
    case("repeat", lambda v: ops.repeat(v, 3, axis=1), x)

    # indices
    k = np.array([[2, 0], [-1, 1]], np.int32)
    case("take", lambda v, w: np.take(v, w, axis=1), x, k)
    case("take_flat", lambda v, w: np.take(v, w), x, k)
    case("take_along_axis", lambda v, w: ops.take_along_axis(v, w, axis=1), n((2, 3)), np.array([[2, 0, 0, 1], [1, -1, 2, 2]], np.int32))
    case("one_hot", lambda v: ops.one_hot(v, 4, dtype="float64"), np.array([[0, 3], [2, -1]], np.int32))
    case("one_hot_axis", lambda v: ops.one_hot(v, 4, axis=0, dtype="int32"), np.array([[0, 3, 1], [2, 9, 0]], np.int32))
    case("scatter", lambda v, w: ops.scatter(v, w, (4, 3)), np.array([[1], [3], [1]], np.int32), n((3, 3)))
    case("scatter_points", lambda v, w: ops.scatter(v, w, (3, 4)), np.array([[0, 1], [2, 3], [0, 1]], np.int32), n((3,)))

    # products
    case("matmul", ops.matmul, n((3, 4)), n((4, 2)))
    case("matmul_batch", ops.matmul, n((2, 1, 3, 4)), n((5, 4, 2)))
    case("matmul_vector_left", np.matmul, n((4,)), n((3, 4, 2)))
    case("matmul_vector_right", np.matmul, n((3, 2, 4)), n((4,)))
    case("matmul_vectors", np.matmul, n((4,)), n((4,)))
    case("dot", np.dot, n((3, 4)), n((4, 2)))
    case("dot_scalar", np.dot, n((3, 4)), np.array(2.0))
    case("dot_many_axes", np.dot, n((2, 3, 4)), n((5, 4, 6)))
    case("outer", ops.outer, n((3,)), n((4,)))

    # windows
    image = n((2, 6, 7, 4))
    case("conv", ops.conv, image, n((3, 2, 4, 6)))
    case("conv_same_strides", lambda v, w: ops.conv(v, w, strides=(2, 3), padding="same"), image, n((3, 2, 4, 6)))
    case("conv_dilated", lambda v, w: ops.conv(v, w, dilation_rate=(2, 1), padding="same"), image, n((3, 2, 4, 6)))
    case("conv_groups", lambda v, w: ops.concatenate([ops.conv(v[..., :2], w[..., :3]), ops.conv(v[..., 2:], w[..., 3:])], -1), image, n((3, 2, 2, 6)))
    case("conv_channels_first", lambda v, w: ops.transpose(ops.conv(ops.transpose(v, (0, 2, 3, 1)), w), (0, 3, 1, 2)), ops.convert_to_numpy(ops.transpose(image, (0, 3, 1, 2))), n((3, 2, 4, 6)))
    case("conv_1d", lambda v, w: ops.conv(v, w, strides=2, padding="same"), n((2, 7, 3)), n((3, 3, 5)))
    case("depthwise_conv", lambda v, w: ops.depthwise_conv(v, w, strides=(2, 2), padding="same"), image, n((3, 2, 4, 2)))
    case("separable_conv", lambda v, w, p: ops.separable_conv(v, w, p), image, n((3, 2, 4, 2)), n((1, 1, 8, 3)))
    case("conv_transpose", lambda v, w: ops.conv_transpose(v, w, strides=2, padding="valid"), image, n((3, 1, 5, 4)))
    case("conv_transpose_same", lambda v, w: ops.conv_transpose(v, w, strides=2, padding="same"), image, n((3, 3, 5, 4)))
    case("max_pool", lambda v: max_pool(v, (2, 2), (2, 2)), image)
    case("max_pool_same", lambda v: max_pool(np.pad(v, ((0, 0), (0, 1), (0, 1), (0, 0)), constant_values=-np.inf), (3, 2), (2, 1)), image)
    case("average_pool", lambda v: ops.average_pool(v, (2, 3)), image)
    case("average_pool_same", lambda v: ops.average_pool(v, 3, strides=2, padding="same"), image)

    # moments and normalization
    case("moments", lambda v: ops.moments(v, axes=(0, 2)), x)
    case("moments_kept", lambda v: ops.moments(v, axes=(0, 1), keepdims=True), x)
    case("weighted_moments", lambda v, w: tf.nn.weighted_moments(v, axes=(0, 1), frequency_weights=w), x, np.array([[1.0, 0.5, 0.0], [2.0, 0.0, 1.0]])[:, :, None])
    case("batch_normalization", lambda v, m, s, o, g: ops.batch_normalization(v, m, s, 1, o, g, 1e-3), x, n((3,)), np.abs(n((3,))), n((3,)), n((3,)))
    case("batch_normalization_bare", lambda v, m, s: ops.batch_normalization(v, m, s, -1, epsilon=1e-5), x, n((4,)), np.abs(n((4,))))
    case("unit_normalize", lambda v: ops.normalize(v, axis=1), np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0], [1e-9, 0.0, 0.0]]))

    # activations
    for name in ["linear", "elu", "selu", "celu", "silu", "softsign", "hard_sigmoid", "hard_silu", "hard_tanh", "hard_shrink",
                 "soft_shrink", "tanh_shrink", "mish", "log_sigmoid", "sparse_plus", "sparse_sigmoid", "squareplus", "exponential", "relu6"]:
        case("activation_" + name, getattr(activations, name), np.concatenate([EDGES[3:13], SMALL, [6.5, 1.0, -1.0, 0.5]]))
    case("activation_leaky_relu", lambda v: np.where(v > 0, v, 0.2 * v), SMALL)
    case("activation_gelu", gelu, SMALL)
    case("activation_gelu_approximate", lambda v: gelu(v, True), SMALL)
    case("activation_elu_alpha", lambda v: activations.elu(v, alpha=0.3), SMALL)
    case("activation_celu_alpha", lambda v: activations.celu(v, alpha=0.3), SMALL)
    case("activation_threshold", lambda v: activations.threshold(v, 0.7, -3.0), SMALL)
    case("activation_squareplus_b", lambda v: activations.squareplus(v, b=0.5), SMALL)
    for slope in (0.0, 0.25):
        for largest in (None, 2.0, 6.0):
            for threshold in (0.0, 0.5, -0.5):
                case(f"relu_{slope}_{largest}_{threshold}",
                     lambda v, s=slope, m=largest, t=threshold: activations.relu(v, negative_slope=s, max_value=m, threshold=t), np.linspace(-3, 8, 23))
    case("glu", lambda v: activations.glu(v, axis=1), n((2, 4, 3)))
    case("softmax", ops.softmax, x)
    case("softmax_axis", lambda v: ops.softmax(v, axis=1), x)
    case("softmax_axes", lambda v: ops.softmax(v, axis=(0, 2)), x)
    case("softmax_large", ops.softmax, np.array([[1000.0, 999.0, -1000.0], [-1000.0, -1000.0, -1001.0]]))
    case("log_softmax", ops.log_softmax, np.array([[1000.0, 999.0, -1000.0], [0.1, 0.2, 0.3]]))
    case("sparsemax", ops.sparsemax, np.array([[0.1, 0.2, 0.3], [2.0, 0.1, -1.0], [0.5, 0.5, 0.5], [1.0, 1.0, 0.0]]))
    case("sparsemax_axis", lambda v: ops.sparsemax(v, axis=1), n((2, 5, 3)))

    # cross-entropies
    probabilities = r.dirichlet(np.ones(4), 5)
    onehot = np.eye(4)[[0, 3, 1, 2, 2]]
    classes = np.array([0, 3, 1, 2, 2], np.int32)
    edge = np.array([[1.0, 0.0, 0.0], [0.2, 0.3, 0.1]])
    case("categorical_crossentropy", lambda t_, o: ops.categorical_crossentropy(t_, o), onehot, probabilities)
    case("categorical_crossentropy_edge", lambda t_, o: ops.categorical_crossentropy(t_, o), np.eye(3)[[1, 2]], edge)
    case("categorical_crossentropy_logits", lambda t_, o: ops.categorical_crossentropy(t_, o, from_logits=True), onehot, 50 * n((5, 4)))
    case("categorical_crossentropy_axis", lambda t_, o: ops.categorical_crossentropy(t_, o, axis=0), onehot, probabilities)
    case("sparse_categorical_crossentropy", lambda t_, o: ops.sparse_categorical_crossentropy(t_, o), classes, probabilities)
    case("sparse_categorical_crossentropy_edge", lambda t_, o: ops.sparse_categorical_crossentropy(t_, o), np.array([[1], [2]], np.int32), edge)
    case("sparse_categorical_crossentropy_logits", lambda t_, o: ops.sparse_categorical_crossentropy(t_, o, from_logits=True), classes, 50 * n((5, 4)))
    targets = np.array([0.0, 1.0, 0.3, 1.0, 0.0, 1.0])
    case("binary_crossentropy", lambda t_, o: ops.binary_crossentropy(t_, o), targets, np.array([0.1, 0.9, 0.5, 0.0, 1.0, 1.0]))
    case("binary_crossentropy_logits", lambda t_, o: ops.binary_crossentropy(t_, o, from_logits=True), targets, np.array([0.1, -2.0, 0.5, 800.0, -800.0, -800.0]))
    return c


def record(out):
    keras.config.set_floatx("float64")
    arrays = {}
    for name, (operands, results) in cases().items():
        for i, operand in enumerate(operands):
            arrays[f"{name}/{i}"] = np.asarray(operand)
        for i, result in enumerate(results):
            arrays[f"{name}/={i}"] = result
    np.savez_compressed(os.path.join(out, "operations.npz"), **arrays)
