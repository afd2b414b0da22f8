"""Records what Keras' models say and do around their numbers: summaries, logs, weights of samples, averages, epochs.

    python models.py        # writes ../resources/golden/models.json

On JAX, whose optimizers count steps in int32 as Norma's do: TensorFlow's take int64, which summaries show in bytes. Only the
averages of weights run on TensorFlow: on JAX a second fit with them fails, since they then share memory with the weights.
"""

import json
import os
import pathlib
import subprocess
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ["COLUMNS"] = "200"  # a terminal in which no table must shrink

import keras
import numpy as np
from keras import layers

X = np.array([[1, 2], [3, -4], [0.5, 0.25], [-1, 1.5]], "float32")
Y = np.array([[1], [0], [0.5], [2]], "float32")
W = np.array([1, 2, 0.5, 0], "float32")
CLASSES = np.array([0, 1, 2, 1], "int32")


def text_of(model, **options):
    lines = []
    model.summary(print_fn=lines.append, **options)
    return "\n".join(lines)


def chain():
    return keras.Sequential(
        [
            layers.Input((4,)),
            layers.Dense(8, use_bias=False, name="dense"),
            layers.BatchNormalization(name="batch_normalization"),
            layers.ReLU(name="re_lu"),
            layers.Dense(3, name="dense_1"),
        ],
        name="sequential",
    )


def images():
    return keras.Sequential(
        [
            layers.Input((8, 8, 1)),
            layers.Conv2D(32, 3, name="conv2d"),
            layers.MaxPooling2D(name="max_pooling2d"),
            layers.Flatten(name="flatten"),
            layers.Dense(4000, name="dense"),
        ],
        name="images",
    )


def functional_chain():
    x = layers.Input((4,), name="features")
    return keras.Model(x, layers.Dense(2, name="scores")(layers.Dense(3, name="hidden")(x)), name="functional")


def residual():
    x = layers.Input((4,), name="input_layer")
    y = layers.Dense(4, name="dense")(x)
    y = layers.BatchNormalization(name="batch_normalization")(y)
    return keras.Model(x, layers.ReLU(name="re_lu")(layers.Add(name="add")([y, x])), name="residual")


def named():
    a = layers.Input((3,), name="a")
    b = layers.Input((2,), name="b")
    joined = layers.Concatenate(name="joined")([a, b])
    return keras.Model([a, b], [layers.Dense(1, name="number")(joined), layers.Dense(2, name="kind")(joined)], name="named")


def shared():
    a = layers.Input((3,), name="left")
    b = layers.Input((3,), name="right")
    tower = layers.Dense(5, name="tower")
    return keras.Model([a, b], layers.Multiply(name="multiply")([tower(a), tower(b)]), name="shared")


def twice():
    x = layers.Input((3,), name="input_layer")
    again = layers.Dense(3, name="again")
    return keras.Model(x, again(again(x)), name="twice")


def nested():
    inside = layers.Input((4,), name="inside")
    middle = layers.Dense(4, name="middle")
    inner = keras.Model(inside, layers.Add(name="sum")([middle(inside), inside]), name="inner")
    head = keras.Sequential([layers.Input((4,)), layers.Dense(2, name="last"), layers.Softmax(name="softmax")], name="head")
    x = layers.Input((4,), name="outside")
    return keras.Model(x, head(layers.Add(name="add")([inner(x), x])), name="nested")


def nested_chain():
    x = layers.Input((4,), name="outside")
    return keras.Model(x, chain()(x), name="nested_chain")


def part():
    """A second model over the first calls of layers that were called before: their numbers count all calls."""
    first = layers.Input((3,), name="first")
    second = layers.Input((3,), name="second")
    tower = layers.Dense(3, name="tower")
    tower(first)
    y = tower(second)
    return keras.Model(second, layers.Add(name="add")([y, second]), name="part")


def long_names():
    x = layers.Input((4,), name="an_input_whose_name_does_not_fit_into_a_column_of_this_width")
    y = layers.Dense(4, name="a_layer_whose_name_does_not_fit_into_a_column_of_this_width")(x)
    z = layers.Dense(4, name="another")(x)
    return keras.Model(x, layers.Concatenate(name="joined")([y, z, x]), name="long_names")


class Own(keras.Model):
    def __init__(self):
        super().__init__(name="own")
        self.first = layers.Dense(4, name="dense")
        self.second = layers.Dense(1, name="dense_1")

    def call(self, x):
        return self.second(self.first(x))


def frozen():
    net = chain()
    net.get_layer("batch_normalization").trainable = False
    return net


def trained():
    net = chain()
    net.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    net.train_on_batch(np.ones((4, 4), "float32"), CLASSES)
    return net


