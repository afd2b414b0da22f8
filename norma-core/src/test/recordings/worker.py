"""Runs cases with real Keras in one back end and one precision, and writes what came out.

    python worker.py FLAVOUR OUTPUT_FOLDER GROUP...          of GROUP=ID the case of this id alone

A process has one flavour, because Keras fixes its back end when it is imported.
"""

import os
import sys

from case import MOVED, normal, weight

FLAVOURS = {
    #             back end      numbers     policy            XLA
    "tf64": ("tensorflow", "float64", "float64", True),  # the reference
    "tf64-plain": ("tensorflow", "float64", "float64", True),  # the same without `exact_constants`
    **{moved: ("tensorflow", "float64", "float64", True) for moved in MOVED},  # `rounded`: would rounding decide in float32?
    "tf64-eager": ("tensorflow", "float64", "float64", False),  # shows where rounding alone decides
    "tf32-xla": ("tensorflow", "float32", "float32", True),
    "tf32-eager": ("tensorflow", "float32", "float32", False),
    "jax32": ("jax", "float32", "float32", True),
    "bf16-xla": ("tensorflow", "float32", "mixed_bfloat16", True),
    "bf16-eager": ("tensorflow", "float32", "mixed_bfloat16", False),
}

FLAVOUR = sys.argv[1]
BACKEND, FLOATX, POLICY, XLA = FLAVOURS[FLAVOUR]
os.environ["KERAS_BACKEND"] = BACKEND
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["JAX_PLATFORMS"] = "cpu"
if XLA and "bfloat16" in POLICY:
    os.environ["XLA_FLAGS"] = "--xla_allow_excess_precision=false"  # else XLA leaves out roundings to 16 bits

import importlib
import json
import pathlib
import traceback
import warnings

warnings.filterwarnings("ignore")

import keras
import numpy as np

keras.config.set_floatx(FLOATX)
keras.config.set_dtype_policy(POLICY)

if BACKEND == "tensorflow":
    import tensorflow as tf

    tf.get_logger().setLevel("ERROR")
else:
    import jax
    import jax.numpy as jnp


def exact_constants():
    """Lets Python's numbers reach TensorFlow as float64.

    tf.convert_to_tensor and tf.cast first make a float32 of a Python number, so that in float64 Keras widens float32
    constants (0.01 becomes 0.009999999776). What a layer written in float64 computes is the formula with the constant.
    Two settings are float32 numbers all the same, see `float32_settings`.
    """
    convert, cast = tf.convert_to_tensor, tf.cast

    def plain(value):
        return isinstance(value, float) or (isinstance(value, (list, tuple)) and len(value) > 0 and all(map(plain, value)))

    def exact_convert(value, dtype=None, *rest, **named):
        if dtype is None and not rest and "dtype_hint" not in named and plain(value):
            dtype = "float64"
        return convert(value, dtype, *rest, **named)

    def exact_cast(x, dtype, *rest, **named):
        if isinstance(x, float) and tf.as_dtype(dtype) == tf.float64:
            return convert(x, tf.float64)
        return cast(x, dtype, *rest, **named)

    tf.convert_to_tensor, tf.cast = exact_convert, exact_cast


def float32_settings():
    """Makes the factors of L1 and L2 and the learning rate float32 numbers.

    Where a layer is float64 and floatx is not, Keras keeps the learning rate in a float32 variable, and the factors are rounded.
    """
    def narrow(kind, keys):
        init = kind.__init__

        def narrowed(self, *arguments, **named):
            init(self, *arguments, **named)
            for key in keys:
                setattr(self, key, float(np.float32(getattr(self, key))))

        kind.__init__ = narrowed

    narrow(keras.regularizers.L1, ["l1"])
    narrow(keras.regularizers.L2, ["l2"])
    narrow(keras.regularizers.L1L2, ["l1", "l2"])
    base = keras.optimizers.Optimizer
    rate = base._get_current_learning_rate
    base._get_current_learning_rate = lambda self: tf.cast(tf.cast(rate(self), tf.float32), tf.float64)


if FLAVOUR in ("tf64", "tf64-eager", *MOVED):
    exact_constants()
    float32_settings()


def compiled(function):
    if BACKEND == "jax":
        return jax.jit(function)
    return tf.function(function, jit_compile=True) if XLA else function


def given(array):
    """An input as this flavour's numbers."""
    if array.dtype.kind == "f":
        return keras.ops.convert_to_tensor(array.astype(FLOATX))
    return keras.ops.convert_to_tensor(array)


