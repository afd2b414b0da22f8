package dev.norma.batchnorm;

import static dev.norma.batchnorm.Refused.bn;
import static dev.norma.batchnorm.Refused.build;
import static dev.norma.batchnorm.Refused.drawn;
import static dev.norma.batchnorm.Refused.legacy;
import static dev.norma.batchnorm.Refused.masked;
import static dev.norma.batchnorm.Refused.ones;
import static dev.norma.batchnorm.Refused.same;
import static dev.norma.batchnorm.Refused.saying;
import static dev.norma.batchnorm.Refused.shape;
import static dev.norma.batchnorm.Refused.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.norma.layers.Adjustment;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.RenormClipping;
import dev.norma.layers.Semantics;
import dev.norma.runtime.Launcher;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every batch normalization refuses, by the specification's ids E01 to E15: when, and what the message says. Every
 * message names the layer, and nothing is changed. What legacy layers refuse besides is in {@link LegacyRefusalsTest}.
 */
class RefusalsTest {
    // ---- axis

    @Test
    void E01_an_axis_that_the_input_does_not_have_D3() {
        BatchNormalization layer = bn().axis(3);
        saying("""
                layer "bn": BatchNormalization cannot work on axis 3
                  expected: an axis from -3 to 2: the axes are [0, 1, 2]
                  given:    axis 3 of input [?, 4, 2], which has rank 3
                  fix:      choose the axis of the channels: -1 for channels last, 1 for channels first""", () -> build(layer, -1, 4, 2));
        assertThat(layer.isBuilt()).isFalse();
        assertThat(layer.weights()).isEmpty();
        with(() -> build(bn().axis(-4), -1, 4, 2), "axis -4 of input [?, 4, 2]");
        with(() -> bn().axis(3).ensureBuilt(List.of(TensorType.of(DType.FLOAT32, 2, 2))), "axis 3 of input [2, 2]");
        with(() -> legacy().axes(1, -5).apply(Tensor.zeros(2, 3, 4, 5), true), "axis -5", "from -4 to 3");
    }

    @Test
    void E02_an_axis_of_unknown_size_D3() {
        saying("""
                layer "bn": Batch normalization 'bn' works on axis -1 (= 1) of input shape [6, ?], but that size is not known
                  expected: a known size there: gamma, beta and the moving statistics need one entry per position on it
                  given:    [6, ?]
                  fix:      declare the dimension, or use axis=0 if the 6 entries are the features""", () -> build(bn(), 6, -1));
        with(() -> build(bn(), -1, -1), "given:    [?, ?]").hasMessageEndingWith("declare the dimension");
        with(() -> build(legacy().axes(1, 2), -1, 3, -1), "axis 2 (= 2) of input shape [?, 3, ?]", "use axis=1");
    }

    // ---- inputs

    @Test
    void E03_another_rank_than_the_built_one() {
        BatchNormalization layer = bn();
        layer.apply(Tensor.zeros(2, 3), true);
        List<Tensor> before = layer.getWeights();
        saying("""
                layer "bn": BatchNormalization was built for another rank
                  expected: rank 2, as in [2, 3]
                  given:    rank 3: [2, 4, 3]
                  fix:      reshape the input, or make another layer for it""", () -> layer.apply(Tensor.zeros(2, 4, 3), true));
        same(layer, before);
    }

    @Test
    void E04_another_number_of_channels_than_the_built_one() {
        BatchNormalization layer = bn();
        layer.apply(Tensor.zeros(2, 3), true);
        List<Tensor> before = layer.getWeights();
        saying("""
                layer "bn": BatchNormalization was built for another width
                  expected: size 3 on axis -1, as in [2, 3]
                  given:    [2, 1]: 1
                  fix:      one layer object serves one width: make another layer for this input""", () -> layer.apply(Tensor.zeros(2, 1), true));
        same(layer, before);
        BatchNormalization several = legacy().axes(1, 2);
        several.apply(Tensor.zeros(2, 3, 4), true);
        with(() -> several.apply(Tensor.zeros(2, 5, 4), true), "size 3 on axis 1", "[2, 5, 4]: 5");
    }

    @Test
    void E04_a_number_of_channels_that_is_known_only_when_numbers_arrive() {
        BatchNormalization layer = bn();
        build(layer, -1, 3);
        List<Tensor> before = layer.getWeights();
        Launcher launcher = drawn(layer, null, shape(-1, -1));
        with(() -> launcher.run(List.of(Tensor.zeros(2, 1))), "size 3 on axis -1, as in [?, 3]", "[2, 1]: 1");
        same(layer, before);
        assertThat(launcher.run(List.of(Tensor.zeros(2, 3))).getFirst().shape()).isEqualTo(shape(2, 3));
    }

    // ---- masks