def unbuilt():
    return keras.Sequential([layers.Dense(4, name="dense"), layers.BatchNormalization(name="batch_normalization")], name="unbuilt")


def called():
    own = Own()
    own.build((None, 2))
    return own


SUMMARIES = [
    ("chain", chain, {}),
    ("images", images, {}),
    ("functional_chain", functional_chain, {}),
    ("residual", residual, {}),
    ("named", named, {}),
    ("shared", shared, {}),
    ("twice", twice, {}),
    ("nested", nested, {}),
    ("nested_expanded", nested, {"expand_nested": True}),
    ("nested_chain_expanded", nested_chain, {"expand_nested": True}),
    ("part", part, {}),
    ("frozen", frozen, {"show_trainable": True}),
    ("residual_trainable", residual, {"show_trainable": True}),
    ("trained", trained, {}),
    ("unbuilt", unbuilt, {}),
    ("own", called, {}),
    ("long_names", long_names, {}),
    ("narrow", residual, {"line_length": 60}),
    ("positions", chain, {"line_length": 100, "positions": [0.6, 0.8, 1.0]}),
    ("range", chain, {"layer_range": ["batch_normalization", "re_lu"]}),
]


def regression(optimizer, **compiled):
    net = keras.Sequential([layers.Input((2,)), layers.Dense(1, name="dense")])
    net.set_weights([np.array([[0.5], [-0.25]], "float32"), np.array([0.125], "float32")])
    net.compile(optimizer, "mse", **compiled)
    return net


def classifier(optimizer, **compiled):
    net = keras.Sequential([layers.Input((2,)), layers.Dense(3, name="dense", activation="softmax")])
    net.set_weights([np.array([[0.5, -0.25, 1], [0.75, 0.5, -1]], "float32"), np.array([0.125, 0, -0.5], "float32")])
    net.compile(optimizer, "sparse_categorical_crossentropy", **compiled)
    return net


def numbers(found):
    return {name: float(value) for name, value in found.items()}


def weights(net):
    return [np.asarray(w, "float64").ravel().tolist() for w in net.get_weights()]


def on_batch():
    sgd = lambda: keras.optimizers.SGD(0.125)
    cases = []

    def record(case, net, step):
        first = step(net)
        second = step(net)
        cases.append({"case": case, "first": numbers(first), "second": numbers(second), "weights": weights(net)})

    metrics = {"metrics": ["mae"], "weighted_metrics": ["mae", "mse"]}
    record("train", regression(sgd(), **metrics), lambda net: net.train_on_batch(X, Y, return_dict=True))
    record("train weighted", regression(sgd(), **metrics), lambda net: net.train_on_batch(X, Y, sample_weight=W, return_dict=True))
    record("test weighted", regression(sgd(), **metrics), lambda net: net.test_on_batch(X, Y, sample_weight=W, return_dict=True))
    record(
        "train classes",
        classifier(sgd(), metrics=["accuracy"], weighted_metrics=["accuracy"]),
        lambda net: net.train_on_batch(X, CLASSES, class_weight={0: 2.0, 2: 0.5}, return_dict=True),
    )
    net = regression(sgd(), metrics=["mae"], weighted_metrics=["mse"])
    listed = [float(value) for value in net.train_on_batch(X, Y, sample_weight=W)]
    return {"cases": cases, "listed": listed}


def log_names():
    def names(metrics, weighted):
        net = named()
        net.compile("sgd", {"number": "mse", "kind": "crossentropy"}, metrics=metrics, weighted_metrics=weighted)
        y = {"number": Y, "kind": np.array([0, 1, 1, 0], "int32")}
        return list(net.train_on_batch({"a": np.ones((4, 3)), "b": np.ones((4, 2))}, y, return_dict=True))

    return [
        {"metrics": m, "weighted": w, "names": names(m, w)}
        for m, w in [
            ({}, {}),
            ({"number": ["mae", "mae"], "kind": ["accuracy"]}, {"kind": ["accuracy"]}),
            ({"kind": ["acc", "sparse_categorical_accuracy"]}, {"number": ["mse", "mse"], "kind": ["acc", "acc"]}),
        ]
    ]


def averages():
    found = []
    for frequency in (None, 2):
        net = regression(keras.optimizers.SGD(0.125, use_ema=True, ema_momentum=0.75, ema_overwrite_frequency=frequency))
        history = net.fit(X, Y, batch_size=2, epochs=3, shuffle=False, verbose=0)
        ends = weights(net)
        evaluated = float(net.evaluate(X, Y, verbose=0))
        net.fit(X, Y, batch_size=2, epochs=1, shuffle=False, verbose=0)
        losses = [float(loss) for loss in history.history["loss"]]
        found.append({"frequency": frequency, "losses": losses, "weights": ends, "evaluated": evaluated, "again": weights(net)})
    return found


