package dev.norma.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Value;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What masks, and what does not. Recorded numbers are among the recordings of layers. */
class MaskingTest {
    @ParameterizedTest
    @CsvSource({
        "reference, float32",
        "reference, mixed_bfloat16",
        "reference, mixed_float16",
        "reference, float64",
        "onednn, float32",
        "onednn, mixed_bfloat16",
        "onednn, mixed_float16",
    })
    void the_number_is_compared_in_the_type_of_the_computation(String backend, String policy) {
        Tensor x = Tensor.of(new double[][][] {{{0.1, 0.1}, {0.1, 0.2}, {0, 0}}});
        Tensor kept = mask(backend, new Masking().maskValue(0.1).dtype(policy), x);
        assertThat(kept.toDoubles()).containsExactly(0, 1, 1);
    }

    @ParameterizedTest
    @CsvSource({"reference", "onednn"})
    void only_positions_of_which_all_features_equal_the_number_are_masked(String backend) {
        Tensor x = Tensor.of(new float[][][] {{{Float.NaN, 0}, {0, -0f}, {0, 3}}});
        assertThat(mask(backend, new Masking(), x).toDoubles()).containsExactly(1, 0, 1);
        Tensor integers = Tensor.of(new int[][][] {{{0, 0}, {3, 0}}});
        assertThat(mask(backend, new Masking(), integers).toDoubles()).containsExactly(0, 1);
    }

    @Test
    void a_second_masking_replaces_the_mask_of_the_first() {
        Tensor x = Tensor.of(new float[][][] {{{1, 1}, {0, 0}, {2, 2}}});
        Trace trace = new Trace("two masks");
        Context context = Context.of(trace, false);
        Value first = new Masking().apply(trace.feed("x", x.type()), context);
        Value second = new Masking().maskValue(2).apply(first, context);
        Value mask = Objects.requireNonNull(context.maskOf(second));
        List<Tensor> results = new Launcher(trace.finish(List.of(second, mask), false)).run(List.of(x));
        assertThat(results.get(0).toFloats()).containsExactly(1, 1, 0, 0, 0, 0);
        assertThat(results.get(1).toDoubles()).containsExactly(1, 1, 0);
    }

    @Test
    void a_number_that_the_inputs_type_does_not_hold_is_refused() {
        assertThatThrownBy(() -> new Masking().maskValue(0.5).apply(Tensor.of(new int[][][] {{{0, 3}}}), false))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("layer \"masking\": this number is not one of int32");
    }

    private static Tensor mask(String backend, Masking layer, Tensor x) {
        Trace trace = new Trace("a mask");
        Context context = Context.of(trace, false);
        Value y = layer.apply(trace.feed("x", x.type()), context);
        Value mask = Objects.requireNonNull(context.maskOf(y));
        return new Launcher(trace.finish(List.of(mask), false), Backends.named(backend))
                .run(List.of(x))
                .getFirst();
    }
}
