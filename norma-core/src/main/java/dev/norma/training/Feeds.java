package dev.norma.training;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings batches into the order and the types that a network is fed with. */
public final class Feeds {
    private final String owner;
    private final List<String> inputs;
    private final List<TensorType> types;
    private final List<String> outputs;

    /** Feeds of a network. */
    public Feeds(Network network) {
        this(network.layer().toString(), network.inputs(), network.inputTypes(), network.outputs());
    }

    /** Feeds of something without names: everything stays in its own order. */
    Feeds(String owner) {
        this(owner, List.of(), List.of(), List.of());
    }

    private Feeds(String owner, List<String> inputs, List<TensorType> types, List<String> outputs) {
        this.owner = owner;
        this.inputs = inputs;
        this.types = types;
        this.outputs = outputs;
    }

    /**
     * The features in the network's order, in its types.
     *
     * @throws IllegalArgumentException if one is missing
     * @throws ShapeException if one has another shape than the network's input
     */
    public SequencedMap<String, Tensor> features(SequencedMap<String, Tensor> given) {
        List<String> keys = featureKeys(given);
        SequencedMap<String, Tensor> ordered = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Tensor feature = Objects.requireNonNull(given.get(keys.get(i)));
            ordered.put(inputs.isEmpty() ? keys.get(i) : inputs.get(i), fit(feature, i));
        }
        return ordered;
    }

    /** The names of the features as given, in the network's order. */
    List<String> featureKeys(SequencedMap<String, Tensor> given) {
        if (inputs.isEmpty() || (given.size() == 1 && inputs.size() == 1)) {
            return List.copyOf(given.sequencedKeySet());
        }
        for (String input : inputs) {
            if (!given.containsKey(input)) {
                throw new Complaint(
                                "%s is not given input \"%s\"".formatted(owner, input),
                                "inputs " + inputs,
                                "inputs " + List.copyOf(given.keySet()),
                                "name the data as the inputs are named")
                        .asArgument();
            }
        }
        return inputs;
    }

    private Tensor fit(Tensor feature, int input) {
        if (types.isEmpty()) {
            return computing(feature);
        }
        TensorType type = types.get(input);
        Tensor cast = cast(ranked(feature, type.shape()), type.dtype(), inputs.get(input));
        if (!type.shape().accepts(cast.shape())) {
            throw new ShapeException(
                    "%s does not take this input".formatted(owner),
                    "\"%s\" of shape %s".formatted(inputs.get(input), type.shape()),
                    "shape " + cast.shape(),
                    remedy(type.shape(), cast.shape()));
        }
        return cast;
    }

    /** With a last axis of size 1 more or less, where the input's rank differs by no more, as in Keras. */
    private static Tensor ranked(Tensor feature, Shape input) {
        Shape given = feature.shape();
        boolean column = given.rank() == input.rank() + 1 && given.dim(-1) == 1;
        boolean flat = given.rank() == input.rank() - 1 && given.rank() > 0 && input.dimOrUnknown(-1) == 1;
        return column || flat ? inRank(feature, input.rank()) : feature;
    }

    /** With a last axis of size 1 put on or taken off, where it is not of this rank. */
    static Tensor inRank(Tensor feature, int rank) {
        Shape given = feature.shape();
        if (given.rank() == rank) {
            return feature;
        }
        return feature.reshape(given.rank() > rank ? given.without(rank) : given.inserted(given.rank(), 1));
    }

    /** Whole numbers stay what they are. */
    static Tensor cast(Tensor feature, DType dtype) {
        boolean whole = feature.dtype().isInteger() && dtype.isInteger();
        return whole ? feature.castExactly(dtype) : feature.cast(dtype);
    }

    private Tensor cast(Tensor feature, DType dtype, String input) {
        try {
            return cast(feature, dtype);
        } catch (DTypeException wrong) {
            throw wrong.at("%s, input \"%s\"".formatted(owner, input));
        }
    }

    private static String remedy(Shape expected, Shape given) {
        Shape batched = given.inserted(0, 1);
        return expected.accepts(batched)
                ? "put the batch axis in front: data.batch(32), or for a single example reshape it to " + batched
                : "reshape the data, or make the Input for it";
    }

    /**
     * The labels in the order of the outputs, in types that compute.
     *
     * @throws IllegalArgumentException if there are several outputs and the labels have other names
     */
    public SequencedMap<String, Tensor> labels(SequencedMap<String, Tensor> given) {
        SequencedMap<String, Tensor> ordered = new LinkedHashMap<>();
        for (String key : labelKeys(given)) {
            String name = given.size() == 1 && outputs.size() == 1 ? outputs.getFirst() : key;
            ordered.put(name, computing(Objects.requireNonNull(given.get(key))));
        }
        return ordered;
    }

    /** The names of the labels as given, in the order of the outputs; outputs of one layer have no names of their own. */
    List<String> labelKeys(SequencedMap<String, Tensor> given) {
        boolean named = outputs.size() > 1 && Set.copyOf(outputs).size() == outputs.size();
        if (!named || given.size() != outputs.size()) {
            return List.copyOf(given.sequencedKeySet());
        }
        if (!given.keySet().containsAll(outputs)) {
            throw new Complaint(
                            "%s cannot tell which labels belong to which output".formatted(owner),
                            "labels " + outputs,
                            "labels " + List.copyOf(given.keySet()),
                            "name the labels as the outputs are named")
                    .asArgument();
        }
        return outputs;
    }

    private Tensor computing(Tensor given) {
        return switch (given.dtype()) {
            case FLOAT16 -> given.cast(DType.FLOAT32);
            case INT8, INT16, INT64, UINT8 -> given.castExactly(DType.INT32);
            case STRING ->
                throw new DTypeException(
                        "%s cannot compute with strings".formatted(owner),
                        "numbers",
                        given.type().toString(),
                        "number the strings first, from 0 where they are classes");
            default -> given;
        };
    }

    /**
     * The types of what a step is fed, with the batch axis open.
     *
     * @param weight the weights of the samples; null where there are none
     */
    public static FeedTypes types(
            SequencedMap<String, Tensor> features, SequencedMap<String, Tensor> labels, @Nullable Tensor weight) {
        return new FeedTypes(open(features), open(labels), weight == null ? null : FeedTypes.open(weight.type()));
    }

    private static SequencedMap<String, TensorType> open(SequencedMap<String, Tensor> tensors) {
        SequencedMap<String, TensorType> types = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> types.put(name, FeedTypes.open(tensor.type())));
        return types;
    }
}