def scaled():
    net = regression(keras.optimizers.SGD(0.125, loss_scale_factor=8.0))
    net.train_on_batch(X, Y)
    return weights(net)


def epochs():
    class Steps(keras.callbacks.Callback):
        def __init__(self):
            super().__init__()
            self.seen = []

        def on_epoch_begin(self, epoch, logs=None):
            self.seen.append([])

        def on_train_batch_end(self, batch, logs=None):
            self.seen[-1].append(batch)

    found = []
    for steps, count in ((2, 4), (5, 2), (7, 2)):
        told = Steps()
        net = regression("sgd")
        net.fit(np.ones((40, 2)), np.ones((40, 1)), batch_size=8, steps_per_epoch=steps, epochs=count, verbose=0, callbacks=[told])
        found.append({"stepsPerEpoch": steps, "epochs": count, "batches": told.seen})
    return found


IDS = np.array([[1, 2, 0], [3, 0, 0], [2, 3, 1], [0, 0, 0]], "int32")
TAGS = np.array([[0, 1, 1], [1, 0, 0], [0, 0, 1], [1, 1, 1]], "int32")
TAG_WEIGHTS = np.array([[1, 2, 1], [0.5, 1, 1], [0, 3, 1], [1, 1, 1]], "float32")
VECTORS = [np.array([[0.5, -1], [0.25, 2], [-0.75, 1], [1.5, 0.5]], "float32"), np.array([[2, 1], [-1, 0.5], [3, -2], [0.25, 4]], "float32")]


def histories(history):
    return {name: [float(value) for value in values] for name, values in history.history.items()}


def masked():
    """On TensorFlow: on JAX the mask of a training step is lost on its way to the metrics, that of a test step is not."""

    def tagger(loss, **compiled):
        net = keras.Sequential([layers.Input((3,), dtype="int32"), layers.Embedding(4, 2, mask_zero=True), layers.Dense(2, activation="softmax")])
        net.set_weights([VECTORS[0], np.array([[0.5, -0.25], [0.75, 0.5]], "float32"), np.array([0.125, 0], "float32")])
        net.compile(keras.optimizers.SGD(0.125), loss, **compiled)
        return net

    loss = "sparse_categorical_crossentropy"
    metrics = {"metrics": ["accuracy", loss], "weighted_metrics": ["accuracy", loss]}
    found = []
    for case, loss, metrics, counted in [
        ("masks", loss, metrics, None),
        ("masks and weights", loss, metrics, TAG_WEIGHTS),
        ("sum", keras.losses.SparseCategoricalCrossentropy(reduction="sum"), {}, TAG_WEIGHTS),
        ("mean_with_sample_weight", keras.losses.SparseCategoricalCrossentropy(reduction="mean_with_sample_weight"), {}, TAG_WEIGHTS),
    ]:
        net = tagger(loss, **metrics)
        history = net.fit(IDS, TAGS, sample_weight=counted, batch_size=3, epochs=2, shuffle=False, verbose=0)
        found.append({"case": case, "history": histories(history), "weights": weights(net)})
    return found


def products():
    """What Multiply makes of masked inputs."""
    found = []
    for masks in [(True, True), (True, False), (False, True)]:
        a, b = layers.Input((3,), dtype="int32"), layers.Input((3,), dtype="int32")
        embedded = [layers.Embedding(4, 2, mask_zero=zero) for zero in masks]
        values = [layer(x) for layer, x in zip(embedded, [a, b])]
        for layer, vectors in zip(embedded, VECTORS):
            layer.set_weights([vectors])
        product = keras.Model([a, b], layers.Multiply()(values))([IDS, IDS[::-1].copy()])
        mask = getattr(product, "_keras_mask", None)
        found.append({"masked": masks, "product": np.asarray(product).ravel().tolist(), "mask": None if mask is None else np.asarray(mask).ravel().tolist()})
    return found


def early_stopping():
    random = np.random.RandomState(3)
    found = []
    for case in range(60):
        values = [float(v) for v in np.round(random.randn(8).cumsum() * 0.3 + 2, 1)]
        if case % 9 == 0:
            values[case % 5] = float("nan")
        options = {
            "min_delta": float(random.choice([0, 0.1, -0.2, 0.5])),
            "patience": int(random.choice([0, 1, 2])),
            "mode": str(random.choice(["min", "max"])),
            "baseline": None if random.rand() < 0.6 else float(np.round(random.rand() * 3, 1)),
            "restore_best_weights": bool(random.rand() < 0.5),
            "start_from_epoch": int(random.choice([0, 0, 1, 3])),
        }
        first = int(random.choice([0, 0, 0, 2]))
        net = regression("sgd")
        stop = keras.callbacks.EarlyStopping(monitor="value", **options)
        stop.set_model(net)
        net.stop_training = False
        stop.on_train_begin()
        epoch = first
        while epoch < 8 and not net.stop_training:
            net.set_weights([np.full((2, 1), epoch, "float32"), np.zeros(1, "float32")])
            stop.on_epoch_end(epoch, {"value": values[epoch]})
            epoch += 1
        stop.on_train_end()
        ended = {"epochs": epoch - first, "stopped": int(stop.stopped_epoch), "best": int(stop.best_epoch), "weight": float(net.get_weights()[0][0, 0])}
        found.append({"values": [None if v != v else v for v in values], "options": options, "first": first, **ended})
    return found


