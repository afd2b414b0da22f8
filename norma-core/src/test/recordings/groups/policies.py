"""Under each dtype policy: the type of the output and of every variable."""

from case import Case, text

LAYERS = [
    ("Dense", {"units": 2}, [[2, 3]]),
    ("Conv1D", {"filters": 2, "kernel_size": 2}, [[2, 5, 3]]),
    ("Conv2D", {"filters": 2, "kernel_size": 2}, [[2, 5, 5, 3]]),
    ("DepthwiseConv2D", {"kernel_size": 2}, [[2, 5, 5, 3]]),
    ("MaxPooling2D", {}, [[2, 4, 4, 3]]),
    ("AveragePooling2D", {"pool_size": 2}, [[2, 4, 4, 3]]),
    ("GlobalMaxPooling2D", {}, [[2, 4, 4, 3]]),
    ("GlobalAveragePooling2D", {}, [[2, 4, 4, 3]]),
    ("BatchNormalization", {}, [[2, 3]]),
    ("BatchNormalization", {"renorm": True}, [[2, 3]]),
    ("LayerNormalization", {}, [[2, 3]]),
    ("Activation", {"activation": "relu"}, [[2, 3]]),
    ("ReLU", {}, [[2, 3]]),
    ("Softmax", {}, [[2, 3]]),
    ("Dropout", {"rate": 0.5}, [[2, 3]]),
    ("Flatten", {}, [[2, 3, 2]]),
    ("Reshape", {"target_shape": [6]}, [[2, 3, 2]]),
    ("ZeroPadding2D", {}, [[2, 4, 4, 3]]),
    ("UpSampling2D", {}, [[2, 4, 4, 3]]),
    ("UpSampling2D", {"interpolation": "bilinear"}, [[2, 4, 4, 3]]),
    ("Add", {}, [[2, 3], [2, 3]]),
    ("Multiply", {}, [[2, 3], [2, 3]]),
    ("Concatenate", {}, [[2, 3], [2, 3]]),
    ("Embedding", {"input_dim": 3, "output_dim": 2}, [[2, 3]]),
    ("Rescaling", {"scale": 0.5}, [[2, 3]]),
    ("Normalization", {"mean": 1.0, "variance": 2.0}, [[2, 3]]),
    ("Normalization", {}, [[2, 3]]),
    ("Masking", {}, [[2, 3, 2]]),
]


def flavours(case, all):
    return ["tf32-xla"]


def cases():
    for cls, config, shapes in LAYERS:
        for policy in ("float32", "float64", "mixed_bfloat16", "bfloat16", "mixed_float16", "float16"):
            for dtype in ("int32",) if cls == "Embedding" else ("float32", "float64", "int32"):
                if dtype == "int32" and cls not in ("Embedding", "Rescaling", "BatchNormalization", "Normalization", "Flatten", "Reshape"):
                    continue
                if dtype == "float64" and policy not in ("float32", "mixed_bfloat16"):
                    continue
                id = "/".join(filter(None, [cls, text(config), policy, dtype]))
                inputs = [{"name": "x" if len(shapes) == 1 else f"x{i}", "shape": s, "dtype": dtype} for i, s in enumerate(shapes)]
                yield Case("policy", id, **{"class": cls}, config=config, policy=policy, inputs=inputs)
