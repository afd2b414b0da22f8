package dev.norma.activations;

import dev.norma.config.OptionType;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Nearest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** All activation functions of Keras, by name. */
public final class Activations {
    private static final Map<String, ActivationFunction> ALL = new LinkedHashMap<>();

    static {
        add("linear", x -> x);
        add("relu", Ops::relu);
        add("relu6", Ops::relu6);
        add("leaky_relu", Ops::leakyRelu);
        add("elu", Ops::elu);
        add("selu", Ops::selu);
        add("celu", Ops::celu);
        add("gelu", x -> Ops.gelu(x, false));
        add("silu", Ops::silu);
        add("swish", Ops::silu);
        add("sigmoid", Ops::sigmoid);
        add("log_sigmoid", Ops::logSigmoid);
        add("hard_sigmoid", Ops::hardSigmoid);
        add("hard_silu", Ops::hardSilu);
        add("hard_swish", Ops::hardSilu);
        add("tanh", Ops::tanh);
        add("hard_tanh", Ops::hardTanh);
        add("tanh_shrink", Ops::tanhShrink);
        add("hard_shrink", Ops::hardShrink);
        add("soft_shrink", Ops::softShrink);
        add("softplus", Ops::softplus);
        add("softsign", Ops::softsign);
        add("exponential", Ops::exponential);
        add("mish", Ops::mish);
        add("glu", Ops::glu);
        add("squareplus", Ops::squareplus);
        add("sparse_plus", Ops::sparsePlus);
        add("sparse_sigmoid", Ops::sparseSigmoid);
        add("threshold", x -> Ops.threshold(x, 0, 0));
        add("softmax", x -> Ops.softmax(x, -1));
        add("log_softmax", x -> Ops.logSoftmax(x, -1));
        add("sparsemax", Ops::sparsemax);
    }

    /** The identity: what a layer without activation ends with. */
    public static final ActivationFunction LINEAR = named("linear");

    /** How settings that hold an activation are read and written. */
    public static final OptionType<ActivationFunction> TYPE = OptionType.of(
            "the name of an activation",
            given -> given instanceof ActivationFunction own ? own : given instanceof String name ? named(name) : null,
            ActivationFunction::name);

    private Activations() {}

    private static void add(String name, UnaryOperator<Value> function) {
        ALL.put(name, new ActivationFunction(name, function));
    }

    /** The activation of Keras' name. */
    public static ActivationFunction named(String name) {
        ActivationFunction found = ALL.get(name);
        if (found == null) {
            throw new Complaint(
                            "there is no activation of this name",
                            "one of " + String.join(", ", ALL.keySet()),
                            "\"" + name + "\"",
                            Nearest.to(name, ALL.keySet())
                                    .map(near -> "did you mean \"" + near + "\"?")
                                    .orElse("use one of the names above"))
                    .asArgument();
        }
        return found;
    }

    /** All names. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(ALL.keySet());
    }
}