def number(value):
    """A result as float64, whatever its type was."""
    if BACKEND == "tensorflow" and isinstance(value, tf.IndexedSlices):
        value = tf.convert_to_tensor(value)
    if hasattr(value, "dtype") and "bfloat16" in str(value.dtype):
        value = keras.ops.cast(value, "float32")
    value = np.asarray(keras.ops.convert_to_numpy(value))
    return value.astype(np.uint8) if value.dtype == np.bool_ else value.astype(np.float64)


PLACES = [keras.layers, keras.regularizers, keras.constraints, keras.initializers, keras.optimizers.schedules]


def resolved(value):
    if isinstance(value, dict) and "class_name" in value:
        for place in PLACES:
            if hasattr(place, value["class_name"]):
                return make(place, value["class_name"], value.get("config", {}))
        raise KeyError(value["class_name"])
    return value


def make(place, cls, config):
    return getattr(place, cls)(**{k: resolved(v) for k, v in config.items()})


def gradients(function, inputs):
    """function(inputs) -> (scalar, extras); returns (scalar, extras, gradients)."""
    if BACKEND == "jax":

        def run(inputs):
            (scalar, extras), grads = jax.value_and_grad(function, has_aux=True)(inputs)
            return scalar, extras, grads

        return jax.jit(run)(inputs)

    def run(inputs):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            scalar, extras = function(inputs)
        grads = tape.gradient(scalar, inputs, unconnected_gradients="zero")
        return scalar, extras, [tf.convert_to_tensor(g) for g in grads]

    return compiled(run)(inputs)


def total(losses):
    """The sum of a layer's losses; under a 16-bit policy they are of several types."""
    return sum(keras.ops.cast(loss, FLOATX) for loss in losses) if losses else None


# --- layers ---------------------------------------------------------------------------------


def run_layer(case):
    meta, out = case.meta, {}
    built = make(keras.layers, meta["class"], meta["config"])
    shapes = [i["shape"] for i in meta["inputs"]]
    if meta.get("adapt"):
        data = case.arrays["adapt"].astype(FLOATX)
        built.adapt(data)
        out["adapted.mean"] = number(built.adapt_mean)
        out["adapted.variance"] = number(built.adapt_variance)
    symbols = [
        keras.Input(batch_shape=s, dtype=FLOATX if i["dtype"] == "float32" else i["dtype"])
        for s, i in zip(shapes, meta["inputs"])
    ]
    y = built(symbols if len(symbols) > 1 else symbols[0])
    names = [w.name for w in built.weights]
    values = {}
    if meta.get("adapt") or meta["class"] == "Normalization":
        names = []
    else:
        for i, w in enumerate(built.weights):
            values[f"w.{i}"] = weight(case.id, i, w.name, tuple(w.shape))
            w.assign(values[f"w.{i}"])
    g = case.arrays.get("g")
    if g is None:
        g = normal(case.id + "/g", tuple(y.shape))
    kwargs = {}
    if meta["training"] and built._call_has_training_arg:
        kwargs["training"] = True
    if "mask" in case.arrays:
        kwargs["mask"] = keras.ops.convert_to_tensor(case.arrays["mask"])
    xs = [given(case.arrays[f"in.{i}"]) for i in range(len(shapes))]
    floats = [i for i, d in enumerate(meta["inputs"]) if d["dtype"] == "float32"]
    upstream = given(g)
    trainable = list(built.trainable_variables)
    frozen = list(built.non_trainable_variables)

    if BACKEND == "jax":

        def forward(inputs):
            arguments = list(xs)
            for i, value in zip(floats, inputs[: len(floats)]):
                arguments[i] = value
            y, after, losses = built.stateless_call(
                inputs[len(floats) :],
                [v.value for v in frozen],
                arguments if len(arguments) > 1 else arguments[0],
                return_losses=True,
                **kwargs,
            )
            loss = total(losses)
            return jnp.sum(y * upstream), (y, after, loss)

        inputs = [xs[i] for i in floats] + [v.value for v in trainable]
        _, (y, after, loss), grads = gradients(forward, inputs)
        variables = []
    else:

        def forward(inputs):
            arguments = list(xs)
            for i, value in zip(floats, inputs[: len(floats)]):
                arguments[i] = value
            y = built(arguments if len(arguments) > 1 else arguments[0], **kwargs)
            loss = total(built.losses)
            return tf.reduce_sum(tf.cast(y, upstream.dtype) * upstream), (y, loss)

        def run(inputs):
            with tf.GradientTape() as tape:
                tape.watch(inputs)
                scalar, extras = forward(inputs)
            grads = tape.gradient(scalar, inputs + [v.value for v in trainable], unconnected_gradients="zero")
            return extras, [tf.convert_to_tensor(g) for g in grads]

        (y, loss), grads = compiled(run)([xs[i] for i in floats])
        after = [v.value for v in frozen]

    out["y"] = number(y)
    for i, grad in zip(floats, grads):
        out[f"dx.{i}"] = number(grad)
    for v, grad in zip(trainable, grads[len(floats) :]):
        out[f"dw.{v.name}"] = number(grad)
    if meta["training"]:
        for v, value in zip(frozen, after):
            if v.name != "seed_generator_state":
                out[f"after.{v.name}"] = number(value)
    if loss is not None:
        out["loss.regularization"] = number(loss)
    if meta.get("outputMask"):
        out["y.mask"] = number(built.compute_mask(xs[0] if len(xs) == 1 else xs, None)).astype(np.uint8)
    return out, {**values, "g": g}, {"weights": names}


