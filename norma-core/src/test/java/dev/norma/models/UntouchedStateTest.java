package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.Dropout;
import dev.norma.layers.InputLayer;
import dev.norma.losses.MeanSquaredError;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.optimizers.Adam;
import dev.norma.runtime.NonFiniteException;
import dev.norma.runtime.Parameter;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.training.TrainStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing changes weights, statistics, counters or slots but training that succeeds, and there only what trains. */
class UntouchedStateTest {
    private static final Tensor X = Nets.features(24);
    private static final Tensor Y = Nets.labels(X);

    private final BatchNormalization norm = new BatchNormalization().momentum(0.9);
    private final Sequential net =
            new Sequential(new InputLayer(4), new Dense(8).useBias(false), norm, new Dropout(0.5), new Dense(3));
    private final Adam own = new Adam(0.01);
    private final TrainStep step = TrainStep.of(
            own,
            (x, y, context) ->
                    new SparseCategoricalCrossentropy().fromLogits(true).of(y, net.apply(x, context)));

    @BeforeEach
    void train_a_little() {
        net.setSeed(2);
        net.hints(false);
        net.compile(new Adam(0.01), new SparseCategoricalCrossentropy().fromLogits(true), "accuracy");
        net.fit(X, Y, Nets.quietly(2).batchSize(8));
        step.run(Batch.of(X, Y));
    }

    private List<String> state() {
        List<Parameter> all = new ArrayList<>();
        net.weights().forEach(weight -> all.add(weight.parameter()));
        all.addAll(net.hiddenState());
        all.addAll(net.optimizer().state());
        all.addAll(own.state());
        return all.stream()
                .map(parameter ->
                        parameter.name() + Arrays.toString(parameter.value().toDoubles()))
                .toList();
    }

    private void changesNothing(Runnable call) {
        List<String> before = state();
        call.run();
        assertThat(state()).isEqualTo(before);
    }

    private void failsAndChangesNothing(Class<? extends Throwable> failure, ThrowingCallable call) {
        List<String> before = state();
        assertThatThrownBy(call).isInstanceOf(failure);
        assertThat(state()).isEqualTo(before);
    }

    private static Tensor spoiled(float value) {
        float[] x = X.toFloats();
        x[7] = value;
        return Tensor.of(X.shape(), x);
    }

    @Test
    void training_changes_it() {
        List<String> before = state();
        net.trainOnBatch(X, Y);
        assertThat(state()).isNotEqualTo(before);
        List<String> between = state();
        step.run(Batch.of(X, Y));
        assertThat(state()).isNotEqualTo(between);
    }

    @Test
    void evaluating_and_predicting_change_nothing() {
        changesNothing(() -> net.evaluate(X, Y));
        changesNothing(() -> net.testOnBatch(X, Y));
        changesNothing(() -> net.predict(X));
        changesNothing(() -> net.predictOnBatch(X));
        changesNothing(() -> net.apply(X, false));
        changesNothing(net::summary);
    }

    @Test
    void data_of_another_shape_change_nothing() {
        Tensor wide = Tensor.ones(24, 5);
        failsAndChangesNothing(RuntimeException.class, () -> net.fit(wide, Y, Nets.quietly(1)));
        failsAndChangesNothing(RuntimeException.class, () -> net.trainOnBatch(wide, Y));
        failsAndChangesNothing(RuntimeException.class, () -> net.predict(wide));
        failsAndChangesNothing(RuntimeException.class, () -> net.evaluate(wide, Y));
        failsAndChangesNothing(RuntimeException.class, () -> net.recalibrate(wide));
        failsAndChangesNothing(RuntimeException.class, () -> step.run(Batch.of(wide, Y)));
        failsAndChangesNothing(
                RuntimeException.class,
                () -> step.recalibrate(Dataset.of(wide, Y).batch(8)));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void a_batch_that_is_not_finite_changes_nothing(float value) {
        Tensor spoiled = spoiled(value);
        failsAndChangesNothing(
                NonFiniteException.class,
                () -> net.fit(spoiled, Y, Nets.quietly(1).batchSize(24)));
        failsAndChangesNothing(NonFiniteException.class, () -> net.trainOnBatch(spoiled, Y));
        failsAndChangesNothing(NonFiniteException.class, () -> step.run(Batch.of(spoiled, Y)));
        failsAndChangesNothing(NonFiniteException.class, () -> net.recalibrate(spoiled));
        failsAndChangesNothing(
                NonFiniteException.class,
                () -> step.recalibrate(Dataset.of(spoiled, Y).batch(8)));
        changesNothing(() -> net.predict(spoiled));
        changesNothing(() -> net.evaluate(spoiled, Y));
    }

    @Test
    void a_label_that_is_no_class_changes_nothing() {
        Tensor labels = Tensor.of(new int[24]).reshape(Shape.of(24));
        int[] wrong = labels.toInts();
        wrong[3] = 3;
        failsAndChangesNothing(IllegalArgumentException.class, () -> net.fit(X, Tensor.of(wrong), Nets.quietly(1)));
    }

    @Test
    void no_data_change_nothing() {
        Dataset empty = Dataset.of(X, Y).batch(8).take(0);
        failsAndChangesNothing(IllegalArgumentException.class, () -> net.fit(empty, Nets.quietly(1)));
        failsAndChangesNothing(IllegalArgumentException.class, () -> net.evaluate(empty));
        failsAndChangesNothing(IllegalArgumentException.class, () -> net.predict(empty));
        failsAndChangesNothing(IllegalArgumentException.class, () -> net.recalibrate(empty));
        failsAndChangesNothing(IllegalArgumentException.class, () -> step.recalibrate(empty));
    }

    @Test
    void fit_leaves_frozen_layers_as_they_are() {
        norm.setTrainable(false);
        net.getLayer("dense").setTrainable(false);
        Nets.compile(net);
        List<Tensor> frozen = frozen();
        net.fit(X, Y, Nets.quietly(2).batchSize(8));
        assertSame(frozen);
    }

    @Test
    void a_training_step_leaves_frozen_layers_as_they_are() {
        norm.setTrainable(false);
        net.getLayer("dense").setTrainable(false);
        TrainStep fine =
                TrainStep.of(new Adam(0.1), (x, y, context) -> new MeanSquaredError().of(y, net.apply(x, context)));
        List<Tensor> frozen = frozen();
        fine.run(Batch.of(X, Tensor.ones(24, 3)));
        assertSame(frozen);
    }

    @Test
    void statistics_that_are_switched_off_stay_while_gamma_trains() {
        norm.updateStatistics(false);
        Nets.compile(net);
        Tensor mean = norm.movingMean().value();
        Tensor gamma = norm.gamma().value();
        net.fit(X, Y, Nets.quietly(1));
        assertThat(norm.movingMean().value().contentEquals(mean)).isTrue();
        assertThat(norm.gamma().value().contentEquals(gamma)).isFalse();
    }

    private List<Tensor> frozen() {
        List<Tensor> frozen = new ArrayList<>(norm.getWeights());
        frozen.addAll(net.getLayer("dense").getWeights());
        return frozen;
    }

    private void assertSame(List<Tensor> frozen) {
        List<Tensor> now = frozen();
        for (int i = 0; i < now.size(); i++) {
            assertThat(now.get(i).contentEquals(frozen.get(i))).isTrue();
        }
    }
}
