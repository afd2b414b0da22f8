package dev.norma.layers;

import dev.norma.activations.ActivationFunction;
import dev.norma.activations.Activations;
import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.constraints.Constraint;
import dev.norma.constraints.Constraints;
import dev.norma.graph.Value;
import dev.norma.initializers.GlorotUniform;
import dev.norma.initializers.Initializer;
import dev.norma.initializers.Initializers;
import dev.norma.initializers.Zeros;
import dev.norma.ops.Ops;
import dev.norma.regularizers.Regularizer;
import dev.norma.regularizers.Regularizers;
import dev.norma.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A layer with a kernel, perhaps a bias, and an activation: what {@link Dense} and the convolutions share.
 *
 * @param <L> the layer's own type
 */
public abstract sealed class Kerneled<L extends Kerneled<L>> extends Configured<L>
        permits Dense, Convolution, DepthwiseConv2D {
    private final Option<ActivationFunction> activation =
            options().declare("activation", Activations.TYPE, Activations.LINEAR, Check.any());
    private final Option<Boolean> useBias = option("useBias", true);
    private final Option<Initializer> kernelInitializer;
    private final Option<Initializer> biasInitializer =
            options().declare("biasInitializer", Initializers.TYPE, new Zeros(), Check.any());
    private final Option<@Nullable Regularizer> kernelRegularizer;
    private final Option<@Nullable Regularizer> biasRegularizer =
            options().optional("biasRegularizer", Regularizers.TYPE, Check.any());
    private final Option<@Nullable Constraint> kernelConstraint;
    private final Option<@Nullable Constraint> biasConstraint =
            options().optional("biasConstraint", Constraints.TYPE, Check.any());

    Kerneled(String kernel) {
        kernelInitializer =
                options().declare(kernel + "Initializer", Initializers.TYPE, new GlorotUniform(), Check.any());
        kernelRegularizer = options().optional(kernel + "Regularizer", Regularizers.TYPE, Check.any());
        kernelConstraint = options().optional(kernel + "Constraint", Constraints.TYPE, Check.any());
    }

    /** Sets the function that the layer ends with, by Keras' name: none unless set. */
    public L activation(String name) {
        return set(activation, Activations.named(name));
    }

    /** Sets the function that the layer ends with: none unless set. */
    public L activation(ActivationFunction function) {
        return set(activation, function);
    }

    /** Sets whether a bias is added: yes unless set. In front of a batch normalization it does nothing. */
    public L useBias(boolean use) {
        return set(useBias, use);
    }

    /** Sets how the kernel begins: {@link GlorotUniform} unless set. */
    public L kernelInitializer(Initializer initializer) {
        return set(kernelInitializer, initializer);
    }

    /** Sets how the kernel begins, by Keras' name. */
    public L kernelInitializer(String name) {
        return set(kernelInitializer, Initializers.named(name));
    }

    /** Sets how the bias begins: {@link Zeros} unless set. */
    public L biasInitializer(Initializer initializer) {
        return set(biasInitializer, initializer);
    }

    /** Sets the penalty on the kernel: none unless set. */
    public L kernelRegularizer(Regularizer regularizer) {
        return set(kernelRegularizer, regularizer);
    }

    /** Sets the penalty on the bias: none unless set. */
    public L biasRegularizer(Regularizer regularizer) {
        return set(biasRegularizer, regularizer);
    }

    /** Sets what the kernel is brought back to after each step: nothing unless set. */
    public L kernelConstraint(Constraint constraint) {
        return set(kernelConstraint, constraint);
    }

    /** Sets what the bias is brought back to after each step: nothing unless set. */
    public L biasConstraint(Constraint constraint) {
        return set(biasConstraint, constraint);
    }

    /** Makes the kernel, then the bias. */
    final void makeWeights(Shape kernel, long channels) {
        parameter("kernel", kernel, kernelInitializer.get(), kernelRegularizer.get(), kernelConstraint.get());
        if (useBias.get()) {
            parameter("bias", Shape.of(channels), biasInitializer.get(), biasRegularizer.get(), biasConstraint.get());
        }
    }

    /** Adds the bias along an axis, then applies the activation. */
    final Value finish(Value product, int channelAxis, Context context) {
        Value sum = product;
        if (useBias.get()) {
            sum = Ops.add(sum, Along.axis(context.value("bias"), product.shape(), channelAxis));
        }
        return activation.get().apply(sum);
    }
}
