package dev.norma.layers;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import java.util.Map;

/**
 * In which types a layer keeps its weights and computes; Keras' dtype policy.
 *
 * <p>float16 and float64 have no native kernels: they run operation by operation in the interpreter, right but slowly.
 *
 * @param name {@code float32}, {@code float64}, {@code mixed_bfloat16}, ...
 * @param compute the type of the computations and of the outputs
 * @param variable the type of the weights
 */
public record Policy(String name, DType compute, DType variable) {
    /** Everything in float32: the default. */
    public static final Policy FLOAT32 = named("float32");

    /** The policy of a Keras name. */
    public static Policy named(String name) {
        return switch (name) {
            case "mixed_bfloat16" -> new Policy(name, DType.BFLOAT16, DType.FLOAT32);
            case "mixed_float16" -> new Policy(name, DType.FLOAT16, DType.FLOAT32);
            case "float32", "float64", "float16", "bfloat16" -> new Policy(name, DType.named(name), DType.named(name));
            default ->
                throw new Complaint(
                                "there is no dtype policy of this name",
                                "\"float32\", \"float64\", \"float16\", \"bfloat16\", \"mixed_float16\" or \"mixed_bfloat16\"",
                                "\"" + name + "\"",
                                "use one of them")
                        .asArgument();
        };
    }

    /** As Keras' files hold it. */
    Map<String, Object> serialize() {
        return Map.of("class_name", "DTypePolicy", "config", Map.of("name", name));
    }

    @Override
    public String toString() {
        return name;
    }
}
