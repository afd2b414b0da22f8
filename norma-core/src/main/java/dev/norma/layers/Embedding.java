package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.constraints.Constraint;
import dev.norma.constraints.Constraints;
import dev.norma.graph.Value;
import dev.norma.initializers.Initializer;
import dev.norma.initializers.Initializers;
import dev.norma.initializers.RandomUniform;
import dev.norma.ops.Ops;
import dev.norma.regularizers.Regularizer;
import dev.norma.regularizers.Regularizers;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A vector for each number.
 *
 * <pre>
 *   x            [*]                       integers from 0 to inputDim - 1
 *   embeddings   [inputDim, outputDim]     trained
 *   result       [*, outputDim]
 * </pre>
 */
public final class Embedding extends Configured<Embedding> {
    private final Option<Integer> inputDim = options().required("inputDim", OptionType.INTEGER, Check.positive());
    private final Option<Integer> outputDim = options().required("outputDim", OptionType.INTEGER, Check.positive());
    private final Option<Initializer> embeddingsInitializer =
            options().declare("embeddingsInitializer", Initializers.TYPE, new RandomUniform(), Check.any());
    private final Option<@Nullable Regularizer> embeddingsRegularizer =
            options().optional("embeddingsRegularizer", Regularizers.TYPE, Check.any());
    private final Option<@Nullable Constraint> embeddingsConstraint =
            options().optional("embeddingsConstraint", Constraints.TYPE, Check.any());
    private final Option<Boolean> maskZero = option("maskZero", false);

    /** A layer to be configured. */
    public Embedding() {}

    /** Vectors of {@code outputDim} numbers for {@code inputDim} numbers. */
    public Embedding(int inputDim, int outputDim) {
        set(this.inputDim, inputDim);
        set(this.outputDim, outputDim);
    }

    /** Sets how the vectors begin: {@link RandomUniform} unless set. */
    public Embedding embeddingsInitializer(Initializer initializer) {
        return set(embeddingsInitializer, initializer);
    }

    /** Sets the penalty on the vectors: none unless set. */
    public Embedding embeddingsRegularizer(Regularizer regularizer) {
        return set(embeddingsRegularizer, regularizer);
    }

    /** Sets what the vectors are brought back to after each step: nothing unless set. */
    public Embedding embeddingsConstraint(Constraint constraint) {
        return set(embeddingsConstraint, constraint);
    }

    /** Sets whether 0 stands for nothing and is masked: no unless set. */
    public Embedding maskZero(boolean mask) {
        return set(maskZero, mask);
    }

    @Override
    protected boolean castsInputs() {
        return false;
    }

    @Override
    protected void build(Shape input) {
        parameter(
                "embeddings",
                Shape.of(inputDim.get(), outputDim.get()),
                embeddingsInitializer.get(),
                embeddingsRegularizer.get(),
                embeddingsConstraint.get());
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Value numbers = Ops.cast(inputs.only(), DType.INT32);
        Value result = Ops.cast(Ops.take(context.value("embeddings"), numbers, 0), policy().compute());
        if (maskZero.get()) {
            context.setMask(result, Ops.notEqual(numbers, 0));
        }
        return result;
    }
}
