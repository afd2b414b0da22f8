package dev.norma.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.data.Dataset;
import dev.norma.diagnosis.LayerData;
import dev.norma.initializers.Constant;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.InputLayer;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Sequential;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.Tensor;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps that the doctor says are still needed are those that it takes, also where variances are far off. */
class StepsNeededTest {
    private static final Tensor X = Tensor.uniform(7, 64, 5);
    private static final Dataset DATA = Dataset.of(X, X).batch(64);

    private static Sequential net(double momentum, double scale) {
        Sequential net = new Sequential(
                new InputLayer(5),
                new BatchNormalization()
                        .momentum(momentum)
                        .movingVarianceInitializer(new Constant(scale))
                        .dtype("float64"));
        net.hints(false);
        net.compile(new SGD(0), new MeanSquaredError());
        return Patients.fitted(net, DATA, 3);
    }

    private static LayerData examined(Sequential net) {
        return Objects.requireNonNull(
                Doctor.examine(net, DATA).diagnosis().layers().getFirst().data());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1000, 0.001})
    void so_many_steps_and_not_one_less_bring_the_shift_down(double firstVariance) {
        Sequential net = net(0.9, firstVariance);
        long steps = examined(net).stepsWithin5();
        assertThat(steps).isGreaterThan(10);
        assertThat(examined(net).stepsWithin1()).isGreaterThan(steps);
        Patients.fitted(net, DATA, (int) steps - 1);
        assertThat(examined(net).shift()).isGreaterThan(0.05);
        assertThat(examined(net).stepsWithin5()).isEqualTo(1);
        Patients.fitted(net, DATA, 1);
        assertThat(examined(net).shift()).isLessThanOrEqualTo(0.05);
        assertThat(examined(net).stepsWithin5()).isZero();
    }
}
