package dev.norma.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.data.Batch;
import dev.norma.graph.Value;
import dev.norma.initializers.Zeros;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Dense;
import dev.norma.layers.Input;
import dev.norma.layers.Inputs;
import dev.norma.layers.Layer;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Adam;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a function of one's own may give as its loss, and what is refused before anything changes. */
class OwnLossTest {
    private final Batch batch = Batch.of(Tensor.ones(4, 3), Tensor.ones(4, 1));
    private final Dense dense = new Dense(1).kernelInitializer("ones");
    private final Adam adam = new Adam(0.1);
    private List<Tensor> before = List.of();

    @BeforeEach
    void build() {
        dense.apply(batch.x(), false);
        before = dense.getWeights();
    }

    private String refusal(StepFunction function) {
        return assertThatThrownBy(() -> TrainStep.of(adam, function).run(batch))
                .actual()
                .getMessage();
    }

    private void nothingHasChanged() {
        assertThat(dense.getWeights().getFirst().contentEquals(before.getFirst()))
                .isTrue();
        assertThat(adam.isBuilt()).isFalse();
        Dense other = new Dense(1);
        TrainStep.of(adam, (x, y, context) -> Ops.mean(other.apply(x, context))).run(batch);
    }

    @Test
    void a_loss_for_each_example_is_refused_before_it_moves_anything() {
        assertThat(refusal((x, y, context) -> Ops.subtract(dense.apply(x, context), y)))
                .isEqualTo("""
                the loss is not one number
                  expected: a scalar
                  given:    float32[?, 1]
                  fix:      take its mean over the batch: Ops.mean(loss)""");
        nothingHasChanged();
    }

    @Test
    void a_loss_of_integers_is_refused() {
        assertThat(refusal((x, y, context) -> Ops.cast(Ops.sum(dense.apply(x, context)), DType.INT32)))
                .isEqualTo("""
                the loss has no gradient
                  expected: a floating-point number
                  given:    int32[]
                  fix:      compute it of floating-point numbers without casting them to others on the way""");
        nothingHasChanged();
    }

    @Test
    @SuppressWarnings("NullAway") // as from a language without null checks
    void no_loss_is_refused() {
        assertThat(refusal((x, y, context) -> null)).startsWith("the loss is missing");
        nothingHasChanged();
    }

    @Test
    void a_loss_that_no_weight_has_to_do_with_is_refused() {
        assertThat(refusal((x, y, context) -> {
                    dense.apply(x, context);
                    return Ops.mean(x);
                }))
                .isEqualTo("""
                the loss does not depend on any weight that is trained
                  expected: a loss computed of what the layers gave
                  given:    a loss without "kernel", "bias"
                  fix:      compute the loss of the layers' results""");
        nothingHasChanged();
    }

    @Test
    void a_function_that_calls_no_layer_is_refused() {
        assertThat(refusal((x, y, context) -> Ops.mean(x))).startsWith("the training step has nothing to do");
        assertThat(refusal((x, y, context) -> x.constant(3))).startsWith("the training step has nothing to do");
        nothingHasChanged();
    }

    @Test
    void a_step_that_moves_statistics_alone_is_none_of_those() {
        BatchNormalization norm = new BatchNormalization().center(false).scale(false);
        TrainStep.of(adam, (x, y, context) -> Ops.mean(norm.apply(x, context))).run(batch);
        assertThat(norm.movingMean().value().toFloats()).containsOnly(0.01f);
    }

    @Test
    void a_value_kept_from_another_drawing_is_refused_as_a_loss_as_an_update_and_as_an_operand() {
        List<Value> kept = new ArrayList<>();
        List<Context> contexts = new ArrayList<>();
        TrainStep.of(new SGD(0), (x, y, context) -> {
                    contexts.add(context);
                    kept.add(Ops.mean(dense.apply(x, context)));
                    return kept.getFirst();
                })
                .run(batch);
        assertThat(refusal((x, y, context) -> {
                    dense.apply(x, context);
                    return kept.getFirst();
                }))
                .startsWith("the loss is not of the training step")
                .endsWith("keep no value from one call for another; pass it as an input, or share a layer");
        assertThat(refusal((x, y, context) -> Ops.add(kept.getFirst(), Ops.mean(dense.apply(x, context)))))
                .startsWith("values of two drawings cannot mix");
        assertThat(refusal((x, y, context) -> Ops.mean(dense.apply(x, contexts.getFirst()))))
                .startsWith("values of two drawings cannot mix");
        Value outline = Ops.mean(Input.of(3));
        assertThat(refusal((x, y, context) -> {
                    dense.apply(x, context);
                    return outline;
                }))
                .startsWith("the loss is not of the training step");
        Remembering remembering = new Remembering(kept.getFirst());
        assertThat(refusal((x, y, context) -> Ops.mean(remembering.apply(dense.apply(x, context), context))))
                .startsWith("the new value of \"last\" is not of the training step");
        nothingHasChanged();
    }

    /** Updates its state to a value of another drawing. */
    private static final class Remembering extends Layer {
        private final Value other;

        Remembering(Value other) {
            this.other = other;
        }

        @Override
        protected void build(Shape input) {
            statistic("last", Shape.SCALAR, new Zeros());
        }

        @Override
        protected Value call(Inputs inputs, Context context) {
            context.update("last", other);
            return inputs.only();
        }
    }

    @Test
    void two_steps_may_move_the_same_weights_with_optimizers_of_their_own() {
        SGD fast = new SGD(1);
        SGD slow = new SGD(0.5);
        StepFunction sum = (x, y, context) -> Ops.sum(dense.apply(x, context));
        TrainStep first = TrainStep.of(fast, sum);
        TrainStep second = TrainStep.of(slow, sum);
        first.run(batch);
        second.run(batch);
        first.run(batch);
        assertThat(dense.getWeights().getFirst().toFloats()).containsOnly(1 - 4 - 2 - 4);
        assertThat(fast.iterations().value().item()).isEqualTo(2);
        assertThat(slow.iterations().value().item()).isOne();
    }

    @Test
    void what_a_layer_adds_for_each_example_counts_as_its_sum_as_in_Keras() {
        Layer adding = new Layer() {
            @Override
            protected Value call(Inputs inputs, Context context) {
                context.addLoss(inputs.only());
                return inputs.only();
            }
        };
        TrainStep step =
                TrainStep.of(new SGD(0), (x, y, context) -> Ops.mean(adding.apply(dense.apply(x, context), context)));
        assertThat(step.run(batch)).isEqualTo(3 + 4 * 3);
    }

    @Test
    void after_an_exception_of_its_own_a_step_goes_on() {
        boolean[] broken = {true};
        TrainStep step = TrainStep.of(new SGD(1), (x, y, context) -> {
            Value loss = Ops.sum(dense.apply(x, context));
            if (broken[0]) {
                throw new UnsupportedOperationException("mine");
            }
            return loss;
        });
        assertThatThrownBy(() -> step.run(batch)).hasMessage("mine");
        broken[0] = false;
        assertThat(step.run(batch)).isEqualTo(12);
        assertThat(dense.getWeights().getFirst().toFloats()).containsOnly(-3);
    }
}
