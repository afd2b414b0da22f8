package dev.norma.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.ops.Carried;
import dev.norma.ops.Ops;
import dev.norma.optimizers.SGD;
import dev.norma.regularizers.L2;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import dev.norma.training.LossGradients;
import dev.norma.training.TrainStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers with state may be called in loops and choices: their state moves as if the runs were drawn one after the other. */
class ControlTest {
    private static final int STEPS = 5;

    /** A sequence of batches [steps, rows, features]. */
    private static Tensor sequence() {
        float[] numbers = new float[STEPS * 6 * 3];
        Random random = new Random(5);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (2 + random.nextGaussian() * 3);
        }
        return Tensor.of(Shape.of(STEPS, 6, 3), numbers);
    }

    private static Tensor step(Tensor sequence, int step) {
        return Ops.squeeze(Ops.slice(sequence, 0, step, step + 1), 0);
    }

    /** What a drawing over a sequence of unknown length and batch gives, in training. */
    private static List<Tensor> run(BiFunction<Value, Context, List<Value>> drawing, Tensor sequence) {
        return run(drawing, sequence, List.of());
    }

    private static List<Tensor> run(
            BiFunction<Value, Context, List<Value>> drawing, Tensor sequence, List<Tensor> predicates) {
        Trace trace = new Trace("a test");
        long[] open = sequence.shape().toArray();
        open[0] = Shape.UNKNOWN;
        open[1] = Shape.UNKNOWN;
        Value x = trace.feed("x", new TensorType(sequence.dtype(), Shape.of(open)));
        List<Tensor> feeds = new ArrayList<>(List.of(sequence));
        feeds.addAll(predicates);
        List<Value> results = drawing.apply(x, Context.of(trace, true));
        return new Launcher(trace.finish(results, false)).run(feeds);
    }

    private static Value scanned(Layer layer, Value x, Context context) {
        return context.scan(
                        (carries, slices) -> new Carried<>(List.of(), List.of(layer.apply(slices.getFirst(), context))),
                        List.of(),
                        List.of(x),
                        false)
                .ys()
                .getFirst();
    }

    @Test
    void a_batch_normalization_in_a_loop_moves_at_each_run() {
        BatchNormalization looped = new BatchNormalization().momentum(0.75);
        BatchNormalization unrolled = new BatchNormalization().momentum(0.75);
        Tensor sequence = sequence();
        Tensor result = run((x, context) -> List.of(scanned(looped, x, context)), sequence)
                .getFirst();
        for (int i = 0; i < STEPS; i++) {
            Tensor expected = unrolled.apply(step(sequence, i), true);
            assertThat(step(result, i).toFloats()).containsExactly(expected.toFloats(), within(1e-5f));
        }
        same(looped, unrolled);
        assertThat(looped.movingMean().value().toFloats()).doesNotContain(0f);
    }

    @Test
    void a_loop_from_the_end_moves_from_the_end() {
        BatchNormalization looped = new BatchNormalization().momentum(0.75);
        BatchNormalization unrolled = new BatchNormalization().momentum(0.75);
        Tensor sequence = sequence();
        run(
                (x, context) -> context.scan(
                                (carries, slices) ->
                                        new Carried<>(List.of(), List.of(looped.apply(slices.getFirst(), context))),
                                List.of(),
                                List.of(x),
                                true)
                        .ys(),
                sequence);
        for (int i = STEPS - 1; i >= 0; i--) {
            unrolled.apply(step(sequence, i), true);
        }
        same(looped, unrolled);
    }

    @Test
    void calls_before_in_and_behind_a_loop_update_in_their_order() {
        BatchNormalization looped = new BatchNormalization().momentum(0.5);
        BatchNormalization unrolled = new BatchNormalization().momentum(0.5);
        Tensor sequence = sequence();
        run(
                (x, context) -> {
                    Value first = Ops.squeeze(Ops.slice(x, 0, 0, 1), 0);
                    Value before = looped.apply(first, context);
                    Value inside = scanned(looped, x, context);
                    return List.of(before, inside, looped.apply(Ops.multiply(first, 2), context));
                },
                sequence);
        unrolled.apply(step(sequence, 0), true);
        for (int i = 0; i < STEPS; i++) {
            unrolled.apply(step(sequence, i), true);
        }
        unrolled.apply(Ops.multiply(step(sequence, 0), 2), true);
        same(looped, unrolled);
    }

    @Test
    void carries_of_ones_own_go_beside_the_state() {
        BatchNormalization norm = new BatchNormalization().momentum(0.75);
        Tensor sequence = sequence();
        List<Tensor> results = run(
                (x, context) -> {
                    Value zero = Ops.zerosLike(Ops.squeeze(Ops.slice(x, 0, 0, 1), 0));
                    Carried<Value> sums = context.scan(
                            (carries, slices) -> {
                                Value sum = Ops.add(carries.getFirst(), norm.apply(slices.getFirst(), context));
                                return new Carried<>(List.of(sum), List.of(Ops.sum(sum)));
                            },
                            List.of(zero),
                            List.of(x),
                            false);
                    return List.of(sums.carries().getFirst(), sums.ys().getFirst());
                },
                sequence);
        BatchNormalization other = new BatchNormalization();
        Tensor sum = Tensor.zeros(6, 3);
        for (int i = 0; i < STEPS; i++) {
            sum = Ops.add(sum, other.apply(step(sequence, i), true));
        }
        assertThat(results.getFirst().toFloats()).containsExactly(sum.toFloats(), within(1e-4f));
        assertThat(results.getLast().shape()).hasToString("[5]");
    }

    @Test
    void only_the_branch_that_runs_moves_its_layers() {
        for (boolean choice : new boolean[] {true, false}) {
            BatchNormalization then = new BatchNormalization().momentum(0.5);
            BatchNormalization otherwise = new BatchNormalization().momentum(0.5);
            Tensor sequence = sequence();
            double mean = Ops.mean(sequence).item();
            Tensor result = run(
                            (x, context) -> List.of(context.cond(
                                    choice ? Ops.greater(Ops.mean(x), mean - 1) : Ops.greater(Ops.mean(x), mean + 1),
                                    () -> then.apply(x, context),
                                    () -> Ops.multiply(otherwise.apply(x, context), 2))),
                            sequence)
                    .getFirst();
            BatchNormalization alone = new BatchNormalization().momentum(0.5);
            Tensor expected = alone.apply(sequence, true);
            same(choice ? then : otherwise, alone);
            assertThat((choice ? otherwise : then).movingMean().value().toFloats())
                    .containsOnly(0f);
            assertThat(result.toFloats())
                    .containsExactly(Ops.multiply(expected, choice ? 1 : 2).toFloats(), within(1e-5f));
        }
    }

    @Test
    void a_layer_in_both_branches_moves_as_the_one_that_runs_says() {
        BatchNormalization norm = new BatchNormalization().momentum(0.5);
        Tensor sequence = sequence();
        run(
                (x, context) -> List.of(context.cond(
                        Ops.greater(Ops.mean(x), 1e9),
                        () -> norm.apply(x, context),
                        () -> norm.apply(Ops.multiply(x, 3), context))),
                sequence);
        BatchNormalization alone = new BatchNormalization().momentum(0.5);
        alone.apply(Ops.multiply(sequence, 3), true);
        same(norm, alone);
    }

    @Test
    void a_choice_in_a_loop_moves_where_it_runs() {
        BatchNormalization norm = new BatchNormalization().momentum(0.5);
        Tensor sequence = sequence();
        double mean = Ops.mean(sequence).item();
        run(
                (x, context) -> context.scan(
                                (carries, slices) -> {
                                    Value slice = slices.getFirst();
                                    return new Carried<>(
                                            List.of(),
                                            List.of(context.cond(
                                                    Ops.greater(Ops.mean(slice), mean),
                                                    () -> norm.apply(slice, context),
                                                    () -> slice)));
                                },
                                List.of(),
                                List.of(x),
                                false)
                        .ys(),
                sequence);
        BatchNormalization alone = new BatchNormalization().momentum(0.5);
        int moved = 0;
        for (int i = 0; i < STEPS; i++) {
            if (Ops.mean(step(sequence, i)).item() > mean) {
                alone.apply(step(sequence, i), true);
                moved++;
            }
        }
        assertThat(moved).isBetween(1, STEPS - 1);
        same(norm, alone);
    }

    @Test
    void random_numbers_of_a_layer_differ_from_run_to_run() {
        Dropout dropout = new Dropout(0.5).seed(3);
        Tensor result = run((x, context) -> List.of(scanned(dropout, x, context)), Tensor.ones(2, 50, 4))
                .getFirst();
        assertThat(step(result, 0).toFloats()).isNotEqualTo(step(result, 1).toFloats());
        Dropout again = new Dropout(0.5).seed(3);
        assertThat(step(result, 0).toFloats())
                .isEqualTo(again.apply(Tensor.ones(50, 4), true).toFloats());
        assertThat(step(result, 1).toFloats())
                .isEqualTo(again.apply(Tensor.ones(50, 4), true).toFloats());
    }

    @Test
    void penalties_on_outputs_add_up_over_the_runs_and_in_the_branch_that_runs() {
        Tensor sequence = Tensor.ones(STEPS, 6, 3);
        List<Tensor> results = run(
                (x, context) -> {
                    Activation penalized = new Activation("linear").activityRegularizer(new L2(1));
                    Value all = scanned(penalized, x, context);
                    Value looped = context.losses().getFirst();
                    Value chosen = context.cond(Ops.less(Ops.mean(x), 0), () -> x, () -> penalized.apply(x, context));
                    return List.of(all, chosen, looped, context.losses().getLast());
                },
                sequence);
        assertThat(results.get(2).item()).isEqualTo(STEPS * 3);
        assertThat(results.get(3).item()).isEqualTo(6 * 3);
    }

    /** A running mean over steps of normalized inputs, drawn as a loop or one step behind the other. */
    private static final class Steps extends Layer {
        private final boolean looped;
        private final Dense dense;
        private final BatchNormalization norm;

        Steps(boolean looped) {
            this(looped, "float32");
        }

        Steps(boolean looped, String policy) {
            this.looped = looped;
            dense = child("dense", new Dense(3).useBias(false).dtype(policy));
            norm = child("norm", new BatchNormalization().momentum(0.75).dtype(policy));
            setPolicy(Policy.named(policy));
            setSeed(9);
        }

        @Override
        protected Value call(Inputs inputs, Context context) {
            Value x = inputs.only();
            Value zero = Ops.zerosLike(Ops.squeeze(Ops.slice(x, 0, 0, 1), 0));
            if (looped) {
                return context.scan(
                                (carries, slices) -> new Carried<>(
                                        List.of(next(carries.getFirst(), slices.getFirst(), context)), List.of()),
                                List.of(zero),
                                List.of(x),
                                false)
                        .carries()
                        .getFirst();
            }
            Value state = zero;
            for (int i = 0; i < STEPS; i++) {
                state = next(state, Ops.squeeze(Ops.slice(x, 0, i, i + 1), 0), context);
            }
            return state;
        }

        private Value next(Value state, Value slice, Context context) {
            Value seen = norm.apply(dense.apply(Ops.add(slice, state), context), context);
            return Ops.tanh(Ops.add(seen, Ops.multiply(state, 0.5)));
        }
    }

    @Test
    void a_loop_trains_as_its_runs_one_behind_the_other_train() {
        Steps looped = new Steps(true);
        Steps unrolled = new Steps(false);
        Tensor sequence = sequence();
        Batch batch = Batch.of(sequence, Tensor.ones(STEPS, 1));
        List<Double> losses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            losses.add(trained(looped).run(batch));
            assertThat(losses.getLast()).isCloseTo(trained(unrolled).run(batch), within(1e-5));
        }
        assertThat(losses.getLast()).isLessThan(losses.getFirst());
        assertThat(looped.weights()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(looped.getWeights().get(i).toFloats())
                    .as(looped.weights().get(i).name())
                    .containsExactly(unrolled.getWeights().get(i).toFloats(), within(1e-4f));
        }
    }

    private static TrainStep trained(Steps layer) {
        return TrainStep.of(
                new SGD(0.125), (x, y, context) -> Ops.mean(Ops.square(Ops.subtract(layer.apply(x, context), 0.25))));
    }

    @ParameterizedTest
    @CsvSource({"reference, float64, 1e-12", "reference, float32, 1e-5", "onednn, float32, 1e-5"})
    void a_loop_has_the_gradients_of_its_runs_one_behind_the_other(String backend, String policy, double bound) {
        Tensor sequence = sequence().cast(DType.named(policy));
        Batch batch = Batch.of(sequence, Tensor.ones(STEPS, 1));
        List<Tensor> looped = Backends.with(Backends.named(backend), () -> gradients(new Steps(true, policy), batch));
        List<Tensor> unrolled =
                Backends.with(Backends.named(backend), () -> gradients(new Steps(false, policy), batch));
        assertThat(looped).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(looped.get(i).toDoubles())
                    .containsExactly(unrolled.get(i).toDoubles(), within(bound));
            assertThat(looped.get(i).toDoubles()).doesNotContain(0.0);
        }
    }

    /** Of kernel, gamma and beta, then of the sequence. */
    private static List<Tensor> gradients(Steps layer, Batch batch) {
        LossGradients.Found found = LossGradients.inTraining(
                        (x, y, context) -> Ops.mean(Ops.square(Ops.subtract(layer.apply(x, context), 0.25))))
                .at(batch);
        List<Tensor> all = new ArrayList<>(found.byWeight().values());
        all.add(found.ofFeature(Batch.X));
        return all;
    }

    @Test
    void statistics_of_data_cannot_be_taken_inside_a_loop() {
        Steps layer = new Steps(true);
        TrainStep step = trained(layer);
        Batch batch = Batch.of(sequence(), Tensor.ones(STEPS, 1));
        step.run(batch);
        List<Tensor> before = layer.getWeights();
        assertThatThrownBy(() ->
                        step.recalibrate(Dataset.generator(() -> List.of(batch).iterator())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                recalibrate cannot see what comes to layer "steps/batch_normalization"
                  expected: a layer that is called outside of loops and choices
                  given:    a call in the body of context.scan or context.cond
                  fix:      call it once for each step in place of the loop""");
        for (int i = 0; i < before.size(); i++) {
            assertThat(layer.getWeights().get(i).toFloats())
                    .isEqualTo(before.get(i).toFloats());
        }
    }

    @Test
    void a_loop_without_state_leaves_none() {
        Trace trace = new Trace("a test");
        Value x = trace.feed("x", sequence().type());
        Context context = Context.of(trace, true);
        scanned(new ReLU(), x, context);
        assertThat(trace.met()).isEmpty();
    }

    private static void same(BatchNormalization layer, BatchNormalization expected) {
        assertThat(layer.movingMean().value().toFloats())
                .containsExactly(expected.movingMean().value().toFloats(), within(1e-5f));
        assertThat(layer.movingVariance().value().toFloats())
                .containsExactly(expected.movingVariance().value().toFloats(), within(1e-4f));
    }
}
