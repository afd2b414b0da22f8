package dev.norma.recalibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Masking;
import dev.norma.models.Sequential;
import dev.norma.runtime.NonFiniteException;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.training.Recalibration;
import java.util.Iterator;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** A recalibration that fails says why, and changes nothing. */
class FailedRecalibrationTest {
    private final Sequential net = Nets.chain(2);

    private AbstractThrowableAssert<?, ?> failure(Dataset data, Recalibration how) {
        List<String> before = Nets.state(net);
        AbstractThrowableAssert<?, ?> failure = assertThatThrownBy(() -> net.recalibrate(data, how));
        assertThat(Nets.state(net)).isEqualTo(before);
        return failure;
    }

    private AbstractThrowableAssert<?, ?> failure(Dataset data) {
        return failure(data, Recalibration.exact());
    }

    private static Tensor spoiled(double value) {
        Tensor x = Nets.rows(4, 2);
        float[] numbers = x.toFloats();
        numbers[5] = (float) value;
        return Tensor.of(x.shape(), numbers);
    }

    @Test
    void values_that_are_not_finite_are_refused_with_layer_and_batch() {
        failure(Nets.batches(Batch.of(Nets.rows(4, 1)), Batch.of(spoiled(Double.NaN))))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("""
                        recalibrate: what comes to layer "sequential/norm0" is not finite; nothing was changed
                          expected: a finite mean and variance of each channel of each batch
                          given:    mean NaN, variance NaN in channel 0 of batch 2
                          fix:      check that batch, and the weights in front of the layer; data.filter(...) leaves rows out""");
        failure(Nets.batches(Batch.of(spoiled(Double.POSITIVE_INFINITY)))).isInstanceOf(NonFiniteException.class);
    }

    @Test
    void a_value_that_is_not_finite_in_a_later_reading_leaves_the_first_layer_as_it_was() {
        float[] kernel = net.getLayer("dense1").getWeights().getFirst().toFloats();
        kernel[0] = Float.POSITIVE_INFINITY;
        net.getLayer("dense1").setWeights(List.of(Tensor.of(Shape.of(4, 4), kernel)));
        failure(Dataset.of(Nets.rows(9, 1)).batch(4))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("sequential/norm1");
    }

    @Test
    void statistics_that_the_weights_cannot_hold_are_refused() {
        Sequential narrow = new Sequential(new InputLayer(1), new BatchNormalization().dtype("float16"));
        Tensor x = Tensor.of(Shape.of(2, 1), 400, -400);
        List<String> before = Nets.state(narrow);
        assertThatThrownBy(() -> narrow.recalibrate(x))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("""
                        recalibrate: "sequential/batch_normalization/moving_variance" cannot hold this; nothing was changed
                          expected: a finite float16
                          given:    160000.0 in channel 0
                          fix:      scale the input of the layer down, or keep its weights in a wider type""");
        assertThat(Nets.state(narrow)).isEqualTo(before);
    }

    @Test
    void no_data_are_refused() {
        failure(Nets.batches()).isInstanceOf(IllegalArgumentException.class).hasMessage("""
                        layer "sequential": recalibrate has no data
                          expected: at least one row
                          given:    an empty data set
                          fix:      check the source; batch(n, dropRemainder) drops what is smaller than a batch""");
        failure(Nets.batches(Batch.of(Tensor.zeros(0, 3)))).hasMessageContaining("recalibrate has no data");
    }

