package dev.norma.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Value;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Layer;
import dev.norma.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Asks a layer under a policy for its types, as a recorded case did. */
final class PolicyReplay {
    private PolicyReplay() {}

    static void check(GoldenCase golden) {
        Layer layer = LayerReplay.layer(golden, golden.text("policy"));
        Value[] inputs = golden.list("inputs").stream().map(PolicyReplay::input).toArray(Value[]::new);
        Value y = layer.apply(inputs);
        assertThat(y.dtype()).as("%s: output", golden).isEqualTo(type(golden, "output"));
        assertThat(layer.policy().compute()).as("%s: compute", golden).isEqualTo(type(golden, "compute"));
        assertThat(layer.policy().variable()).as("%s: variable", golden).isEqualTo(type(golden, "variable"));
        assertThat(layer.weights().stream()
                        .<Object>map(weight -> List.of(
                                weight.name(), weight.parameter().type().dtype().toString()))
                        .toList())
                .as("%s: variables", golden)
                .isEqualTo(golden.list("variables"));
    }

    private static DType type(GoldenCase golden, String what) {
        return DType.named(golden.text(what));
    }

    private static Value input(Object said) {
        Map<?, ?> input = (Map<?, ?>) said;
        long[] withBatch = ((List<?>) input.get("shape"))
                .stream().mapToLong(size -> ((Number) size).longValue()).toArray();
        long[] dims = Arrays.copyOfRange(withBatch, 1, withBatch.length);
        return Input.of(new InputLayer(DType.named((String) input.get("dtype")), dims));
    }
}
