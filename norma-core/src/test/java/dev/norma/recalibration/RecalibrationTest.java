package dev.norma.recalibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.layers.Add;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Inputs;
import dev.norma.layers.Semantics;
import dev.norma.layers.TimeDistributed;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.optimizers.SGD;
import dev.norma.runtime.Backends;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.training.Recalibration;
import dev.norma.training.RecalibrationReport;
import dev.norma.training.TrainStep;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recalibration gives each layer the statistics of what comes to it. */
class RecalibrationTest {
    private static void assertStatistics(BatchNormalization norm, Tensor input) {
        double[][] expected = Nets.moments(input);
        assertThat(Nets.mean(norm)).containsExactly(expected[0], within(1e-12));
        assertThat(Nets.variance(norm)).containsExactly(expected[1], within(1e-12));
    }

    private static <R> R interpreted(Supplier<R> action) {
        return Backends.with(Backends.named("reference"), action);
    }

    /** What comes to the norm of this number of a chain in inference. */
    private static Tensor before(Sequential net, int number, Tensor x) {
        Tensor at = x;
        for (int i = 0; i < 3 * number + 1; i++) {
            at = net.getLayer(i).apply(at, false);
        }
        return at;
    }

    @Test
    void the_statistics_of_each_layer_are_those_behind_recalibrated_ones() {
        Sequential net = Nets.chain(3);
        Tensor x = Nets.rows(50, 1);
        RecalibrationReport report = interpreted(() -> net.recalibrate(x));
        for (int i = 0; i < 3; i++) {
            int number = i;
            assertStatistics(Nets.norm(net, i), interpreted(() -> before(net, number, x)));
        }
        assertThat(report.readings()).isEqualTo(3);
        assertThat(report.rows()).isEqualTo(50);
        assertThat(report.isExact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 49, 50, 64})
    void how_the_rows_are_cut_into_batches_makes_no_difference(int size) {
        Sequential whole = Nets.chain(2);
        Sequential cut = Nets.chain(2);
        Tensor x = Nets.rows(50, 2);
        interpreted(() -> whole.recalibrate(Dataset.of(x).batch(50)));
        interpreted(() -> cut.recalibrate(Dataset.of(x).batch(size)));
        for (int i = 0; i < 2; i++) {
            assertThat(Nets.mean(Nets.norm(cut, i))).containsExactly(Nets.mean(Nets.norm(whole, i)), within(1e-12));
            assertThat(Nets.variance(Nets.norm(cut, i)))
                    .containsExactly(Nets.variance(Nets.norm(whole, i)), within(1e-12));
        }
    }

    @Test
    void a_prediction_that_ends_in_a_normalization_is_normalized() {
        Sequential net = new Sequential(
                new InputLayer(6, 6, 1), new Conv2D(4, 3).padding("same"), new BatchNormalization().epsilon(1e-7));
        net.setSeed(3);
        Tensor images = Tensor.uniform(5, 5, 6, 6, 1);
        net.recalibrate(images);
        double[][] moments = Nets.moments(net.predict(images));
        assertThat(moments[0]).containsOnly(new double[] {0, 0, 0, 0}, within(1e-5));
        assertThat(moments[1]).containsOnly(new double[] {1, 1, 1, 1}, within(1e-3));
    }

    @Test
    void data_are_read_once_for_each_normalization_behind_another() {
        AtomicInteger readings = new AtomicInteger();
        Dataset data = Nets.counted(Dataset.of(Nets.rows(10, 1)).batch(4), readings);
        Value input = Input.of(3);
        Value left = new BatchNormalization().apply(new Dense(4).apply(input));
        Value right = new BatchNormalization().apply(new BatchNormalization().apply(new Dense(4).apply(input)));
        Model model = new Model(input, new BatchNormalization().apply(new Add().apply(left, right)));
        RecalibrationReport report = model.recalibrate(data);
        assertThat(readings).hasValue(3);
        assertThat(report.layers())
                .extracting(RecalibrationReport.Recalibrated::reading)
                .containsExactly(1, 1, 2, 3);
    }