    @Test
    void data_of_another_shape_are_refused() {
        failure(Nets.batches(Batch.of(Nets.rows(4, 1)), Batch.of(Tensor.zeros(4, 5))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("shape [?, 3]")
                .hasMessageContaining("shape [4, 5]");
    }

    @Test
    void single_rows_are_refused() {
        failure(Dataset.of(Nets.rows(4, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call batch(n) on the dataset");
    }

    @Test
    void endless_data_are_refused() {
        failure(Dataset.of(Nets.rows(4, 1)).batch(2).repeat())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        layer "sequential": recalibrate would never end
                          expected: data that end
                          given:    an endless data set
                          fix:      leave repeat() out, or give a part: data.take(n)""");
    }

    @Test
    void data_that_do_not_begin_again_are_refused() {
        Iterator<Batch> once =
                List.of(Batch.of(Nets.rows(4, 1)), Batch.of(Nets.rows(3, 2))).iterator();
        failure(Dataset.generator(() -> once))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("""
                        layer "sequential": the data are not the same each time they are read
                          expected: 7 rows, as in the first reading
                          given:    0 rows in reading 2
                          fix:      give data that begin again for each pass, as generator(list::iterator) does, or use Recalibration.onePass()""");
    }

    @Test
    void one_pass_takes_data_that_do_not_begin_again() {
        Iterator<Batch> once = List.of(Batch.of(Nets.rows(4, 1))).iterator();
        assertThat(net.recalibrate(Dataset.generator(() -> once), Recalibration.onePass())
                        .rows())
                .isEqualTo(4);
    }

    @Test
    void weights_that_change_meanwhile_are_noticed() {
        Dense dense = (Dense) net.getLayer("dense0");
        Dataset data = Dataset.of(Nets.rows(4, 1)).batch(4).map(batch -> {
            dense.setWeights(dense.getWeights());
            return batch;
        });
        List<double[]> before = List.of(Nets.mean(Nets.norm(net, 0)), Nets.mean(Nets.norm(net, 1)));
        assertThatThrownBy(() -> net.recalibrate(data))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the weights changed while they were recalibrated; nothing was stored");
        assertThat(Nets.mean(Nets.norm(net, 0))).containsExactly(before.get(0));
        assertThat(Nets.mean(Nets.norm(net, 1))).containsExactly(before.get(1));
    }

    @Test
    void values_that_are_all_masked_are_refused() {
        Sequential masked = new Sequential(new InputLayer(5, 2), new Masking(), new BatchNormalization());
        assertThatThrownBy(() -> masked.recalibrate(Tensor.zeros(3, 5, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        recalibrate: no value counts in a channel of layer "sequential/batch_normalization"; nothing was changed
                          expected: at least one value in each of the 2 channels
                          given:    values that are all masked, or of sample weight 0
                          fix:      give data that the masks and the sample weights leave something of""");
    }

    @Test
    void sample_weights_below_0_are_refused() {
        failure(Nets.batches(Batch.of(Nets.rows(2, 1), Tensor.zeros(2), Tensor.of(1f, -1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite numbers from 0")
                .hasMessageContaining("-1.0 in row 1");
    }

    @Test
    void a_name_that_no_layer_has_is_refused() {
        failure(Dataset.of(Nets.rows(4, 1)).batch(2), Recalibration.exact().layers("sequential/norm3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        layer "sequential": recalibrate cannot choose this layer
                          expected: one of [sequential/norm0, sequential/norm1]
                          given:    "sequential/norm3"
                          fix:      did you mean "sequential/norm0"?""");
        failure(Dataset.of(Nets.rows(4, 1)).batch(2), Recalibration.exact().layers(new BatchNormalization()))
                .hasMessageContaining("layer \"batch_normalization\"");
    }

    @Test
    void a_network_with_frozen_normalizations_only_is_refused() {
        net.setTrainable(false);
        failure(Dataset.of(Nets.rows(4, 1)).batch(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("frozen or called with training off: [sequential/norm0, sequential/norm1]")
                .hasMessageContaining("Recalibration.exact().layers(\"norm0\")");
    }

    @Test
    void a_network_without_normalizations_is_refused() {
        Sequential plain = new Sequential(new InputLayer(3), new Dense(1));
        assertThatThrownBy(() -> plain.recalibrate(Nets.rows(4, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a batch normalization in it");
    }
}
