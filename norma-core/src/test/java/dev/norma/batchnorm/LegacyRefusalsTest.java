package dev.norma.batchnorm;

import static dev.norma.batchnorm.Refused.bn;
import static dev.norma.batchnorm.Refused.build;
import static dev.norma.batchnorm.Refused.drawn;
import static dev.norma.batchnorm.Refused.legacy;
import static dev.norma.batchnorm.Refused.masked;
import static dev.norma.batchnorm.Refused.same;
import static dev.norma.batchnorm.Refused.saying;
import static dev.norma.batchnorm.Refused.shape;
import static dev.norma.batchnorm.Refused.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Value;
import dev.norma.layers.Adjustment;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Layer;
import dev.norma.layers.Semantics;
import dev.norma.runtime.Launcher;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What legacy batch normalizations refuse, by the specification's ids E20 to E35; those of {@link RefusalsTest} are theirs too. */
class LegacyRefusalsTest {
    private static final Adjustment NONE = Adjustment.of(Tensor.scalar(1), Tensor.scalar(0));

    private static void configured(Map<String, Object> config) {
        Map<String, @Nullable Object> all = new HashMap<>(config);
        all.put("semantics", "tf_keras");
        bn().configure(all);
    }

    @Test
    void E20_an_axis_that_is_no_integer() {
        saying("""
                layer "bn" cannot work on this axis
                  expected: an integer or a list of at least one integer
                  given:    last of type String
                  fix:      give the axis of the channels: -1 for channels last, 1 for channels first""", () -> configured(Map.of("axis", "last")));
        with(() -> configured(Map.of("axis", List.of())), "given:    [] of type List");
        with(() -> configured(Map.of("axis", List.of(1, "a"))), "given:    [1, a] of type List");
        with(() -> configured(Map.of("axis", 1.5)), "given:    1.5 of type Double");
        with(() -> legacy().axes(new int[0]).apply(Tensor.zeros(2, 3), true), "given:    [] of type List");
        BatchNormalization three = bn();
        three.configure(Map.of("axis", 1.9));
        assertThat(three.axis()).as("Keras 3 cuts it").isEqualTo(1);
    }

    @Test
    void E21_a_layer_that_is_told_to_be_fused_and_cannot_be() {
        saying("""
                layer "bn": fused batch normalization cannot be had with renorm
                  expected: one axis among -4, -3, -1, 1, 3 and 4, no renorm, no virtual_batch_size, no adjustment, no float64
                  given:    fused=true, axis=[-1], renorm=true, virtual_batch_size=none, adjustment=none, compute type float32
                  fix:      drop fused(true)""", () -> configured(Map.of("fused", true, "renorm", true)));
        with(() -> configured(Map.of("fused", true, "renorm", true)), "drop fused")
                .hasMessageFindingMatch("fused.*renorm");
        with(() -> configured(Map.of("fused", true, "axis", 2)), "axis=[2]", "drop fused")
                .hasMessageFindingMatch("fused.*when axis is 1 or 3");
        with(() -> configured(Map.of("fused", true, "axis", List.of(1, 3))), "axis=[1, 3]", "drop fused")
                .hasMessageFindingMatch("fused.*when axis is 1 or 3");
        with(() -> configured(Map.of("fused", true, "virtual_batch_size", 2)), "drop fused")
                .hasMessageFindingMatch("fused.*virtual_batch_size");
        with(() -> legacy().fused(true).adjustment(NONE).apply(Tensor.zeros(1, 1, 1, 1), true), "drop fused")
                .hasMessageFindingMatch("fused.*adjustment");
        with(() -> configured(Map.of("fused", true, "dtype", "float64")), "drop fused")
                .hasMessageFindingMatch("fused.*float64");
    }

    @Test
    void E22_a_fused_layer_on_another_axis_of_rank_4() {
        saying("""
                layer "bn": fused batch normalization works on axis 1 or 3 only
                  expected: axis 1 or 3 of an input of rank 4
                  given:    axis 0 of [2, 3, 4, 5]
                  fix:      drop fused(true), or transpose the input""", () -> build(legacy().fused(true).axis(-4), 2, 3, 4, 5));
    }

    @Test
    void E23_a_fused_layer_on_another_rank() {
        saying("""
                layer "bn": fused batch normalization supports only 4D or 5D input tensors
                  expected: rank 4 or 5
                  given:    rank 3: [2, 3, 4]
                  fix:      drop fused(true)""", () -> build(legacy().fused(true), 2, 3, 4));
    }

    @Test
    void E24_fused_and_synchronized() {
        saying("""
                layer "bn" cannot be fused and synchronized
                  expected: one of the two: they exclude each other
                  given:    fused=true, synchronized=true
                  fix:      drop fused(true)""", () -> configured(Map.of("fused", true, "synchronized", true)));
    }

    @ParameterizedTest
    @EnumSource(names = "KERAS3", mode = EnumSource.Mode.EXCLUDE)
    void E25_an_axis_twice(Semantics semantics) {
        saying("""
                layer "bn": BatchNormalization cannot work on an axis twice
                  expected: different axes
                  given:    axes [1, 2, -3], counted from 0 [1, 2, 1], of input [2, 3, 4, 5]
                  fix:      name each axis once""", () -> build(bn().semantics(semantics).axes(1, 2, -3), 2, 3, 4, 5));
    }

