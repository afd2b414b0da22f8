"""Writes ../resources/golden/coverage.json: every option of every class that Norma has from Keras, with its default,
whether it changes numbers, and how many cases set it. Prints the pairs that should have a case and have none.

    python coverage.py           ends with 1 if there is such a pair
"""

import inspect
import json
import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

import keras

GOLDEN = pathlib.Path(__file__).parent.parent / "resources" / "golden"

CLASSES = {
    "layers": """Input InputLayer Dense Activation ReLU Softmax Conv1D Conv2D DepthwiseConv2D MaxPooling2D AveragePooling2D GlobalMaxPooling2D
        GlobalAveragePooling2D BatchNormalization LayerNormalization Dropout Flatten Reshape ZeroPadding2D UpSampling2D Add Multiply
        Concatenate Embedding Rescaling Normalization Masking TimeDistributed""",
    "losses": "MeanSquaredError MeanAbsoluteError BinaryCrossentropy CategoricalCrossentropy SparseCategoricalCrossentropy",
    "metrics": """Mean Accuracy BinaryAccuracy CategoricalAccuracy SparseCategoricalAccuracy TopKCategoricalAccuracy
        SparseTopKCategoricalAccuracy MeanSquaredError MeanAbsoluteError BinaryCrossentropy CategoricalCrossentropy
        SparseCategoricalCrossentropy""",
    "optimizers": "SGD Adam AdamW RMSprop LossScaleOptimizer",
    "optimizers.schedules": "ExponentialDecay",
    "initializers": """Zeros Ones Constant RandomNormal RandomUniform TruncatedNormal VarianceScaling GlorotUniform GlorotNormal HeNormal
        HeUniform LecunNormal LecunUniform Orthogonal Identity STFT""",
    "regularizers": "L1 L2 L1L2 OrthogonalRegularizer",
    "constraints": "MaxNorm NonNeg UnitNorm MinMaxNorm",
    "activations": """celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu linear log_sigmoid
        log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid sparsemax squareplus
        swish tanh tanh_shrink threshold""",
}

LORA = "a feature of its own (adapters for fine-tuning), not among what Norma has"
NO_NUMBERS = {
    "name": "a name",
    "dtype": "the type of the numbers: the policy cases",
    "seed": "chooses among numbers of one distribution",
    "lora_rank": LORA,
    "lora_alpha": LORA,
    "quantization_config": "a feature of its own, not among what Norma has",
    ("layers.Embedding", "weights"): "the same as set_weights",
    ("layers.Input", "*"): "declares a shape and a type",
    ("layers.InputLayer", "*"): "declares a shape and a type",
    ("activations", "x"): "the input",
    ("optimizers.LossScaleOptimizer", "*"): "recorded in runs of their own: scaling/record.py, replayed by LossScalingTest",
}
#: named in a case by its kind or by itself, not by its configuration
ALWAYS = {("layers.Activation", "activation")}


def options(place, cls):
    thing = keras
    for part in f"{place}.{cls}".split("."):
        thing = getattr(thing, part)
    for name, parameter in inspect.signature(thing).parameters.items():
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        yield name, None if parameter.default is parameter.empty else parameter.default, parameter.default is parameter.empty
    if (place, cls) == ("layers", "LayerNormalization"):
        yield "rms_scaling", False, False  # reached through keyword arguments


def reason(place, cls, name):
    for key in (name, (f"{place}.{cls}", name), (f"{place}.{cls}", "*"), (place, name)):
        if key in NO_NUMBERS:
            return NO_NUMBERS[key]
    return None


PLACE = {"layer": "layers", "initial": "layers", "dropout": "layers", "policy": None, "loss": "losses", "metric": "metrics",
         "optimizer": "optimizers", "initializer": "initializers", "regularizer": "regularizers", "constraint": "constraints",
         "activation": "activations"}


def used():
    """(place.class, option) -> number of cases that set it; option "" counts the class itself."""
    found = {}

    def count(place, cls, config):
        for name in ["", *config]:
            key = (f"{place}.{cls}", name)
            found[key] = found.get(key, 0) + 1
        rate = config.get("learning_rate")
        if isinstance(rate, dict):
            count("optimizers.schedules", rate["class_name"], rate["config"])

    for file in sorted(GOLDEN.glob("*.json")):
        document = json.loads(file.read_text())
        for case in document.get("cases", []) if "recorded" in document else []:
            if case["kind"] == "network":
                count("optimizers", case["optimizer"]["class"], case["optimizer"]["config"])
                count("losses", case["loss"]["class"], case["loss"]["config"])
                for entry in case["layers"]:
                    if "class" in entry:
                        count("layers", entry["class"], entry["config"])
            elif PLACE.get(case["kind"]):
                count(PLACE[case["kind"]], case.get("class", case.get("name")), case["config"])
    return found


def main():
    found, document, missing = used(), [], []
    for place, names in CLASSES.items():
        for cls in names.split():
            cases, why = found.get((f"{place}.{cls}", ""), 0), reason(place, cls, "*")
            entry = {"class": f"{place}.{cls}", **({"numbers": False, "reason": why} if why and not cases else {"cases": cases}), "options": []}
            if not cases and not why:
                missing.append((entry["class"], "(the class)"))
            for name, default, required in options(place, cls):
                option = {"name": name, **({"required": True} if required else {"default": default})}
                why = reason(place, cls, name)
                if why:
                    option["numbers"] = False
                    option["reason"] = why
                else:
                    option["cases"] = found.get((entry["class"], name), 0)
                    if not option["cases"]:
                        missing.append((entry["class"], name))
                entry["options"].append(option)
            document.append(entry)
    lines = ",\n".join("  " + json.dumps(entry) for entry in document)
    (GOLDEN / "coverage.json").write_text(f'{{"keras": "{keras.__version__}", "classes": [\n{lines}\n]}}\n')
    pairs = sum(1 for e in document for o in e["options"] if "cases" in o)
    print(f"{len(document)} classes, {pairs} pairs of class and option that change numbers, {len(missing)} without a case")
    for cls, name in missing:
        print(f"  {cls}  {name}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
