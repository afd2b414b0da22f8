package dev.norma.examples;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.initializers.Ones;
import dev.norma.layers.Configured;
import dev.norma.layers.Context;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Inputs;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.training.Fit;

/** A layer of one's own, with an option and a weight, inside a network that is trained. */
public final class OwnLayer {
    private OwnLayer() {}

    /** Divides each example by the root of the mean of its squares, and scales it. Zhang and Sennrich (2019), RMSNorm. */
    public static final class RootMeanSquare extends Configured<RootMeanSquare> {
        private final Option<Double> epsilon = option("epsilon", 1e-6, Check.positive());

        /** Sets what is added to the mean of the squares: 1e-6 unless set. */
        public RootMeanSquare epsilon(double added) {
            return set(epsilon, added);
        }

        @Override
        protected void build(Shape input) {
            parameter("scale", Shape.of(input.dim(-1)), new Ones());
        }

        @Override
        protected Value call(Inputs inputs, Context context) {
            Value x = inputs.only();
            Value mean = Ops.expandDims(Ops.mean(Ops.square(x), -1), -1);
            return Ops.multiply(Ops.multiply(x, Ops.rsqrt(Ops.add(mean, epsilon.get()))), context.value("scale"));
        }
    }

    /** Shows what the layer does, and trains it. */
    public static void main(String... arguments) {
        System.out.println(new RootMeanSquare().apply(Tensor.of(new float[][] {{3, 4}, {-6, 8}}), false));
        System.out.println(trained().summary());
    }

    /** A network that has learned which of two numbers is the larger. */
    static Sequential trained() {
        Sequential net = new Sequential(
                new InputLayer(2),
                new Dense(8),
                new RootMeanSquare().epsilon(1e-5),
                new Dense(1).activation("sigmoid"));
        net.setSeed(1);
        net.compile("adam", "binary_crossentropy", "accuracy");
        float[][] x = {{1, 2}, {4, 3}, {-1, 5}, {2, -7}, {0, 1}, {9, 8}, {-3, -2}, {-4, -6}};
        float[][] y = {{0}, {1}, {0}, {1}, {0}, {1}, {0}, {1}};
        net.fit(x, y, Fit.epochs(200).verbose(0));
        return net;
    }
}