    @Test
    void E26_an_input_without_axes() {
        saying("""
                layer "bn": BatchNormalization cannot work on an input of this rank
                  expected: a known rank of at least 1
                  given:    rank 0: []
                  fix:      check the layer in front, which gives no axes""", () -> build(legacy()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void E27_a_virtual_batch_size_below_1(int size) {
        BatchNormalization layer = legacy().virtualBatchSize(size);
        saying("""
                layer "bn" cannot have these ghost batches
                  expected: a virtualBatchSize of at least 1
                  given:    virtualBatchSize=%d
                  fix:      give another size""".formatted(size), () -> build(layer, 6, 3));
        assertThat(layer.isBuilt()).isFalse();
    }

    @Test
    void E28_ghost_batches_of_an_axis_that_is_the_batch() {
        saying("""
                layer "bn" cannot have these ghost batches
                  expected: channels on other axes than 0, which is the batch that ghost batches are made of
                  given:    axes [0] of input [6, 3]
                  fix:      drop axis 0, or virtualBatchSize""", () -> build(legacy().virtualBatchSize(2).axis(0), 6, 3));
        with(() -> build(legacy().virtualBatchSize(2).axes(1, -3), 6, 3, 2), "axes [1, -3] of input [6, 3, 2]");
    }

    @Test
    void E29_ghost_batches_and_adjustment() {
        saying("""
                layer "bn" cannot have these ghost batches
                  expected: either virtualBatchSize or adjustment
                  given:    virtualBatchSize=2 and an adjustment
                  fix:      drop one of the two""", () -> build(legacy().virtualBatchSize(2).adjustment(NONE), 6, 3));
    }

    @Test
    void E30_a_batch_that_is_no_multiple_of_the_virtual_batch_size() {
        BatchNormalization layer = legacy().virtualBatchSize(4);
        saying("""
                layer "bn": BatchNormalization cannot split this batch into ghost batches of virtualBatchSize=4
                  expected: a batch whose size is a multiple of 4
                  given:    6 examples, input [6, 3]: 2 are left over
                  fix:      drop the last, smaller batch, or choose a virtualBatchSize that divides it""", () -> layer.apply(Tensor.zeros(6, 3), true));
        assertThat(layer.isBuilt()).isFalse();
        assertThatCode(() -> layer.apply(Tensor.zeros(6, 3), false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {3, -1})
    void E30_a_batch_whose_size_is_known_only_when_numbers_arrive(long width) {
        BatchNormalization layer = legacy().virtualBatchSize(4);
        Launcher launcher = drawn(layer, null, shape(-1, width, 2));
        List<Tensor> before = layer.getWeights();
        with(
                () -> launcher.run(List.of(Tensor.zeros(6, 3, 2))),
                "ghost batches of virtualBatchSize=4",
                "6 examples, input [6, 3, 2]: 2 are left over",
                "drop the last, smaller batch");
        same(layer, before);
        assertThat(launcher.run(List.of(Tensor.zeros(8, 3, 2))).getFirst().shape())
                .isEqualTo(shape(8, 3, 2));
    }

    /** Nothing else than a boolean says the mode of a call, so there is nothing to refuse, and ghost batches are never lost. */
    @Test
    void E31_the_mode_of_a_call_is_a_boolean_by_its_type_D13_D16() throws NoSuchMethodException {
        assertThat(parameters(Arguments.class.getMethods(), "training")).containsExactly(List.of(boolean.class));
        assertThat(Arguments.class.getMethod("training").getReturnType()).isEqualTo(Boolean.class);
        assertThat(parameters(Context.class.getMethods(), "of"))
                .allSatisfy(types -> assertThat(types).contains(boolean.class).doesNotContain(Value.class));
        assertThat(parameters(Layer.class.getMethods(), "apply"))
                .as("a call says its mode by arguments, by a boolean, or inherits it")
                .containsExactlyInAnyOrder(
                        List.of(Value[].class),
                        List.of(Arguments.class, Value[].class),
                        List.of(Value.class, Context.class),
                        List.of(List.class, Context.class, Arguments.class),
                        List.of(Tensor.class, boolean.class),
                        List.of(List.class, Tensor.class, boolean.class));
    }

    private static Set<List<Class<?>>> parameters(Executable[] among, String name) {
        return Stream.of(among)
                .filter(method -> method.getName().equals(name) && method.getParameterCount() > 0)
                .map(method -> Arrays.asList(method.getParameterTypes()))
                .collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void E35_a_mask_with_ghost_batches() {
        BatchNormalization layer = legacy().virtualBatchSize(2);
        build(layer, 4, 3, 2);
        List<Tensor> before = layer.getWeights();
        saying("""
                layer "bn" cannot train so
                  expected: either a mask or virtualBatchSize: ghost batches take no mask
                  given:    a mask of shape [4, 3] and virtualBatchSize=2
                  fix:      drop virtualBatchSize, or call the layer without a mask""", () -> masked(layer, Tensor.zeros(4, 3, 2), true, 4, 3));
        same(layer, before);
        assertThatCode(() -> masked(layer, Tensor.zeros(4, 3, 2), false, 4, 3)).doesNotThrowAnyException();
    }

    @Test
    void integers_are_refused_by_TensorFlow_1_only() {
        Tensor integers = Tensor.range(4).reshape(2, 2);
        assertThatThrownBy(() -> bn().semantics(Semantics.TF1_LAYERS).apply(integers, true))
                .hasMessage("""
                        layer "bn": a batch normalization of TensorFlow 1 does not take this element type
                          expected: a floating-point type
                          given:    int32[2, 2]
                          fix:      cast the input first""");
        assertThat(bn().apply(integers, true).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(legacy().apply(integers, true).dtype()).isEqualTo(DType.FLOAT32);
    }
}
