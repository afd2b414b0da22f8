package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Value;
import dev.norma.layers.Adjustment;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.RenormClipping;
import dev.norma.layers.Semantics;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What batch normalization refuses, by the specification's ids: when, and what the message tells. Every message names the
 * layer, and nothing is changed.
 */
class RefusalsTest {
    private static BatchNormalization bn() {
        return new BatchNormalization().name("bn");
    }

    private static BatchNormalization legacy() {
        return bn().semantics(Semantics.TF_KERAS);
    }

    private static Shape shape(long... dims) {
        return Shape.of(dims);
    }

    private static void build(BatchNormalization layer, long... dims) {
        layer.outputTypes(List.of(TensorType.of(DType.FLOAT32, dims)));
    }

    private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable action, String... told) {
        AbstractThrowableAssert<?, ?> error = assertThatThrownBy(action)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer \"bn\"");
        for (String part : told) {
            error.hasMessageContaining(part);
        }
        return error;
    }

    // ---- axis

    @Test
    void E01_an_axis_that_the_input_does_not_have_D3() {
        for (int axis : new int[] {3, -4}) {
            BatchNormalization layer = bn().axis(axis);
            refused(
                    () -> build(layer, -1, 4, 2),
                    "axis " + axis,
                    "rank 3",
                    "[?, 4, 2]",
                    "from -3 to 2",
                    "the axes are [0, 1, 2]");
            assertThat(layer.isBuilt()).isFalse();
            assertThat(layer.weights()).isEmpty();
        }
        refused(() -> bn().axis(3).ensureBuilt(List.of(TensorType.of(DType.FLOAT32, 2, 2))), "axis 3");
        refused(() -> legacy().axes(1, -5).apply(Tensor.zeros(2, 3, 4, 5), true), "axis -5", "from -4 to 3");
    }

    @Test
    void E02_an_axis_of_unknown_size_D3() {
        refused(
                () -> build(bn(), 6, -1),
                "Batch normalization 'bn' works on axis -1 (= 1) of input shape [6, ?], but that size is not known",
                "gamma, beta and the moving statistics need one entry per position on it",
                "declare the dimension, or use axis=0 if the 6 entries are the features");
        refused(() -> build(bn(), -1, -1), "[?, ?]", "declare the dimension");
        refused(() -> build(legacy().axes(1, 2), -1, 3, -1), "axis 2 (= 2)", "[?, 3, ?]");
    }

    // ---- inputs

    @Test
    void E03_another_rank_than_the_built_one() {
        BatchNormalization layer = bn();
        layer.apply(Tensor.zeros(2, 3), true);
        List<Tensor> before = layer.getWeights();
        refused(() -> layer.apply(Tensor.zeros(2, 4, 3), true), "rank 2", "[2, 4, 3]", "as in [2, 3]");
        same(layer, before);
    }

    @Test
    void E04_another_number_of_channels_than_the_built_one() {
        BatchNormalization layer = bn();
        layer.apply(Tensor.zeros(2, 3), true);
        List<Tensor> before = layer.getWeights();
        refused(
                () -> layer.apply(Tensor.zeros(2, 1), true),
                "axis -1",
                "size 3",
                "[2, 1]",
                "one layer object serves one width");
        same(layer, before);
        BatchNormalization several = legacy().axes(1, 2);
        several.apply(Tensor.zeros(2, 3, 4), true);
        refused(() -> several.apply(Tensor.zeros(2, 5, 4), true), "axis 1", "size 3", "[2, 5, 4]");
    }

    @Test
    void E04_a_number_of_channels_that_is_known_only_when_numbers_arrive() {
        BatchNormalization layer = bn();
        build(layer, -1, 3);
        List<Tensor> before = layer.getWeights();
        Launcher launcher = drawn(layer, true, null, shape(-1, -1));
        refused(() -> launcher.run(List.of(Tensor.zeros(2, 1))), "axis -1", "size 3", "[2, 1]");
        same(layer, before);
        assertThat(launcher.run(List.of(Tensor.zeros(2, 3))).getFirst().shape()).isEqualTo(shape(2, 3));
    }

    // ---- masks

    @ParameterizedTest
    @EnumSource
    void E05_a_mask_of_another_rank_than_the_inputs_less_one_D16(Semantics semantics) {
        for (boolean training : new boolean[] {true, false}) {
            BatchNormalization layer = bn().semantics(semantics);
            refused(
                    () -> masked(layer, Tensor.zeros(2, 4, 3), training, 2, 4, 3),
                    "mask [2, 4, 3]",
                    "input [2, 4, 3]",
                    "a mask of shape [2, 4]");
            assertThat(layer.isBuilt()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void E06_a_mask_that_does_not_stretch_to_the_input_D16(Semantics semantics) {
        BatchNormalization layer = bn().semantics(semantics);
        build(layer, 2, 4, 3);
        List<Tensor> before = layer.getWeights();
        refused(
                () -> masked(layer, Tensor.zeros(2, 4, 3), true, 2, 5),
                "mask [2, 5]",
                "input [2, 4, 3]",
                "a mask of shape [2, 4]");
        same(layer, before);
        assertThatCode(() -> masked(layer, Tensor.zeros(2, 4, 3), false, 2, 5))
                .as("a mask has no effect in inference")
                .doesNotThrowAnyException();
        assertThatCode(() -> masked(layer, Tensor.zeros(2, 4, 3), true, 1, 4)).doesNotThrowAnyException();
    }

    @Test
    void E06_a_mask_whose_size_is_known_only_when_numbers_arrive() {
        BatchNormalization layer = bn();
        Launcher launcher = drawn(layer, true, shape(-1, -1), shape(-1, -1, 3));
        List<Tensor> before = layer.getWeights();
        refused(
                () -> launcher.run(List.of(Tensor.zeros(2, 4, 3), ones(2, 5))),
                "mask [2, 5]",
                "input [2, 4, 3]",
                "a mask of shape [2, 4]");
        same(layer, before);
    }

    // ---- renorm

    @ParameterizedTest
    @EnumSource
    void E07_unknown_keys_of_limits(Semantics semantics) {
        Map<String, Object> config = Map.of(
                "semantics", semantics.name(), "renorm", true, "renorm_clipping", Map.of("random_key", 1, "rmax", 3));
        BatchNormalization layer = bn();
        refused(() -> layer.configure(config), "[random_key]", "rmax, rmin and dmax");
        assertThat(layer.renorm()).isFalse();
        assertThat(layer.semantics()).isEqualTo(Semantics.KERAS3);
    }

    @ParameterizedTest
    @EnumSource
    void E08_rmax_below_rmin_in_every_profile_D12(Semantics semantics) {
        BatchNormalization layer =
                bn().semantics(semantics).renorm(true).renormClipping(RenormClipping.of(0., 1., null));
        refused(() -> layer.apply(Tensor.zeros(2, 3), true), "rmax=0.0", "rmin=1.0");
        assertThat(layer.isBuilt()).isFalse();
        refused(
                () -> bn().configure(Map.of(
                        "semantics", semantics.name(),
                        "renorm", true,
                        "renorm_clipping", Map.of("rmax", 0, "rmin", 1))),
                "rmax=0.0",
                "rmin=1.0");
    }

    @ParameterizedTest
    @EnumSource
    void E09_a_negative_dmax_in_every_profile_D12(Semantics semantics) {
        BatchNormalization layer =
                bn().semantics(semantics).renorm(true).renormClipping(RenormClipping.of(1., null, -1.));
        refused(() -> layer.apply(Tensor.zeros(2, 3), true), "dmax=-1.0");
    }

    @Test
    void limits_are_not_checked_where_renorm_is_off() {
        Map<String, Object> odd = Map.of("random_key", 1, "rmax", 0, "rmin", 1, "dmax", -1);
        BatchNormalization layer = bn();
        layer.configure(Map.of("renorm_clipping", odd));
        assertThat(layer.config()).containsEntry("renorm_clipping", odd);
        assertThatCode(() -> layer.apply(Tensor.zeros(2, 3), true)).doesNotThrowAnyException();
    }

    // ---- weights

    @Test
    void E10_another_number_of_weights() {
        BatchNormalization layer = bn();
        build(layer, 2, 3);
        List<Tensor> before = layer.getWeights();
        Tensor one = Tensor.of(1f, 2f, 3f);
        refused(
                () -> layer.setWeights(List.of(one, one, one)),
                "4: [gamma, beta, moving_mean, moving_variance]",
                "3 tensors",
                "a layer with scale=false, or center=false has 3 weights");
        refused(
                () -> layer.setWeights(List.of(one, one)),
                "2 tensors",
                "a layer with scale=false and center=false has 2 weights");
        refused(
                () -> layer.setWeights(List.of(one, one, one, one, one, one, one)),
                "7 tensors",
                "a layer with renorm=true has 7 weights");
        refused(() -> layer.setWeights(List.of(one)), "1 tensors").hasMessageNotContaining("a layer with");
        same(layer, before);
    }

    @Test
    void E11_a_weight_of_another_shape() {
        BatchNormalization layer = bn();
        build(layer, 2, 3);
        List<Tensor> before = layer.getWeights();
        Tensor good = Tensor.of(1f, 2f, 3f);
        refused(
                () -> layer.setWeights(List.of(good, good, good, Tensor.of(1f, 2f))),
                "\"moving_variance\" of shape [3]",
                "shape [2]");
        same(layer, before);
    }

    // ---- Keras 3's constructor

    @Test
    void E12_several_axes_in_Keras_3() {
        refused(() -> bn().axes(1, 2).apply(Tensor.zeros(2, 3, 4), true), "[1, 2]", "legacy layer only");
        refused(() -> bn().configure(Map.of("axis", List.of(1, 2))), "[1, 2]", "legacy layer only");
    }

    @Test
    void E13_settings_that_only_the_legacy_layer_has() {
        refused(() -> bn().fused(true).apply(Tensor.zeros(2, 3), true), "fused", "legacy layer only");
        refused(() -> bn().configure(Map.of("fused", false)), "fused", "legacy layer only");
        refused(() -> bn().configure(Map.of("virtual_batch_size", 2)), "virtual_batch_size", "legacy layer only");
        Adjustment none = Adjustment.of(Tensor.scalar(1), Tensor.scalar(0));
        refused(() -> bn().adjustment(none).apply(Tensor.zeros(2, 3), true), "adjustment", "legacy layer only");
        refused(() -> bn().configure(Map.of("no_such_setting", 2)), "no_such_setting");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void E14_a_momentum_that_is_no_share_D1(double momentum) {
        refused(() -> bn().momentum(momentum), "momentum", momentum + "", "from 0 to 1", "PyTorch's 0.1 is 0.9 here");
        refused(() -> bn().renormMomentum(momentum), momentum + "", "from 0 to 1");
        refused(() -> bn().configure(Map.of("momentum", momentum)), momentum + "", "from 0 to 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-3, Double.NaN, Double.POSITIVE_INFINITY})
    void E14_an_epsilon_that_is_negative_or_not_finite_D1(double epsilon) {
        refused(() -> bn().epsilon(epsilon), "epsilon", epsilon + "", "from 0");
    }

    @Test
    void E15_flags_that_are_not_boolean() {
        BatchNormalization layer = bn();
        refused(() -> layer.configure(Map.of("trainable", "yes", "momentum", .5)), "trainable", "yes");
        assertThat(layer.momentum()).isEqualTo(.99);
        refused(() -> layer.configure(Map.of("synchronized", 2)), "synchronized", "2");
    }

    // ---- legacy constructor and build

    @Test
    void E20_an_axis_that_is_no_integer() {
        refused(() -> configured(Map.of("axis", "last")), "last", "String");
        refused(() -> configured(Map.of("axis", List.of())), "[]", "List");
        refused(() -> configured(Map.of("axis", List.of(1, "a"))), "[1, a]", "List");
        refused(() -> configured(Map.of("axis", 1.5)), "1.5", "Double");
        BatchNormalization three = bn();
        three.configure(Map.of("axis", 1.9));
        assertThat(three.axis()).as("Keras 3 cuts it").isEqualTo(1);
    }

    private static void configured(Map<String, Object> config) {
        Map<String, @Nullable Object> all = new HashMap<>(config);
        all.put("semantics", "tf_keras");
        bn().configure(all);
    }

    @Test
    void E21_a_layer_that_is_told_to_be_fused_and_cannot_be() {
        refused(() -> configured(Map.of("fused", true, "renorm", true)), "drop fused")
                .hasMessageFindingMatch("fused.*renorm");
        refused(() -> configured(Map.of("fused", true, "axis", 2)), "axis=[2]", "drop fused")
                .hasMessageFindingMatch("fused.*when axis is 1 or 3");
        refused(() -> configured(Map.of("fused", true, "axis", List.of(1, 3))), "axis=[1, 3]", "drop fused")
                .hasMessageFindingMatch("fused.*when axis is 1 or 3");
        refused(() -> configured(Map.of("fused", true, "virtual_batch_size", 2)), "drop fused")
                .hasMessageFindingMatch("fused.*virtual_batch_size");
        Adjustment none = Adjustment.of(Tensor.scalar(1), Tensor.scalar(0));
        refused(() -> legacy().fused(true).adjustment(none).apply(Tensor.zeros(1, 1, 1, 1), true), "drop fused")
                .hasMessageFindingMatch("fused.*adjustment");
        refused(() -> configured(Map.of("fused", true, "dtype", "float64")), "drop fused")
                .hasMessageFindingMatch("fused.*float64");
    }

    @Test
    void E22_a_fused_layer_on_another_axis_of_rank_4() {
        refused(() -> build(legacy().fused(true).axis(-4), 2, 3, 4, 5), "axis 0", "[2, 3, 4, 5]", "axis 1 or 3");
        refused(() -> build(legacy().fused(true).axis(4), 2, 3, 4, 5), "axis 4", "rank 4");
    }

    @Test
    void E23_a_fused_layer_on_another_rank() {
        refused(() -> build(legacy().fused(true), 2, 3, 4), "[2, 3, 4]", "4D or 5D input tensors");
    }

    @Test
    void E24_fused_and_synchronized() {
        refused(() -> configured(Map.of("fused", true, "synchronized", true)), "fused", "synchronized", "exclude");
    }

    @ParameterizedTest
    @EnumSource(names = "KERAS3", mode = EnumSource.Mode.EXCLUDE)
    void E25_an_axis_twice(Semantics semantics) {
        refused(
                () -> build(bn().semantics(semantics).axes(1, 2, -3), 2, 3, 4, 5),
                "[1, 2, -3]",
                "[1, 2, 1]",
                "[2, 3, 4, 5]");
    }

    @Test
    void E26_an_input_without_axes() {
        refused(() -> build(legacy()), "rank", "known");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void E27_a_virtual_batch_size_below_1(int size) {
        BatchNormalization layer = legacy().virtualBatchSize(size);
        refused(() -> build(layer, 6, 3), "virtualBatchSize=" + size);
        assertThat(layer.isBuilt()).isFalse();
    }

    @Test
    void E28_ghost_batches_of_an_axis_that_is_the_batch() {
        refused(() -> build(legacy().virtualBatchSize(2).axis(0), 6, 3), "axes [0]", "[6, 3]", "axis", "the batch");
        refused(() -> build(legacy().virtualBatchSize(2).axes(1, -3), 6, 3, 2), "axes [1, -3]", "the batch");
    }

    @Test
    void E29_ghost_batches_and_adjustment() {
        Adjustment none = Adjustment.of(Tensor.scalar(1), Tensor.scalar(0));
        refused(() -> build(legacy().virtualBatchSize(2).adjustment(none), 6, 3), "virtualBatchSize=2", "adjustment");
    }

    @Test
    void E30_a_batch_that_is_no_multiple_of_the_virtual_batch_size() {
        BatchNormalization layer = legacy().virtualBatchSize(4);
        refused(
                () -> layer.apply(Tensor.zeros(6, 3), true),
                "6 examples",
                "virtualBatchSize=4",
                "2 are left over",
                "drop the last, smaller batch");
        assertThat(layer.isBuilt()).isFalse();
        assertThatCode(() -> layer.apply(Tensor.zeros(6, 3), false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {3, -1})
    void E30_a_batch_whose_size_is_known_only_when_numbers_arrive(long width) {
        BatchNormalization layer = legacy().virtualBatchSize(4);
        Launcher launcher = drawn(layer, true, null, shape(-1, width, 2));
        List<Tensor> before = layer.getWeights();
        refused(
                () -> launcher.run(List.of(Tensor.zeros(6, 3, 2))),
                "6 examples",
                "virtualBatchSize=4",
                "2 are left over",
                "drop the last, smaller batch");
        same(layer, before);
        assertThat(launcher.run(List.of(Tensor.zeros(8, 3, 2))).getFirst().shape())
                .isEqualTo(shape(8, 3, 2));
    }

    @Test
    void E35_a_mask_with_ghost_batches() {
        BatchNormalization layer = legacy().virtualBatchSize(2);
        build(layer, 4, 3, 2);
        List<Tensor> before = layer.getWeights();
        refused(
                () -> masked(layer, Tensor.zeros(4, 3, 2), true, 4, 3),
                "mask",
                "virtualBatchSize=2",
                "ghost batches take no mask");
        same(layer, before);
        assertThatCode(() -> masked(layer, Tensor.zeros(4, 3, 2), false, 4, 3)).doesNotThrowAnyException();
    }

    @Test
    void integers_are_refused_by_TensorFlow_1_only() {
        Tensor integers = Tensor.range(4).reshape(2, 2);
        assertThatThrownBy(() -> bn().semantics(Semantics.TF1_LAYERS).apply(integers, true))
                .hasMessageContaining("layer \"bn\"")
                .hasMessageContaining("int32[2, 2]");
        assertThat(bn().apply(integers, true).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(legacy().apply(integers, true).dtype()).isEqualTo(DType.FLOAT32);
    }

    private static void same(BatchNormalization layer, List<Tensor> before) {
        List<Tensor> after = layer.getWeights();
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).contentEquals(before.get(i)))
                    .as("weight %d is as before", i)
                    .isTrue();
        }
    }

    private static Tensor ones(long... dims) {
        return Tensor.fill(TensorType.of(DType.BOOL, dims), 1);
    }

    private static void masked(BatchNormalization layer, Tensor x, boolean training, long... mask) {
        layer.apply(List.of(x), ones(mask), training);
    }

    /** A program drawn over inputs some of whose sizes are unknown. */
    private static Launcher drawn(BatchNormalization layer, boolean training, @Nullable Shape mask, Shape x) {
        Trace trace = new Trace("a call with unknown sizes");
        List<Value> feeds = new ArrayList<>(List.of(trace.feed("x", new TensorType(DType.FLOAT32, x))));
        Arguments arguments = Arguments.training(training);
        if (mask != null) {
            feeds.add(trace.feed("mask", new TensorType(DType.BOOL, mask)));
            arguments = arguments.withMask(feeds.getLast());
        }
        List<Value> results = layer.apply(List.of(feeds.getFirst()), Context.of(trace, false), arguments);
        return new Launcher(trace.finish(results, false));
    }
}