    @Test
    void the_report_tells_how_far_the_old_statistics_were_off() {
        Sequential net = new Sequential(new InputLayer(1), new BatchNormalization().epsilon(0));
        RecalibrationReport report = net.recalibrate(Tensor.of(Shape.of(2, 1), 6, 10));
        RecalibrationReport.Recalibrated layer = report.layers().getFirst();
        assertThat(layer.distance().mean()).isEqualTo(4);
        assertThat(layer.distance().variance()).isEqualTo(0.25);
        assertThat(layer.values()).isEqualTo(2);
        assertThat(report)
                .hasToString("recalibrated 1 batch normalization on 2 rows in 1 reading\n"
                        + "  sequential/batch_normalization: was mean 4.00 standard deviations off,"
                        + " variance 0.250 times that of the data");
    }

    @Test
    void a_layer_called_twice_gets_the_statistics_of_both_calls() {
        BatchNormalization norm = Nets.norm("norm");
        Value a = Input.of(2);
        Value b = Input.of(2);
        Model model = new Model(List.of(a, b), List.of(new Add().apply(norm.apply(a), norm.apply(b))));
        Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 5}});
        Tensor y = Tensor.of(new float[][] {{7, 1}, {0, 4}});
        RecalibrationReport report = interpreted(() -> model.recalibrate(List.of(x, y)));
        assertStatistics(norm, Tensor.of(new float[][] {{1, 2}, {3, 5}, {7, 1}, {0, 4}}));
        assertThat(report.isExact()).isTrue();
    }

    @Test
    void the_steps_of_a_sequence_are_counted_together() {
        BatchNormalization norm = Nets.norm("norm");
        Sequential net = new Sequential(new InputLayer(4, 2), new TimeDistributed(norm).dtype("float64"));
        Tensor x = Tensor.normal(3, 6, 4, 2);
        RecalibrationReport report =
                interpreted(() -> net.recalibrate(Dataset.of(x).batch(4)));
        assertStatistics(norm, x);
        assertThat(report.isExact()).isTrue();
        assertThat(report.layers().getFirst().values()).isEqualTo(24);
    }

    @Test
    void a_layer_called_at_two_depths_is_exact_while_it_does_not_lie_behind_itself() {
        BatchNormalization shared = Nets.norm("shared");
        BatchNormalization first = Nets.norm("first");
        Value input = Input.of(2);
        Value deep = shared.apply(first.apply(input));
        Model model = new Model(input, new Add().apply(deep, shared.apply(input)));
        Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 5}, {4, 4}});
        RecalibrationReport report = interpreted(() -> model.recalibrate(x));
        Tensor behind = interpreted(() -> first.apply(x, false));
        assertStatistics(shared, Ops.concatenate(List.of(x.cast(behind.dtype()), behind), 0));
        assertThat(report.readings()).isEqualTo(2);
        assertThat(report.isExact()).isTrue();
    }

    @Test
    void a_layer_behind_itself_is_approximate_and_so_are_those_behind_it() {
        BatchNormalization again = new BatchNormalization().name("again");
        Sequential net =
                new Sequential(new InputLayer(3), again, new Dense(3), again, new BatchNormalization().name("last"));
        RecalibrationReport report = net.recalibrate(Nets.rows(20, 4));
        assertThat(report.layers()).hasSize(2);
        assertThat(report.layers().get(0).approximation())
                .hasValue("it is called behind itself, where its own batches normalized");
        assertThat(report.layers().get(1).approximation())
                .hasValue("it comes behind layer \"again\", which is approximate");
        assertThat(report.toString()).contains("(now approximate: it is called behind itself");
    }

    @Test
    void a_layer_behind_one_that_normalizes_by_its_batches_in_prediction_is_approximate() {
        Value input = Input.of(3);
        BatchNormalization always = new BatchNormalization().name("always");
        Value y = new BatchNormalization().apply(always.apply(Arguments.training(true), input));
        RecalibrationReport report = new Model(input, y).recalibrate(Nets.rows(20, 4));
        assertThat(report.layers().get(0).approximation()).isEmpty();
        assertThat(report.layers().get(1).approximation())
                .hasValue("layer \"always\" in front of it normalized by its batches");
    }

    @Test
    void one_pass_reads_once_and_is_exact_for_the_first_layers_only() {
        Sequential net = Nets.chain(3);
        Sequential exact = Nets.chain(3);
        AtomicInteger readings = new AtomicInteger();
        Dataset data = Nets.counted(Dataset.of(Nets.rows(50, 5)).batch(16), readings);
        RecalibrationReport report = net.recalibrate(data, Recalibration.onePass());
        exact.recalibrate(Dataset.of(Nets.rows(50, 5)).batch(16));
        assertThat(readings).hasValue(1);
        assertThat(Nets.mean(Nets.norm(net, 0))).containsExactly(Nets.mean(Nets.norm(exact, 0)), within(1e-6));
        assertThat(Nets.mean(Nets.norm(net, 2))[0])
                .isNotCloseTo(Nets.mean(Nets.norm(exact, 2))[0], within(1e-4))
                .isCloseTo(Nets.mean(Nets.norm(exact, 2))[0], within(0.3));
        assertThat(report.layers().get(0).approximation()).isEmpty();
        assertThat(report.layers().get(1).approximation())
                .hasValue("layer \"norm0\" in front of it normalized by its batches");
    }

    @Test
    void a_sample_weight_of_2_is_a_row_that_comes_twice_and_0_one_that_does_not_come() {
        Tensor x = Tensor.of(new float[][] {{1, 2, 3}, {0, 0, 1}, {Float.NaN, 1, 1}, {4, -1, 2}});
        Tensor repeated = Tensor.of(new float[][] {{1, 2, 3}, {1, 2, 3}, {0, 0, 1}, {4, -1, 2}});
        Tensor y = Tensor.zeros(4);
        Sequential weighted = new Sequential(new InputLayer(3), Nets.norm("a"), Nets.norm("b"));
        Sequential plain = new Sequential(new InputLayer(3), Nets.norm("a"), Nets.norm("b"));
        Dataset data = Dataset.of(x, y, Tensor.of(2f, 1, 0, 1)).batch(3);
        interpreted(() -> weighted.recalibrate(data));
        interpreted(() -> plain.recalibrate(repeated));
        for (int i = 0; i < 2; i++) {
            assertThat(Nets.mean(Nets.norm(weighted, i)))
                    .containsExactly(Nets.mean(Nets.norm(plain, i)), within(1e-14));
            assertThat(Nets.variance(Nets.norm(weighted, i)))
                    .containsExactly(Nets.variance(Nets.norm(plain, i)), within(1e-14));
        }
    }

    @Test
    void with_renorm_all_statistics_agree() {
        BatchNormalization norm = Nets.norm("norm").renorm(true).epsilon(0.5);
        new Sequential(new InputLayer(1), norm).recalibrate(Tensor.of(Shape.of(2, 1), 6, 10));
        assertThat(norm.weight("moving_mean").value().item()).isEqualTo(8);
        assertThat(norm.weight("renorm_mean").value().item()).isEqualTo(8);
        assertThat(norm.weight("moving_variance").value().item()).isEqualTo(4);
        assertThat(norm.weight("moving_stddev").value().item()).isCloseTo(Math.sqrt(4.5), within(1e-15));
        assertThat(norm.weight("renorm_stddev").value().item()).isCloseTo(Math.sqrt(4.5), within(1e-15));
    }

    @Test
    void layers_of_older_profiles_get_the_biased_variance_of_the_whole_data_too() {
        Tensor x = Tensor.normal(4, 6, 2, 3, 4);
        for (BatchNormalization norm : List.of(
                Nets.norm("fused").semantics(Semantics.TF_KERAS),
                Nets.norm("tf1").semantics(Semantics.TF1_LAYERS),
                Nets.norm("ghosts").semantics(Semantics.TF_KERAS).virtualBatchSize(2))) {
            Sequential net = new Sequential(new InputLayer(2, 3, 4), norm);
            interpreted(() -> net.recalibrate(Dataset.of(x).batch(5)));
            assertStatistics(norm, x);
        }
    }

    @Test
    void statistics_of_several_axes_keep_their_places() {
        BatchNormalization norm =
                Nets.norm("norm").semantics(Semantics.TF_KERAS).axes(2, 1);
        Sequential net = new Sequential(new InputLayer(2, 3, 4), norm);
        Tensor x = Tensor.normal(4, 6, 2, 3, 4);
        interpreted(() -> net.recalibrate(Dataset.of(x).batch(4)));
        Tensor beside = Ops.transpose(x, 0, 3, 1, 2).reshape(24, 6);
        assertThat(norm.movingMean().shape()).isEqualTo(Shape.of(1, 2, 3, 1));
        assertStatistics(norm, beside);
    }

    @Test
    void statistics_of_16_bit_layers_are_computed_in_32_and_stored_in_their_own_type() {
        Tensor x = Nets.rows(50, 6);
        double[][] expected = Nets.moments(x);
        for (String policy : List.of("mixed_bfloat16", "bfloat16", "float16")) {
            BatchNormalization norm = new BatchNormalization().dtype(policy);
            new Sequential(new InputLayer(3), norm).recalibrate(x);
            double unit = norm.movingMean().parameter().dtype() == DType.FLOAT16 ? 0x1p-10 : 0x1p-7;
            assertThat(Nets.mean(norm)).containsExactly(expected[0], within(2 * unit));
            assertThat(Nets.variance(norm)).containsExactly(expected[1], within(16 * unit));
        }
    }

    @Test
    void gamma_and_beta_and_all_other_weights_stay() {
        Sequential net = Nets.chain(1);
        List<Tensor> before = net.getWeights();
        net.recalibrate(Nets.rows(10, 1));
        List<Tensor> after = net.getWeights();
        for (int i = 0; i < before.size(); i++) {
            boolean moved = net.weights().get(i).name().startsWith("moving");
            assertThat(after.get(i).contentEquals(before.get(i))).isEqualTo(!moved);
        }
    }

    @Test
    void frozen_layers_keep_their_statistics_unless_they_are_named() {
        Sequential net = Nets.chain(3);
        net.getLayer("norm0").setTrainable(false);
        Nets.norm(net, 1).updateStatistics(false);
        net.recalibrate(Nets.rows(10, 1));
        assertThat(Nets.mean(Nets.norm(net, 0))).containsOnly(0);
        assertThat(Nets.mean(Nets.norm(net, 1))).containsOnly(0);
        assertThat(Nets.mean(Nets.norm(net, 2))).doesNotContain(0);
        net.recalibrate(Nets.rows(10, 1), Recalibration.exact().layers("norm0"));
        assertThat(Nets.mean(Nets.norm(net, 0))).doesNotContain(0);
        assertThat(Nets.mean(Nets.norm(net, 1))).containsOnly(0);
    }

    @Test
    void a_part_that_is_called_in_inference_mode_keeps_its_statistics_unless_they_are_named() {
        Sequential base = Nets.chain(1);
        BatchNormalization head = new BatchNormalization();
        Value input = Input.of(DType.FLOAT64, 3);
        Model model = new Model(input, head.apply(base.apply(Arguments.training(false), input)));
        model.recalibrate(Nets.rows(10, 1));
        assertThat(Nets.mean(Nets.norm(base, 0))).containsOnly(0);
        assertThat(Nets.mean(head)).doesNotContain(0);
        model.recalibrate(Nets.rows(10, 1), Recalibration.exact().layers("norm0"));
        assertThat(Nets.mean(Nets.norm(base, 0))).doesNotContain(0);
    }

    @Test
    void layers_are_chosen_by_name_path_or_object() {
        for (Recalibration how : List.of(
                Recalibration.exact().layers("norm1"), Recalibration.exact().layers("sequential/norm1"))) {
            Sequential net = Nets.chain(3);
            assertThat(net.recalibrate(Nets.rows(10, 1), how).readings()).isEqualTo(1);
            assertThat(Nets.mean(Nets.norm(net, 0))).containsOnly(0);
            assertThat(Nets.mean(Nets.norm(net, 1))).doesNotContain(0);
        }
        Sequential net = Nets.chain(3);
        net.recalibrate(Nets.rows(10, 1), Recalibration.exact().layers(Nets.norm(net, 2)));
        assertThat(Nets.mean(Nets.norm(net, 1))).containsOnly(0);
        assertThat(Nets.mean(Nets.norm(net, 2))).doesNotContain(0);
    }

    @Test
    void a_model_of_a_class_of_ones_own_is_recalibrated() {
        class Own extends Model {
            private final BatchNormalization norm = child("norm", Nets.norm("norm"));

            @Override
            protected Value call(Inputs inputs, Context context) {
                return norm.apply(inputs.only(), context);
            }
        }
        Own own = new Own();
        Tensor x = Nets.rows(9, 3);
        interpreted(() -> own.recalibrate(x));
        assertStatistics(own.norm, x);
    }

    @Test
    void what_a_training_step_calls_is_recalibrated() {
        BatchNormalization norm = Nets.norm("norm");
        Dense dense = new Dense(1).dtype("float64");
        TrainStep step = TrainStep.of(
                new SGD(0.1),
                (x, y, context) -> new MeanSquaredError().of(y, dense.apply(norm.apply(x, context), context)));
        Tensor x = Nets.rows(8, 3).cast(DType.FLOAT64);
        Dataset data = Dataset.of(x, Tensor.zeros(8, 1).cast(DType.FLOAT64)).batch(3);
        assertThat(interpreted(() -> step.recalibrate(data)).readings()).isEqualTo(1);
        assertStatistics(norm, x);
    }

    @Test
    void labels_and_their_shapes_do_not_matter() {
        Sequential net = Nets.chain(1);
        Function<Tensor, Dataset> of = y -> Nets.batches(Batch.of(Nets.rows(4, 1), y));
        net.recalibrate(of.apply(Tensor.zeros(4, 7)));
        double[] first = Nets.mean(Nets.norm(net, 0));
        net.recalibrate(of.apply(Tensor.of("a", "b", "c", "d")));
        assertThat(Nets.mean(Nets.norm(net, 0))).containsExactly(first);
    }

    @Test
    void an_empty_batch_adds_nothing() {
        Sequential net = Nets.chain(1);
        Sequential same = Nets.chain(1);
        net.recalibrate(Nets.batches(Batch.of(Nets.rows(6, 1)), Batch.of(Tensor.zeros(0, 3))));
        same.recalibrate(Nets.rows(6, 1));
        assertThat(Nets.mean(Nets.norm(net, 0))).containsExactly(Nets.mean(Nets.norm(same, 0)));
    }

    /** Features in rows, samples in columns, as programs draw it that multiply weights from the left. */
    private static final class Transposed extends Model {
        private final BatchNormalization norm = child("norm", Nets.norm("norm").axis(0));

        @Override
        protected Value call(Inputs inputs, Context context) {
            return norm.apply(Ops.transpose(inputs.only()), context);
        }
    }

    @Test
    void channels_may_be_on_the_first_axis() {
        Transposed net = new Transposed();
        Tensor x = Nets.rows(9, 3);
        interpreted(() -> net.recalibrate(x));
        assertStatistics(net.norm, x);
    }

    @Test
    void sample_weights_need_the_samples_on_the_first_axis() {
        Dataset data = Nets.batches(Batch.of(Nets.rows(4, 1), Tensor.zeros(4), Tensor.ones(4)));
        assertThatThrownBy(() -> new Transposed().recalibrate(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        recalibrate cannot count sample weights in layer "transposed/norm"
                          expected: an input with the samples on its first axis
                          given:    [3, ?], of which axis 0 has the channels
                          fix:      leave the layer out: Recalibration.exact().layers(...), or give data without sample weights""");
    }
}