# --- functions of one tensor ----------------------------------------------------------------


def run_activation(case):
    function = getattr(keras.activations, case.meta["name"])
    x = case.arrays["in.0"]
    policy = "bfloat16" if POLICY == "mixed_bfloat16" else FLOATX
    shape = number(function(given(x), **case.meta["config"])).shape
    g = normal(case.id + "/g", shape)
    upstream = given(g)

    def forward(inputs):
        y = function(keras.ops.cast(inputs[0], policy), **case.meta["config"])
        return keras.ops.sum(keras.ops.cast(y, upstream.dtype) * upstream), y

    _, y, grads = gradients(forward, [given(x)])
    return {"y": number(y), "dx": number(grads[0])}, {"g": g}, {}


def run_regularizer(case):
    regularizer = make(keras.regularizers, case.meta["class"], case.meta["config"])
    scalar, _, grads = gradients(lambda w: (keras.ops.sum(regularizer(w[0])), ()), [given(case.arrays["w.0"])])
    return {"value": number(scalar), "dw": number(grads[0])}, {}, {}


def run_constraint(case):
    constraint = make(keras.constraints, case.meta["class"], case.meta["config"])
    return {"value": number(compiled(lambda w: constraint(w))(given(case.arrays["w.0"])))}, {}, {}


# --- losses, metrics ------------------------------------------------------------------------


def moved(case):
    """The configuration, and what is done to the predictions before Keras sees them.

    Keras refuses some axes: those cases are recorded with the classes moved to the end, which are the same numbers.
    """
    config = case.meta["config"]
    if "transposed" not in case.meta:
        return config, lambda x: x
    return {k: v for k, v in config.items() if k != "axis"}, lambda x: keras.ops.moveaxis(x, config["axis"], -1)


def run_loss(case):
    config, move = moved(case)
    loss = make(keras.losses, case.meta["class"], config)
    y_true, y_pred = given(case.arrays["y_true"]), given(case.arrays["y_pred"])
    weights = given(case.arrays["sample_weight"]) if "sample_weight" in case.arrays else None

    def forward(inputs):
        value = loss(y_true, move(inputs[0]), sample_weight=weights)
        return keras.ops.sum(value), value

    _, value, grads = gradients(forward, [y_pred])
    return {"loss": number(value), "dy_pred": number(grads[0])}, {}, {}


def run_metric(case):
    meta, out = case.meta, {}
    config, move = moved(case)
    metric = make(keras.metrics, meta["class"], config)
    variables = [v.value if BACKEND == "jax" else tf.convert_to_tensor(v.value) for v in metric.variables]

    def update(variables, arguments, weights):
        variables = metric.stateless_update_state(variables, *arguments, sample_weight=weights)
        return variables, metric.stateless_result(variables)

    update = compiled(update)
    for k in range(meta["batches"]):
        if meta["class"] == "Mean":
            arguments = [given(case.arrays[f"values.{k}"])]
        else:
            arguments = [given(case.arrays[f"y_true.{k}"]), move(given(case.arrays[f"y_pred.{k}"]))]
        if "TopK" in meta["class"]:  # only the order of the predictions counts; Keras has no float64 kernel for it
            arguments[1] = keras.ops.cast(arguments[1], "float32")
        weights = case.arrays.get(f"sample_weight.{k}")
        variables, result = update(variables, arguments, None if weights is None else given(weights))
        out[f"result.{k}"] = number(result)
    return out, {}, {}


# --- optimizers -----------------------------------------------------------------------------


