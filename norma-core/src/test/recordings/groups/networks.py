"""Whole training steps: five batches of train_on_batch, then predictions. No bias stands in front of a batch normalization."""

import numpy as np

from case import MOVED, Case, generator, obj, text

STEPS = 5


def flavours(case, all):
    return [f for f in all if f not in ("tf32-eager", "bf16-eager", "tf64-eager")] + MOVED  # a step without XLA races


def entry(name, cls, inputs=None, **config):
    found = {"name": name, "class": cls, "config": config}
    return {**found, "inputs": inputs} if inputs else found


MLP = [
    entry("dense", "Dense", units=8, use_bias=False),
    entry("bn", "BatchNormalization", momentum=0.9),
    entry("relu", "ReLU"),
    entry("dense_1", "Dense", units=6, use_bias=False),
    entry("bn_1", "BatchNormalization"),
    entry("tanh", "Activation", activation="tanh"),
    entry("out", "Dense", units=3),
]
CNN = [
    entry("conv", "Conv2D", filters=4, kernel_size=3, use_bias=False, padding="same"),
    entry("bn", "BatchNormalization", momentum=0.9),
    entry("relu", "ReLU"),
    entry("pool", "MaxPooling2D"),
    entry("conv_1", "Conv2D", filters=6, kernel_size=3, use_bias=False),
    entry("bn_1", "BatchNormalization"),
    entry("relu_1", "ReLU"),
    entry("flat", "Flatten"),
    entry("out", "Dense", units=3),
]
RESIDUAL = [
    entry("stem", "Conv2D", ["input"], filters=4, kernel_size=3, padding="same", use_bias=False),
    entry("bn", "BatchNormalization", ["stem"]),
    entry("relu", "ReLU", ["bn"]),
    entry("conv", "Conv2D", ["relu"], filters=4, kernel_size=3, padding="same", use_bias=False),
    entry("bn_1", "BatchNormalization", ["conv"]),
    entry("relu_1", "ReLU", ["bn_1"]),
    entry("conv_1", "Conv2D", ["relu_1"], filters=4, kernel_size=3, padding="same", use_bias=False),
    entry("bn_2", "BatchNormalization", ["conv_1"]),
    entry("sum", "Add", ["relu", "bn_2"]),
    entry("relu_2", "ReLU", ["sum"]),
    entry("down", "Conv2D", ["relu_2"], filters=6, kernel_size=1, strides=2, use_bias=False),
    entry("bn_3", "BatchNormalization", ["down"]),
    entry("pool", "GlobalAveragePooling2D", ["bn_3"]),
    entry("out", "Dense", ["pool"], units=3),
]
DEPTHWISE = [
    entry("conv", "Conv2D", filters=4, kernel_size=3, use_bias=False),
    entry("bn", "BatchNormalization"),
    entry("relu", "ReLU", max_value=6.0),
    entry("depthwise", "DepthwiseConv2D", kernel_size=3, padding="same", use_bias=False),
    entry("bn_1", "BatchNormalization"),
    entry("relu_1", "ReLU", max_value=6.0),
    entry("average", "AveragePooling2D", pool_size=2),
    entry("flat", "Flatten"),
    entry("out", "Dense", units=3, activation="softmax"),
]
SHARED = [
    entry("dense", "Dense", ["input"], units=4, use_bias=False),
    entry("bn", "BatchNormalization", ["dense"], momentum=0.8),
    entry("relu", "ReLU", ["bn"]),
    entry("dense_1", "Dense", ["relu"], units=4, use_bias=False),
    {"name": "again", "call": "bn", "inputs": ["dense_1"]},
    entry("sum", "Add", ["again", "dense"]),
    entry("out", "Dense", ["sum"], units=3),
]
SEQUENCE = [
    entry("embedding", "Embedding", input_dim=6, output_dim=4, mask_zero=True),
    entry("bn", "BatchNormalization", momentum=0.9),
    entry("conv", "Conv1D", filters=5, kernel_size=2, padding="causal"),
    entry("norm", "LayerNormalization"),
    entry("gelu", "Activation", activation="gelu"),
    entry("flat", "Flatten"),
    entry("out", "Dense", units=3),
]
MASKED = [
    entry("masking", "Masking"),
    entry("bn", "BatchNormalization", momentum=0.9),
    entry("dense", "Dense", units=4, activation="tanh"),
    entry("bn_1", "BatchNormalization", momentum=0.9),
    entry("out", "Dense", units=1),
]