    @ParameterizedTest
    @EnumSource
    void E05_a_mask_of_another_rank_than_the_inputs_less_one_D16(Semantics semantics) {
        for (boolean training : new boolean[] {true, false}) {
            BatchNormalization layer = bn().semantics(semantics);
            saying("""
                    layer "bn": BatchNormalization cannot use this mask
                      expected: a mask of shape [2, 4]: the input's without its last axis; sizes of 1 stretch
                      given:    mask [2, 4, 3], input [2, 4, 3]
                      fix:      give one entry for each position""", () -> masked(layer, Tensor.zeros(2, 4, 3), training, 2, 4, 3));
            assertThat(layer.isBuilt()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void E06_a_mask_that_does_not_stretch_to_the_input_D16(Semantics semantics) {
        BatchNormalization layer = bn().semantics(semantics);
        build(layer, 2, 4, 3);
        List<Tensor> before = layer.getWeights();
        saying("""
                layer "bn": BatchNormalization cannot use this mask
                  expected: a mask of shape [2, 4]: the input's without its last axis; sizes of 1 stretch
                  given:    mask [2, 5], input [2, 4, 3]
                  fix:      give one entry for each position""", () -> masked(layer, Tensor.zeros(2, 4, 3), true, 2, 5));
        same(layer, before);
        assertThatCode(() -> masked(layer, Tensor.zeros(2, 4, 3), false, 2, 5))
                .as("a mask has no effect in inference")
                .doesNotThrowAnyException();
        assertThatCode(() -> masked(layer, Tensor.zeros(2, 4, 3), true, 1, 4)).doesNotThrowAnyException();
    }

    @Test
    void E06_a_mask_whose_size_is_known_only_when_numbers_arrive() {
        BatchNormalization layer = bn();
        Launcher launcher = drawn(layer, shape(-1, -1), shape(-1, -1, 3));
        List<Tensor> before = layer.getWeights();
        with(
                () -> launcher.run(List.of(Tensor.zeros(2, 4, 3), ones(2, 5))),
                "a mask of shape [2, 4]",
                "mask [2, 5], input [2, 4, 3]");
        same(layer, before);
    }

    // ---- renorm

    @ParameterizedTest
    @EnumSource
    void E07_unknown_keys_of_limits(Semantics semantics) {
        Map<String, Object> config = Map.of(
                "semantics", semantics.name(), "renorm", true, "renorm_clipping", Map.of("random_key", 1, "rmax", 3));
        BatchNormalization layer = bn();
        saying("""
                layer "bn": renormClipping cannot be this
                  expected: keys among rmax, rmin and dmax
                  given:    unknown keys [random_key]
                  fix:      drop them""", () -> layer.configure(config));
        assertThat(layer.renorm()).isFalse();
        assertThat(layer.semantics()).isEqualTo(Semantics.KERAS3);
    }

    @ParameterizedTest
    @EnumSource
    void E08_rmax_below_rmin_in_every_profile_D12(Semantics semantics) {
        BatchNormalization layer =
                bn().semantics(semantics).renorm(true).renormClipping(RenormClipping.of(0., 1., null));
        saying("""
                layer "bn": renormClipping cannot be this
                  expected: rmax of at least rmin
                  given:    rmax=0.0, rmin=1.0
                  fix:      swap them""", () -> layer.apply(Tensor.zeros(2, 3), true));
        assertThat(layer.isBuilt()).isFalse();
        with(
                () -> bn().configure(Map.of(
                        "semantics", semantics.name(),
                        "renorm", true,
                        "renorm_clipping", Map.of("rmax", 0, "rmin", 1))),
                "rmax=0.0, rmin=1.0");
    }

    @ParameterizedTest
    @EnumSource
    void E09_a_negative_dmax_in_every_profile_D12(Semantics semantics) {
        BatchNormalization layer =
                bn().semantics(semantics).renorm(true).renormClipping(RenormClipping.of(1., null, -1.));
        saying("""
                layer "bn": renormClipping cannot be this
                  expected: dmax from 0
                  given:    dmax=-1.0
                  fix:      give the largest magnitude of d""", () -> layer.apply(Tensor.zeros(2, 3), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmax", "rmin", "dmax"})
    void a_limit_that_is_no_number(String key) {
        saying(
                """
                layer "bn": renormClipping cannot be this
                  expected: a number for %s
                  given:    %s=NaN
                  fix:      give a number""".formatted(key, key),
                () -> bn().configure(Map.of("renorm", true, "renorm_clipping", Map.of(key, Double.NaN))));
        with(() -> bn().configure(Map.of("renorm", true, "renorm_clipping", Map.of(key, "3"))), key + "=3");
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
        saying("""
                layer "bn" cannot take these weights
                  expected: 4: [gamma, beta, moving_mean, moving_variance]
                  given:    3 tensors
                  fix:      give one tensor for each weight, in this order; a layer with scale=false, or center=false has 3 weights""", () -> layer.setWeights(List.of(one, one, one)));
        with(
                () -> layer.setWeights(List.of(one, one)),
                "2 tensors",
                "a layer with scale=false and center=false has 2 weights");
        with(
                () -> layer.setWeights(List.of(one, one, one, one, one, one, one)),
                "7 tensors",
                "a layer with renorm=true has 7 weights");
        with(() -> layer.setWeights(List.of(one)), "1 tensors").hasMessageNotContaining("a layer with");
        same(layer, before);
    }

    @Test
    void E11_a_weight_of_another_shape() {
        BatchNormalization layer = bn();
        build(layer, 2, 3);
        List<Tensor> before = layer.getWeights();
        Tensor good = Tensor.of(1f, 2f, 3f);
        saying("""
                layer "bn" cannot take weight 3
                  expected: "moving_variance" of shape [3]
                  given:    shape [2]
                  fix:      give the weights in the order [gamma, beta, moving_mean, moving_variance]""", () -> layer.setWeights(List.of(good, good, good, Tensor.of(1f, 2f))));
        same(layer, before);
    }

    // ---- Keras 3's constructor

    @Test
    void E12_several_axes_in_Keras_3() {
        String text = """
                layer "bn" cannot work on several axes
                  expected: one axis; several exist in the legacy layer only
                  given:    axes [1, 2]
                  fix:      give one axis, or choose semantics(Semantics.TF_KERAS)""";
        saying(text, () -> bn().axes(1, 2).apply(Tensor.zeros(2, 3, 4), true));
        saying(text, () -> bn().configure(Map.of("axis", List.of(1, 2))));
    }

    @Test
    void E13_settings_that_only_the_legacy_layer_has() {
        saying("""
                layer "bn" has no setting "fused"
                  expected: Keras 3's settings: fused exists in the legacy layer only
                  given:    fused=true, semantics keras3
                  fix:      drop it, or choose semantics(Semantics.TF_KERAS)""", () -> bn().fused(true).apply(Tensor.zeros(2, 3), true));
        with(() -> bn().configure(Map.of("fused", false)), "fused=false", "legacy layer only");
        with(() -> bn().configure(Map.of("virtual_batch_size", 2)), "virtual_batch_size=2", "legacy layer only");
        Adjustment none = Adjustment.of(Tensor.scalar(1), Tensor.scalar(0));
        with(
                () -> bn().adjustment(none).apply(Tensor.zeros(2, 3), true),
                "given:    adjustment=a function, semantics keras3");
        with(() -> bn().configure(Map.of("no_such_setting", 2)), "no_such_setting");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -1e-9, 1.0000001, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void E14_a_momentum_that_is_no_share_D1(double momentum) {
        String text = """
                layer "bn": %s cannot be this
                  expected: a number from 0 to 1: the share of the old average that stays (PyTorch's 0.1 is 0.9 here)
                  given:    %s
                  fix:      give a number from 0 to 1: the share of the old average that stays (PyTorch's 0.1 is 0.9 here)""";
        saying(text.formatted("momentum", momentum), () -> bn().momentum(momentum));
        saying(text.formatted("renormMomentum", momentum), () -> bn().renormMomentum(momentum));
        saying(text.formatted("momentum", momentum), () -> bn().configure(Map.of("momentum", momentum)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-3, Double.NaN, Double.POSITIVE_INFINITY})
    void E14_an_epsilon_that_is_negative_or_not_finite_D1(double epsilon) {
        saying("""
                layer "bn": epsilon cannot be this
                  expected: a finite number from 0
                  given:    %s
                  fix:      give a finite number from 0""".formatted(epsilon), () -> bn().epsilon(epsilon));
    }

    @Test
    void the_ends_of_the_legal_ranges_are_legal() {
        Tensor x = Tensor.of(new float[][] {{0}, {2}});
        BatchNormalization follows = bn().momentum(0).renormMomentum(0).epsilon(0);
        assertThat(follows.apply(x, true).toDoubles()).as("no epsilon").containsExactly(-1, 1);
        assertThat(follows.movingMean().value().item()).isEqualTo(1);
        BatchNormalization stays = bn().momentum(1).renormMomentum(1);
        stays.apply(x, true);
        assertThat(stays.movingMean().value().item()).isEqualTo(0);
    }

    @Test
    void E15_flags_that_are_not_boolean() {
        BatchNormalization layer = bn();
        saying("""
                layer "bn": trainable cannot be this
                  expected: true or false
                  given:    yes
                  fix:      give true or false""", () -> layer.configure(Map.of("trainable", "yes", "momentum", .5)));
        assertThat(layer.momentum()).isEqualTo(.99);
        with(() -> layer.configure(Map.of("synchronized", 2)), "synchronized cannot be this", "given:    2");
    }
}
