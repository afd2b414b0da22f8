package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.doctor.Doctor;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.losses.MeanSquaredError;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.Tensor;
import dev.norma.training.Evaluate;
import dev.norma.training.Fit;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a data set holds open is closed when a pass ends early, by an error or because enough was read. */
class EarlyEndTest {
    private final Sequential net = new Sequential(new InputLayer(3), new Dense(2), new BatchNormalization());
    private final AtomicInteger open = new AtomicInteger();

    @BeforeEach
    void compile() {
        net.compile(new SGD(1e-3), new MeanSquaredError());
    }

    /** Batches without end, the third and later ones of so many columns. */
    private Dataset batches(int columns) {
        return Dataset.generator(() -> new Source(columns));
    }

    private final class Source implements Iterator<Batch>, AutoCloseable {
        private final int columns;
        private int given;

        Source(int columns) {
            this.columns = columns;
            open.incrementAndGet();
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Batch next() {
            return Batch.of(Tensor.ones(4, given++ < 2 ? 3 : columns), Tensor.ones(4, 2));
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    record Use(Sequential net, Dataset data) {}

    static List<Named<Consumer<Use>>> uses() {
        return List.of(
                Named.of("fit", use -> use.net().fit(use.data(), Fit.epochs(2).verbose(0))),
                Named.of(
                        "validation",
                        use -> use.net()
                                .fit(
                                        use.data().take(1),
                                        Fit.epochs(2).verbose(0).validation(use.data()))),
                Named.of("evaluate", use -> use.net().evaluate(use.data())),
                Named.of("predict", use -> use.net().predict(use.data())),
                Named.of("recalibrate", use -> use.net().recalibrate(use.data())),
                Named.of("examine", use -> Doctor.examine(use.net(), use.data())));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void by_a_batch_that_does_not_fit(Consumer<Use> use) {
        assertThatThrownBy(() -> use.accept(new Use(net, batches(5)))).hasMessageContaining("does not take this input");
        assertThat(open).hasValue(0);
    }

    static List<Named<Consumer<Use>>> partialUses() {
        return List.of(
                Named.of(
                        "stepsPerEpoch",
                        use -> use.net()
                                .fit(use.data(), Fit.epochs(2).verbose(0).stepsPerEpoch(3))),
                Named.of(
                        "validationSteps",
                        use -> use.net()
                                .fit(
                                        use.data().take(1),
                                        Fit.epochs(2)
                                                .verbose(0)
                                                .validation(use.data())
                                                .validationSteps(2))),
                Named.of(
                        "steps",
                        use -> use.net()
                                .evaluate(use.data(), Evaluate.everything().steps(2))),
                Named.of("take", use -> use.net().predict(use.data().take(2))));
    }

    @ParameterizedTest
    @MethodSource("partialUses")
    void because_enough_was_read(Consumer<Use> use) {
        use.accept(new Use(net, batches(3)));
        assertThat(open).hasValue(0);
    }
}