def run_optimizer(case):
    meta, out = case.meta, {}
    optimizer = make(keras.optimizers, meta["class"], meta["config"])
    count = sum(1 for name in case.arrays if name.startswith("w."))
    variables = [keras.Variable(case.arrays[f"w.{i}"], dtype=FLOATX, name=f"w{i}") for i in range(count)]
    optimizer.build(variables)
    ema = optimizer.use_ema

    if BACKEND == "jax":
        step = jax.jit(lambda state, grads, weights: optimizer.stateless_apply(state, grads, weights))
        state, weights = [v.value for v in optimizer.variables], [v.value for v in variables]
    else:

        def apply(grads):
            optimizer.apply(grads, variables)

        step = compiled(apply)
    for k in range(meta["steps"]):
        grads = [given(case.arrays[f"grad.{k}.{i}"]) for i in range(count)]
        if BACKEND == "jax":
            weights, state = step(state, grads, weights)
            for v, value in zip(variables + optimizer.variables, weights + state):
                v.assign(value)
        else:
            step(grads)
        for i, v in enumerate(variables):
            out[f"w.{k}.{i}"] = number(v)
        if ema:
            for i, v in enumerate(optimizer._model_variables_moving_average):
                out[f"ema.{k}.{i}"] = number(v)
    return out, {}, {}


# --- networks -------------------------------------------------------------------------------


def build_network(case):
    meta = case.meta
    keras.utils.clear_session()
    keras.config.set_dtype_policy(POLICY)  # clearing forgets it
    x = keras.Input(meta["input"]["shape"], dtype=meta["input"].get("dtype", FLOATX), name="input")
    known, previous, layers = {"input": x}, x, []
    for entry in meta["layers"]:
        name = entry["name"]
        if "call" in entry:  # another call of a layer that is already there
            built = next(l for l in layers if l.name == entry["call"])
        else:
            built = make(keras.layers, entry["class"], {**entry["config"], "name": name})
            layers.append(built)
        sources = [known[s] for s in entry["inputs"]] if "inputs" in entry else [previous]
        previous = known[name] = built(sources if len(sources) > 1 else sources[0])
    return keras.Model(x, previous), layers


def rounded(grads, step):
    """Gradients as a float32 run might have them: each entry that is not 0 moved, up or down, by half a unit in the last place of
    its tensor's largest entry.

    An entry is a sum of terms that are often as large as the largest entry, and float32 rounds each of them: no float32 run
    can promise more. Zeros stay: they come from units that are off, and are 0 in every run.
    """
    run = MOVED.index(FLAVOUR)
    found = []
    for i, g in enumerate(grads):
        up = tf.random.stateless_uniform(tf.shape(g), [len(MOVED) * i + run, tf.cast(step, "int32")]) < 0.5
        half = tf.reduce_max(tf.abs(g)) * 2.0**-24
        found.append(tf.where(g == 0, g, tf.where(up, g + half, g - half)))
    return found


def with_dense_gradients(optimizer):
    """TensorFlow's gradient of a table has an entry for each lookup, and Keras' optimizers square the entries one by one.

    A row that is looked up twice then gets another second moment than it does in JAX, and than the formula says. Adding
    the entries up first gives the formula.
    """
    apply = optimizer.apply

    def dense(grads, variables=None):
        grads = [tf.convert_to_tensor(g) if isinstance(g, tf.IndexedSlices) else g for g in grads]
        return apply(rounded(grads, optimizer.iterations) if FLAVOUR in MOVED else grads, variables)

    if BACKEND == "tensorflow":
        optimizer.apply = dense
    return optimizer


def run_network(case):
    meta, out, values = case.meta, {}, {}
    model, layers = build_network(case)
    named = [(l, w) for l in layers for w in l.weights]
    names = [f"{l.name}/{w.name}" for l, w in named]
    for i, (l, w) in enumerate(named):
        values[f"w.{i}"] = weight(case.id, i, w.name, tuple(w.shape))
        w.assign(values[f"w.{i}"])
    optimizer = with_dense_gradients(make(keras.optimizers, meta["optimizer"]["class"], meta["optimizer"]["config"]))
    loss = make(keras.losses, meta["loss"]["class"], meta["loss"]["config"])
    model.compile(optimizer, loss, jit_compile=True)
    class_weight = {int(k): v for k, v in meta["class_weight"].items()} if "class_weight" in meta else None

    def host(array):
        return array.astype(FLOATX) if array.dtype.kind == "f" else array

    for k in range(meta["steps"]):
        model.reset_metrics()
        sample_weight = case.arrays.get(f"sample_weight.{k}")
        value = model.train_on_batch(
            host(case.arrays[f"x.{k}"]),
            host(case.arrays[f"y.{k}"]),
            sample_weight=None if sample_weight is None else host(sample_weight),
            class_weight=class_weight,
        )
        out[f"loss.{k}"] = np.asarray(value, dtype=np.float64)
        for i, (_, w) in enumerate(named):
            out[f"w.{k}.{i}"] = number(w)
    out["predict"] = number(model.predict_on_batch(host(case.arrays["x.0"])))
    return out, values, {"weights": names}


