package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.initializers.Ones;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.layers.NormalizeBy;
import dev.norma.layers.Semantics;
import dev.norma.layers.Weight;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Sequential;
import dev.norma.optimizers.SGD;
import dev.norma.regularizers.L2;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What freezing couples in Keras can be switched one by one: gamma and beta, the updates, the statistics that normalize. */
class SwitchesTest {
    private static final Tensor X = Tensor.of(Shape.of(2, 1), 0, 2);
    private static final float STORED = (float) (2 / Math.sqrt(1.001));
    private static final float BY_BATCH = (float) (1 / Math.sqrt(1.001));

    @Test
    void frozen_as_in_keras_nothing_trains_or_moves_and_the_stored_statistics_normalize() {
        BatchNormalization norm = new BatchNormalization().trainable(false);
        assertThat(last(norm)).isEqualTo(STORED);
        assertThat(mean(norm)).isEqualTo(0);
        assertThat(norm.trainableWeights()).isEmpty();
    }

    @Test
    void gamma_and_beta_train_in_a_frozen_layer_if_they_are_told_to() {
        BatchNormalization norm = new BatchNormalization().trainable(false).trainAffine(true);
        assertThat(last(norm)).isEqualTo(STORED);
        assertThat(mean(norm)).isEqualTo(0);
        assertThat(names(norm.trainableWeights())).containsExactly("gamma", "beta");
    }

    @Test
    void gamma_and_beta_stay_in_a_layer_that_trains_if_they_are_told_to() {
        BatchNormalization norm = new BatchNormalization().trainAffine(false);
        assertThat(last(norm)).isEqualTo(BY_BATCH);
        assertThat(mean(norm)).isEqualTo(0.01f);
        assertThat(norm.trainableWeights()).isEmpty();
        assertThat(names(norm.nonTrainableWeights()))
                .containsExactly("gamma", "beta", "moving_mean", "moving_variance");
    }

    @Test
    void the_statistics_of_a_frozen_layer_move_if_they_are_told_to() {
        BatchNormalization norm = new BatchNormalization().trainable(false).updateStatistics(true);
        assertThat(last(norm)).isEqualTo(STORED);
        assertThat(mean(norm)).isEqualTo(0.01f);
    }

    @Test
    void the_statistics_of_a_layer_that_trains_stay_if_they_are_told_to() {
        BatchNormalization norm = new BatchNormalization().updateStatistics(false);
        assertThat(last(norm)).isEqualTo(BY_BATCH);
        assertThat(mean(norm)).isEqualTo(0);
    }

    @Test
    void a_frozen_layer_normalizes_by_the_batch_if_it_is_told_to() {
        BatchNormalization norm = new BatchNormalization().trainable(false).normalizeBy(NormalizeBy.BATCH);
        assertThat(last(norm)).isEqualTo(BY_BATCH);
        assertThat(mean(norm)).isEqualTo(0);
        assertThat(norm.apply(X, false).get(1, 0)).isEqualTo(STORED);
    }

    @Test
    void a_layer_that_trains_normalizes_by_the_stored_statistics_if_it_is_told_to() {
        BatchNormalization norm = new BatchNormalization().normalizeBy(NormalizeBy.STORED);
        assertThat(last(norm)).as("by what was stored before this batch").isEqualTo(STORED);
        assertThat(mean(norm)).isEqualTo(0.01f);
    }

    @Test
    void nothing_moves_outside_of_training() {
        BatchNormalization norm =
                new BatchNormalization().updateStatistics(true).normalizeBy(NormalizeBy.BATCH);
        norm.apply(X, false);
        assertThat(mean(norm)).isEqualTo(0);
    }

    @Test
    void a_configuration_says_only_what_is_set() {
        assertThat(new BatchNormalization().config())
                .doesNotContainKeys("train_affine", "update_statistics", "normalize_by");
        BatchNormalization set = new BatchNormalization()
                .trainAffine(false)
                .updateStatistics(true)
                .normalizeBy(NormalizeBy.STORED);
        assertThat(set.config())
                .containsEntry("train_affine", false)
                .containsEntry("update_statistics", true)
                .containsEntry("normalize_by", "stored");
        BatchNormalization again = new BatchNormalization();
        again.configure(set.config());
        assertThat(again.switches()).isEqualTo(set.switches());
    }

    @Test
    void fit_trains_as_of_the_last_compile() {
        BatchNormalization norm = new BatchNormalization();
        Sequential net = new Sequential(new InputLayer(1), norm, new Dense(1));
        net.compile(new SGD(0.1), new MeanSquaredError());
        norm.updateStatistics(false).trainAffine(false);
        net.trainOnBatch(X, X);
        assertThat(mean(norm)).isEqualTo(0.01f);
        float gamma = norm.gamma().value().toFloats()[0];
        assertThat(gamma).isNotEqualTo(1);
        net.compile(new SGD(0.1), new MeanSquaredError());
        net.trainOnBatch(X, X);
        assertThat(mean(norm)).isEqualTo(0.01f);
        assertThat(norm.gamma().value().toFloats()[0]).isEqualTo(gamma);
    }

    @ParameterizedTest
    @EnumSource
    void the_penalty_on_a_frozen_gamma_stays_in_Keras_2_and_TensorFlow_1_only(Semantics semantics) {
        BatchNormalization norm = new BatchNormalization()
                .semantics(semantics)
                .gammaRegularizer(new L2(0.5))
                .trainable(false);
        Sequential net = new Sequential(new InputLayer(1), norm, new Dense(1).useBias(false));
        net.compile(new SGD(0), new MeanSquaredError());
        double loss = net.testOnBatch(X, net.predict(X)).get("loss");
        assertThat(loss).isCloseTo(semantics == Semantics.KERAS3 ? 0 : 0.5, within(1e-6));
        Sequential frozenLater = new Sequential(
                new InputLayer(1),
                new BatchNormalization()
                        .semantics(semantics)
                        .betaRegularizer(new L2(1))
                        .betaInitializer(new Ones()));
        frozenLater.setTrainable(false);
        frozenLater.compile(new SGD(0), new MeanSquaredError());
        assertThat(frozenLater.testOnBatch(X, frozenLater.predict(X)).get("loss"))
                .isCloseTo(semantics == Semantics.KERAS3 ? 0 : 1, within(1e-6));
    }

    @Test
    void the_summary_says_what_differs_from_keras_coupling() {
        BatchNormalization norm = new BatchNormalization();
        Sequential net = new Sequential(new InputLayer(1), norm);
        assertThat(net.summary()).doesNotContain("gamma and beta");
        norm.trainAffine(false).updateStatistics(false).normalizeBy(NormalizeBy.STORED);
        assertThat(net.summary())
                .contains(
                        " sequential/batch_normalization: gamma and beta do not train, the statistics stay as they are,"
                                + " training normalizes by the stored statistics\n");
    }

    private static double last(BatchNormalization norm) {
        return norm.apply(X, true).get(1, 0);
    }

    private static float mean(BatchNormalization norm) {
        return norm.movingMean().value().toFloats()[0];
    }

    private static List<String> names(List<Weight> weights) {
        return weights.stream().map(Weight::name).toList();
    }
}