#: by case, another draw of batches than the first, in which rounding decides a weight: record.py says where, and refuses it
DRAWS = {
    "cnn/Adam,learning_rate=0.015625/SparseCategoricalCrossentropy,from_logits=true": 2,
    "residual/Adam,learning_rate=0.015625/SparseCategoricalCrossentropy,from_logits=true": 8,
    "mlp/Adam,learning_rate=ExponentialDecay(initial_learning_rate=0.02,decay_steps=2,decay_rate=0.5)/SparseCategoricalCrossentropy,from_logits=true": 3,
}


def network(title, layers, input, optimizer, loss, y, batch=8, weights=None, class_weight=None, dtype=None, last=None):
    id = "/".join([title, optimizer[0] + ("," if optimizer[1] else "") + text(optimizer[1]), loss[0] + ("," if loss[1] else "") + text(loss[1])])
    id += "/sample_weight" if weights else ""
    id += "/class_weight" if class_weight else ""
    arrays = {}
    for k in range(STEPS):
        rng = generator(id, k, *([DRAWS[id]] if id in DRAWS else []))
        size = last if last and k == STEPS - 1 else batch
        if dtype:
            arrays[f"x.{k}"] = rng.integers(0, 6, [size, *input]).astype(np.int32)
            arrays[f"x.{k}"][:, -1] = 0
            arrays[f"x.{k}"][:, 0] = rng.integers(1, 6, size)
        else:
            arrays[f"x.{k}"] = rng.standard_normal([size, *input]).astype(np.float32)
        if title == "masked":
            arrays[f"x.{k}"][rng.random([size, input[0]]) < 0.3] = 0
            arrays[f"x.{k}"][:, 0] += 1
        labels = rng.integers(0, 3, size)
        if y == "labels":
            arrays[f"y.{k}"] = labels.astype(np.int32)
        elif y == "classes":
            arrays[f"y.{k}"] = np.eye(3, dtype=np.float32)[labels]
        elif y == "bits":
            arrays[f"y.{k}"] = rng.integers(0, 2, [size, 3]).astype(np.float32)
        else:
            arrays[f"y.{k}"] = rng.standard_normal([size, *y]).astype(np.float32)
        if weights:
            arrays[f"sample_weight.{k}"] = (rng.random(size) * 2).astype(np.float32)
    meta = {"input": {"shape": list(input), **({"dtype": dtype} if dtype else {})}, "layers": layers, "steps": STEPS}
    if class_weight:
        meta["class_weight"] = class_weight
    return Case(
        "network", id, arrays, **meta, optimizer={"class": optimizer[0], "config": optimizer[1]}, loss={"class": loss[0], "config": loss[1]}
    )


SPARSE = ("SparseCategoricalCrossentropy", {"from_logits": True})
SGD = ("SGD", {"learning_rate": 0.125})
MOMENTUM = ("SGD", {"learning_rate": 0.0625, "momentum": 0.9, "nesterov": True})
ADAM = ("Adam", {"learning_rate": 0.015625})