class Stages(keras.callbacks.Callback):
    """Notes each stage, and stops training at one."""

    def __init__(self, stop):
        super().__init__()
        self.stop, self.seen = stop, []

    def note(self, stage):
        self.seen.append(stage)
        self.model.stop_training = self.model.stop_training or stage == self.stop

    def on_train_begin(self, logs=None):
        self.note("train begin")

    def on_train_end(self, logs=None):
        self.note("train end")

    def on_epoch_begin(self, epoch, logs=None):
        self.note(f"epoch begin {epoch}")

    def on_epoch_end(self, epoch, logs=None):
        self.note(f"epoch end {epoch}")

    def on_train_batch_begin(self, batch, logs=None):
        self.note(f"batch begin {batch}")

    def on_train_batch_end(self, batch, logs=None):
        self.note(f"batch end {batch}")

    def on_test_begin(self, logs=None):
        self.note("test begin")

    def on_test_batch_begin(self, batch, logs=None):
        self.note(f"test batch begin {batch}")

    def on_test_batch_end(self, batch, logs=None):
        self.note(f"test batch end {batch}")

    def on_test_end(self, logs=None):
        self.note("test end")


def stages():
    found = []
    for stop in [None, "train begin", "epoch begin 1", "batch begin 0", "batch end 0", "test begin", "epoch end 0"]:
        told = Stages(stop)
        regression("sgd").fit(X, Y, batch_size=3, epochs=3, validation_data=(X, Y), verbose=0, callbacks=[told])
        found.append({"stop": stop, "stages": told.seen})
    return found


class Rates(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.model.optimizer.learning_rate = 0.25 / (epoch + 1)


def fits():
    """Histories of fits by their settings."""
    plain = {"batch_size": 3, "epochs": 3, "shuffle": False, "verbose": 0}
    decayed = keras.optimizers.AdamW(0.125, weight_decay=0.5)
    decayed.exclude_from_weight_decay(var_names=["bias"])
    both = {"metrics": ["mae"], "weighted_metrics": ["mae"]}
    cases = [
        ("split", regression(keras.optimizers.SGD(0.125), **both), Y, {"sample_weight": W, "validation_split": 0.3}),
        ("split and data", regression(keras.optimizers.SGD(0.125)), Y, {"validation_split": 0.5, "validation_data": (X, Y)}),
        ("frequency", regression(keras.optimizers.SGD(0.125)), Y, {"validation_data": (X, Y, W), "validation_freq": 2}),
        ("rates", regression(keras.optimizers.SGD(0.5)), Y, {"callbacks": [Rates()]}),
        ("stairs", regression(keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.25, 2, 0.5, staircase=True))), Y, {}),
        ("classes", classifier(keras.optimizers.SGD(0.125), **both), CLASSES, {"class_weight": {0: 2.0, 2: 0.5}, "validation_data": (X, CLASSES)}),
        ("decay of kernels", regression(decayed), Y, {}),
    ]
    return [{"case": case, "history": histories(net.fit(X, y, **plain, **said)), "weights": weights(net)} for case, net, y, said in cases]


def elsewhere(function):
    """What a function gives on TensorFlow."""
    environment = os.environ | {"KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}
    return json.loads(subprocess.check_output([sys.executable, __file__, function], env=environment))


def main():
    recorded = {
        "recorded": {"keras": keras.__version__, "backend": keras.backend.backend()},
        "summaries": [{"case": case, "options": options, "text": text_of(model(), **options)} for case, model, options in SUMMARIES],
        "onBatch": on_batch(),
        "logNames": log_names(),
        "averages": elsewhere("averages"),
        "lossScale": scaled(),
        "epochs": epochs(),
        "masked": elsewhere("masked"),
        "products": products(),
        "earlyStopping": early_stopping(),
        "stages": stages(),
        "fits": fits(),
    }
    target = pathlib.Path(__file__).parent.parent / "resources" / "golden" / "models.json"
    target.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")


if len(sys.argv) > 1:
    print(json.dumps(globals()[sys.argv[1]]()))
else:
    main()
