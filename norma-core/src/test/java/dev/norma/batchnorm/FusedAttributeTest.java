package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.layers.Adjustment;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Semantics;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a legacy layer counts as fused: the table of section 4.2. */
class FusedAttributeTest {
    /** A dash where it is not decided yet, or where nothing is asked. */
    @ParameterizedTest(name = "{0}, fused {1}, rank {2}, axis {3}: {4} before build, {5} after")
    @CsvSource({
        "KERAS3, -, 4, -1, false, false",
        "TF_KERAS, -, 4, -1, -, true",
        "TF_KERAS, -, 4, 1, -, true",
        "TF_KERAS, -, 4, -3, -, true",
        "TF_KERAS, -, 4, 2, false, false",
        "TF_KERAS, -, 5, -1, -, true",
        "TF_KERAS, -, 5, 4, -, true",
        "TF_KERAS, -, 5, 1, -, true",
        "TF_KERAS, -, 5, -4, -, true",
        "TF_KERAS, -, 5, 3, -, false",
        "TF_KERAS, -, 5, -3, -, false",
        "TF_KERAS, -, 3, -1, -, false",
        "TF_KERAS, -, 2, -1, -, false",
        "TF_KERAS, true, 4, 3, true, true",
        "TF_KERAS, true, 5, 3, true, false",
        "TF_KERAS, false, 4, -1, false, false",
        "TF1_LAYERS, -, 4, -1, true, true",
        "TF1_LAYERS, true, 4, 1, true, true",
        "TF1_LAYERS, true, 4, 2, true, false",
        "TF1_LAYERS, -, 4, -4, true, false",
        "TF1_LAYERS, -, 5, 4, true, true",
        "TF1_LAYERS, true, 5, 3, true, false",
        "TF1_LAYERS, true, 3, -1, true, false",
        "TF1_LAYERS, false, 4, -1, false, false",
    })
    void follows_profile_option_rank_and_axis(
            Semantics semantics, String asked, int rank, int axis, String before, boolean after) {
        BatchNormalization norm = new BatchNormalization().semantics(semantics).axis(axis);
        Boolean fused = flag(asked);
        norm = fused == null ? norm : norm.fused(fused);
        assertThat(norm.fused()).isEqualTo(flag(before));
        build(norm, rank);
        assertThat(norm.fused()).isEqualTo(after);
    }

    private static @Nullable Boolean flag(String text) {
        return text.equals("-") ? null : Boolean.valueOf(text);
    }

    private static void build(BatchNormalization norm, int rank) {
        long[] dims = new long[rank];
        Arrays.fill(dims, 2);
        norm.outputTypes(List.of(TensorType.of(DType.FLOAT32, dims)));
    }

    @Test
    void D8_an_axis_that_is_the_batch_is_not_fused_where_nobody_asked_for_it() {
        BatchNormalization norm =
                new BatchNormalization().semantics(Semantics.TF_KERAS).axis(-4);
        build(norm, 4);
        assertThat(norm.fused()).isFalse();
        assertThat(norm.movingMean().shape().size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"TF_KERAS, false", "TF1_LAYERS, true"})
    void what_stands_against_it_decides_before_build_in_Keras_2_and_at_build_in_TensorFlow_1(
            Semantics semantics, boolean before) {
        Adjustment none = Adjustment.of(Tensor.scalar(1), Tensor.scalar(0));
        List<BatchNormalization> layers = List.of(
                of(semantics).renorm(true),
                of(semantics).axes(1, 3),
                of(semantics).virtualBatchSize(2),
                of(semantics).adjustment(none),
                of(semantics).dtype("float64"));
        for (BatchNormalization norm : layers) {
            assertThat(norm.fused()).isEqualTo(before);
            build(norm, 4);
            assertThat(norm.fused()).isFalse();
        }
    }

    @Test
    void a_synchronized_layer_of_Keras_2_is_not_fused() {
        BatchNormalization norm = of(Semantics.TF_KERAS).synchronize(true);
        assertThat(norm.fused()).isFalse();
        build(norm, 4);
        assertThat(norm.fused()).isFalse();
    }

    private static BatchNormalization of(Semantics semantics) {
        return new BatchNormalization().semantics(semantics);
    }
}
