package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.diagnosis.LogCapture;
import dev.norma.layers.BatchNormalization;
import dev.norma.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Training goes on as compiled, and says so where that is no longer what the layers say. */
class ChangedFlagsTest {
    private static final Tensor X = Nets.features(20);
    private static final Tensor Y = Nets.labels(X);

    private final LogCapture log = new LogCapture(Model.class.getName());
    private final Sequential net = Nets.compiled();

    @AfterEach
    void let_the_log_go() {
        log.close();
    }

    private void fit() {
        net.fit(X, Y, Nets.quietly(1));
    }

    @Test
    void a_layer_frozen_since_compile_is_named_by_fit_once() {
        fit();
        assertThat(log.lines()).isEmpty();
        net.getLayer("dense").setTrainable(false);
        fit();
        fit();
        assertThat(log.lines())
                .containsExactly(
                        "WARNING what is frozen changed since compile on {0}: training goes on as compiled; compile"
                                + " again to apply it [[sequential/dense]]");
    }

    @Test
    void each_switch_of_a_batch_normalization_counts() {
        BatchNormalization norm = (BatchNormalization) net.getLayer("batch_normalization");
        norm.updateStatistics(false);
        fit();
        norm.updateStatistics(null);
        fit();
        norm.trainAffine(false);
        fit();
        assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("[[sequential/batch_normalization]]"));
    }

    @Test
    void single_training_steps_warn_too() {
        net.getLayer("dense").setTrainable(false);
        net.trainOnBatch(X, Y);
        net.trainOnBatch(X, Y);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void compile_takes_the_change_in() {
        net.getLayer("dense").setTrainable(false);
        Nets.compile(net);
        fit();
        assertThat(log.lines()).isEmpty();
    }
}
