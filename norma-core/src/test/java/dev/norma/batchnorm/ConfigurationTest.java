package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.config.Option;
import dev.norma.constraints.NonNeg;
import dev.norma.diagnosis.LogCapture;
import dev.norma.layers.Adjustment;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.InputLayer;
import dev.norma.layers.NormalizeBy;
import dev.norma.layers.RenormClipping;
import dev.norma.layers.Semantics;
import dev.norma.models.Sequential;
import dev.norma.regularizers.L2;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch normalization to a configuration and back: sections 3.11 and 4.12. */
class ConfigurationTest {
    @Test
    void keys_of_Keras_3_are_there_in_its_order() {
        assertThat(new BatchNormalization().config().keySet())
                .containsExactly(
                        "name",
                        "trainable",
                        "dtype",
                        "axis",
                        "momentum",
                        "epsilon",
                        "center",
                        "scale",
                        "beta_initializer",
                        "gamma_initializer",
                        "moving_mean_initializer",
                        "moving_variance_initializer",
                        "beta_regularizer",
                        "gamma_regularizer",
                        "beta_constraint",
                        "gamma_constraint",
                        "synchronized",
                        "renorm",
                        "renorm_clipping",
                        "renorm_momentum");
    }

    @Test
    void N35_a_round_trip_gives_the_same() {
        BatchNormalization norm = new BatchNormalization()
                .name("bn")
                .axis(-2)
                .momentum(.95)
                .gammaRegularizer(new L2(.01))
                .renorm(true)
                .renormClipping(RenormClipping.of(3., .3, 5.))
                .renormMomentum(.95);
        BatchNormalization again = new BatchNormalization();
        again.configure(norm.config());
        assertThat(again.config()).isEqualTo(norm.config());
        assertThat(again.config())
                .containsEntry("axis", -2)
                .containsEntry("renorm_clipping", Map.of("rmax", 3., "rmin", .3, "dmax", 5.));
    }

    @Test
    void limits_that_are_not_given_become_an_empty_map_where_renorm_is_on() {
        assertThat(new BatchNormalization().config()).containsEntry("renorm_clipping", null);
        assertThat(new BatchNormalization().renorm(true).config()).containsEntry("renorm_clipping", Map.of());
        BatchNormalization read = new BatchNormalization();
        Map<String, @Nullable Object> config = new LinkedHashMap<>(Map.of("renorm", true));
        config.put("renorm_clipping", null);
        read.configure(config);
        assertThat(read.config()).containsEntry("renorm_clipping", Map.of());
    }

    @Test
    void keys_that_older_files_lack_take_their_defaults() {
        BatchNormalization norm = new BatchNormalization();
        norm.configure(Map.of("axis", 1, "momentum", .9));
        assertThat(norm.config()).containsEntry("renorm", false).containsEntry("synchronized", false);
    }

    @Test
    void D11_the_axis_is_written_as_the_user_gave_it() {
        BatchNormalization keras3 = new BatchNormalization().axis(-1);
        keras3.apply(Tensor.ones(2, 3), true);
        assertThat(keras3.config()).containsEntry("axis", -1);
        BatchNormalization several = new BatchNormalization()
                .semantics(Semantics.TF_KERAS)
                .axes(-1, 1)
                .virtualBatchSize(2);
        several.apply(Tensor.ones(2, 3, 4), true);
        assertThat(several.config()).containsEntry("axis", List.of(-1, 1)).containsEntry("virtual_batch_size", 2);
        BatchNormalization again = new BatchNormalization();
        again.configure(several.config());
        assertThat(again.config()).isEqualTo(several.config());
    }

    @Test
    void a_list_of_one_axis_is_unwrapped() {
        BatchNormalization norm = new BatchNormalization();
        norm.configure(Map.of("axis", List.of(3)));
        assertThat(norm.config()).containsEntry("axis", 3);
    }

    @ParameterizedTest
    @EnumSource(names = "KERAS3", mode = EnumSource.Mode.EXCLUDE)
    void a_legacy_configuration_says_renorm_only_where_it_is_on(Semantics semantics) {
        BatchNormalization norm = new BatchNormalization().semantics(semantics);
        assertThat(norm.config())
                .doesNotContainKeys(
                        "synchronized",
                        "renorm",
                        "renorm_clipping",
                        "renorm_momentum",
                        "virtual_batch_size",
                        "fused",
                        "adjustment")
                .containsEntry("semantics", semantics.name().toLowerCase(Locale.ROOT));
        assertThat(new BatchNormalization().semantics(semantics).renorm(true).config())
                .containsEntry("renorm", true)
                .containsEntry("renorm_momentum", .99);
        assertThat(new BatchNormalization().semantics(semantics).fused(false).config())
                .doesNotContainKey("fused");
    }

    @Test
    void a_configuration_of_Keras_2_gives_its_semantics() {
        BatchNormalization norm = BatchNormalization.ofTfKeras(
                Map.of("name", "bn", "trainable", true, "dtype", "float32", "axis", List.of(3), "momentum", .9));
        assertThat(norm.semantics()).isEqualTo(Semantics.TF_KERAS);
        assertThat(norm.name()).isEqualTo("bn");
        assertThat(norm.axes()).containsExactly(3);
        norm.outputTypes(List.of(TensorType.of(DType.FLOAT32, 2, 4, 4, 3)));
        assertThat(norm.fused()).isTrue();
    }