# --- initial values -------------------------------------------------------------------------


def run_initializer(case):
    meta = case.meta
    value = number(make(keras.initializers, meta["class"], meta["config"])(tuple(meta["shape"]), dtype=FLOATX))
    if meta["quantity"] == "values":
        return {"value": value}, {}, {}
    flat = value.reshape(-1)
    out = {
        "mean": flat.mean(),
        "std": flat.std(),
        "min": flat.min(),
        "max": flat.max(),
        "quantiles": np.quantile(flat, np.linspace(0, 1, 21)),
    }
    if meta["quantity"] == "orthogonal":
        m = value.reshape(-1, value.shape[-1])
        out = {"gram": m.T @ m if m.shape[0] >= m.shape[1] else m @ m.T}
    return {k: np.asarray(v, dtype=np.float64) for k, v in out.items()}, {}, {}


def run_initial(case):
    """The values a layer gives its weights, where its initializers are deterministic."""
    meta = case.meta
    built = make(keras.layers, meta["class"], meta["config"])
    built.build(tuple(meta["input"]))
    return {w.name: number(w) for w in built.weights}, {}, {"weights": [w.name for w in built.weights]}


def run_dropout(case):
    """What the mask of a dropout in training is: its values, how many are kept, along which axes it is shared."""
    meta = case.meta
    built = make(keras.layers, "Dropout", meta["config"])
    y = number(built(keras.ops.ones(tuple(meta["input"]), dtype=FLOATX), training=True))
    constant = [int(a) for a in range(y.ndim) if y.shape[a] > 1 and np.all(y == np.take(y, [0], axis=a))]
    return {"values": np.unique(y), "kept": np.asarray(np.mean(y != 0)), "mean": np.asarray(y.mean())}, {}, {"constantAxes": constant}


def run_policy(case):
    meta = case.meta
    built = make(keras.layers, meta["class"], {**meta["config"], "dtype": meta["policy"]})
    symbols = [keras.Input(batch_shape=i["shape"], dtype=i["dtype"]) for i in meta["inputs"]]
    y = built(symbols if len(symbols) > 1 else symbols[0])
    return {}, {}, {
        "output": y.dtype,
        "compute": built.compute_dtype,
        "variable": built.variable_dtype,
        "variables": [[w.name, w.dtype] for w in built.weights],
    }


RUN = {name[4:]: function for name, function in list(globals().items()) if name.startswith("run_")}


def main():
    folder = pathlib.Path(sys.argv[2])
    for asked in sys.argv[3:]:
        group, _, only = asked.partition("=")
        module = importlib.import_module(f"groups.{group}")
        results, arrays, extra, failed = {}, {}, {}, {}
        for n, case in enumerate(module.cases()):
            if FLAVOUR not in module.flavours(case, [f for f in FLAVOURS if f not in MOVED]):
                continue
            if only and case.id != only:
                continue
            try:
                out, used, meta = RUN[case.kind](case)
            except Exception as failure:
                failed[n] = f"{type(failure).__name__}: {str(failure).strip().splitlines()[0][:200]}"
                if os.environ.get("RECORD_TRACE"):
                    traceback.print_exc()
                continue
            results.update({f"{n}/{name}": value for name, value in out.items()})
            arrays.update({f"{n}/{role}": value for role, value in used.items()})
            extra[n] = meta
        np.savez(folder / f"{group}.{FLAVOUR}.results.npz", **results)
        np.savez(folder / f"{group}.{FLAVOUR}.arrays.npz", **arrays)
        (folder / f"{group}.{FLAVOUR}.json").write_text(
            json.dumps({"extra": extra, "failed": failed, "versions": versions()})
        )
        print(f"{FLAVOUR} {group}: {len(extra)} cases, {len(failed)} failed", flush=True)


def versions():
    from importlib.metadata import version

    return {name: version(name) for name in ("keras", "tensorflow", "jax", "numpy")}


main()