def cases():
    for optimizer in (SGD, ADAM):
        yield network("mlp", MLP, [5], optimizer, SPARSE, "labels")
        yield network("cnn", CNN, [6, 6, 2], optimizer, SPARSE, "labels", batch=4)
        yield network("residual", RESIDUAL, [4, 4, 2], optimizer, SPARSE, "labels", batch=6)
        yield network("depthwise", DEPTHWISE, [6, 6, 2], optimizer, ("CategoricalCrossentropy", {}), "classes", batch=4)
        yield network("shared", SHARED, [4], optimizer, ("MeanSquaredError", {}), [3])
        yield network("sequence", SEQUENCE, [5], optimizer, SPARSE, "labels", batch=6, dtype="int32")
        yield network("masked", MASKED, [4, 3], optimizer, ("MeanSquaredError", {}), [4, 1], batch=5)
        yield network("mlp", MLP, [5], optimizer, SPARSE, "labels", weights=True)
        yield network("mlp", MLP, [5], optimizer, SPARSE, "labels", class_weight={"0": 0.5, "1": 2.0, "2": 1.25})
    for optimizer in (
        MOMENTUM, ("AdamW", {"learning_rate": 0.015625}), ("RMSprop", {"learning_rate": 0.015625}),
        ("Adam", {"learning_rate": obj("ExponentialDecay", initial_learning_rate=0.02, decay_steps=2, decay_rate=0.5)}),
        ("Adam", {"learning_rate": 0.015625, "global_clipnorm": 0.5}),
        ("SGD", {"learning_rate": 0.125, "gradient_accumulation_steps": 2}),
    ):
        yield network("mlp", MLP, [5], optimizer, SPARSE, "labels")
    yield network("mlp with a smaller last batch", MLP, [5], SGD, SPARSE, "labels", last=3)
    yield network("mlp", MLP, [5], SGD, ("BinaryCrossentropy", {"from_logits": True}), "bits")
    yield network("mlp", MLP, [5], SGD, ("BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.1}), "bits", weights=True)
    yield network("mlp", MLP, [5], SGD, ("MeanAbsoluteError", {}), [3])
    renorm = [{**e, "config": {**e["config"], "renorm": True, "renorm_clipping": {"rmax": 2.0, "dmax": 1.0}}} if e["class"] == "BatchNormalization" else e for e in MLP]
    yield network("mlp with renorm", renorm, [5], SGD, SPARSE, "labels")
    frozen = [{**e, "config": {**e["config"], "trainable": False}} if e["name"] in ("bn", "dense_1") else e for e in MLP]
    yield network("mlp with frozen layers", frozen, [5], SGD, SPARSE, "labels")
    yield from regularized()
    yield from constrained()


def regularized():
    layers = [
        entry("dense", "Dense", units=4, kernel_regularizer="l2", bias_regularizer=obj("L1", l1=0.0625), activation="tanh"),
        entry("bn", "BatchNormalization", gamma_regularizer=obj("L2", l2=0.03125), beta_regularizer=obj("L1", l1=0.0625)),
        entry("out", "Dense", units=3, activity_regularizer=obj("L2", l2=0.03125)),
    ]
    yield network("regularized", layers, [4], SGD, ("MeanSquaredError", {}), [3])
    yield network("regularized", layers, [4], ADAM, ("MeanSquaredError", {}), [3])


def constrained():
    """Each option that takes a constraint, under a rate that makes it act."""
    fast = ("SGD", {"learning_rate": 0.5})
    bound = obj("MaxNorm", max_value=0.6)
    one = {"kernel_constraint": bound, "bias_constraint": "non_neg"}
    mse = ("MeanSquaredError", {})
    yield network("constrained Dense", [entry("out", "Dense", units=3, **one)], [4], fast, mse, [3])
    yield network("constrained Dense, unit norm", [entry("out", "Dense", units=3, kernel_constraint="unit_norm")], [4], ADAM, mse, [3])
    yield network("constrained Dense, min max norm", [entry("out", "Dense", units=3, kernel_constraint=obj("MinMaxNorm", min_value=0.5, max_value=1.0, rate=0.5))], [4], fast, mse, [3])
    yield network("constrained Conv1D", [entry("out", "Conv1D", filters=2, kernel_size=2, **one)], [4, 2], fast, mse, [3, 2])
    conv = {"kernel_constraint": obj("MaxNorm", max_value=0.6, axis=[0, 1, 2]), "bias_constraint": "non_neg"}
    yield network("constrained Conv2D", [entry("out", "Conv2D", filters=2, kernel_size=2, **conv)], [3, 3, 2], fast, mse, [2, 2, 2])
    depth = {"depthwise_constraint": obj("MaxNorm", max_value=0.6, axis=[0, 1]), "bias_constraint": "non_neg"}
    yield network("constrained DepthwiseConv2D", [entry("out", "DepthwiseConv2D", kernel_size=2, **depth)], [3, 3, 2], fast, mse, [2, 2, 2])
    for cls in ("BatchNormalization", "LayerNormalization"):
        norm = [entry("norm", cls, gamma_constraint=obj("MaxNorm", max_value=1.5), beta_constraint="non_neg"), entry("out", "Dense", units=3)]
        yield network(f"constrained {cls}", norm, [4], fast, mse, [3])
    table = [entry("embedding", "Embedding", input_dim=6, output_dim=3, embeddings_constraint="unit_norm")]
    yield network("constrained Embedding", table, [4], fast, mse, [4, 3], dtype="int32")