    @Test
    void axes_of_a_built_layer_with_ghost_batches_are_those_of_its_weights() {
        BatchNormalization one = BatchNormalization.ofTfKeras(Map.of("axis", List.of(2), "virtual_batch_size", 3));
        assertThat(one.axes()).containsExactly(1);
        one.outputTypes(List.of(TensorType.of(DType.FLOAT32, 6, 2, 3)));
        assertThat(one.movingMean().shape()).isEqualTo(Shape.of(1, 1, 2, 1));
        assertThat(BatchNormalization.ofTfKeras(Map.of("axis", List.of(2, 5), "virtual_batch_size", 3))
                        .axes())
                .containsExactly(1, 4);
        assertThat(BatchNormalization.ofTfKeras(Map.of("axis", 2, "virtual_batch_size", 3))
                        .axes())
                .as("an integer is the user's own")
                .containsExactly(2);
        assertThat(BatchNormalization.ofTfKeras(Map.of("axis", List.of(2))).axes())
                .as("without ghost batches nothing was inserted")
                .containsExactly(2);
    }

    @Test
    void what_a_configuration_cannot_hold_is_left_out_with_a_warning() {
        try (LogCapture ofLayers = new LogCapture(BatchNormalization.class.getName());
                LogCapture ofLimits = new LogCapture(RenormClipping.class.getName())) {
            BatchNormalization adjusted = new BatchNormalization()
                    .name("bn")
                    .semantics(Semantics.TF_KERAS)
                    .adjustment(Adjustment.of(Tensor.scalar(1), Tensor.scalar(0)));
            assertThat(adjusted.config()).doesNotContainKey("adjustment");
            BatchNormalization changing = new BatchNormalization()
                    .renorm(true)
                    .renormClipping(RenormClipping.NONE.rmax(() -> 2).dmax(1));
            assertThat(changing.config()).containsEntry("renorm_clipping", Map.of("dmax", 1.));
            BatchNormalization.ofTfKeras(Map.of("name", "old", "adjustment", "a function"));
            assertThat(ofLayers.lines())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("WARNING") && line.contains("adjustment"))
                    .anyMatch(line -> line.contains("layer \"bn\""))
                    .anyMatch(line -> line.contains("old"));
            assertThat(ofLimits.lines()).singleElement().asString().contains("WARNING", "rmax");
        }
    }

    /** As tf_keras 2.21 writes a layer with axes 1 and 3 that was built for [?, 2, 3, 4], less what is at its default. */
    @Test
    void what_tf_keras_wrote_of_built_ghost_batches_loads() {
        BatchNormalization norm = BatchNormalization.ofTfKeras(Map.of(
                "name", "bn",
                "trainable", true,
                "dtype", written("keras.mixed_precision", "Policy", Map.of("name", "mixed_float16")),
                "axis", List.of(2, 4),
                "beta_initializer",
                        written("keras.initializers", "RandomNormal", Map.of("mean", .1, "stddev", .2, "seed", 3)),
                "gamma_regularizer", written("keras.regularizers", "L2", Map.of("l2", 0.009999999776482582)),
                "beta_constraint", written("keras.constraints", "NonNeg", Map.of()),
                "virtual_batch_size", 2));
        norm.outputTypes(List.of(TensorType.of(DType.FLOAT32, -1, 2, 3, 4)));
        assertThat(norm.axes()).containsExactly(1, 3);
        assertThat(norm.policy()).hasToString("mixed_float16");
        assertThat(norm.beta().shape()).isEqualTo(Shape.of(1, 1, 2, 1, 4));
        assertThat(norm.beta().constraint()).isInstanceOf(NonNeg.class);
        assertThat(norm.gamma().regularizer()).isInstanceOf(L2.class);
        assertThat(norm.config()).containsEntry("virtual_batch_size", 2).containsEntry("axis", List.of(1, 3));
    }

    private static Map<String, Object> written(String module, String className, Map<String, Object> config) {
        Map<String, Object> written =
                new HashMap<>(Map.of("module", module, "class_name", className, "config", config));
        written.put("registered_name", null);
        return written;
    }

    @Test
    void who_writes_for_Keras_3_knows_which_keys_it_does_not_know() {
        BatchNormalization all = new BatchNormalization()
                .semantics(Semantics.TF_KERAS)
                .virtualBatchSize(2)
                .trainAffine(true)
                .updateStatistics(true)
                .normalizeBy(NormalizeBy.BATCH);
        assertThat(all.config().keySet().stream()
                        .filter(key -> !List.of("name", "trainable", "dtype").contains(key))
                        .filter(key -> !all.options().named(key).isKnownToKeras()))
                .containsExactly(
                        "virtual_batch_size", "semantics", "train_affine", "update_statistics", "normalize_by");
        assertThat(new BatchNormalization()
                        .config().keySet().stream()
                                .skip(3)
                                .map(key -> all.options().named(key)))
                .as("Keras 3's own")
                .hasSize(17)
                .allMatch(Option::isKnownToKeras);
    }

    @Test
    void what_Keras_calls_by_name_may_stand_by_name() {
        BatchNormalization norm = new BatchNormalization();
        norm.configure(Map.of("gamma_initializer", "zeros", "beta_regularizer", "l2", "gamma_constraint", "non_neg"));
        assertThat(norm.config())
                .containsEntry(
                        "beta_regularizer",
                        new BatchNormalization()
                                .betaRegularizer(new L2(.01))
                                .config()
                                .get("beta_regularizer"));
        assertThat(norm.apply(Tensor.ones(2, 3), false).toDoubles()).containsOnly(0);
    }

    @Test
    void the_summary_shows_whose_semantics_it_is() {
        Sequential net = new Sequential(new InputLayer(3), new BatchNormalization().semantics(Semantics.TF_KERAS));
        assertThat(net.summary()).contains(" sequential/batch_normalization: semantics of tf_keras\n");
    }
}
