package dev.norma.benchmarks;

import dev.norma.graph.Value;
import dev.norma.layers.Add;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Flatten;
import dev.norma.layers.GlobalAveragePooling2D;
import dev.norma.layers.Input;
import dev.norma.layers.MaxPooling2D;
import dev.norma.layers.ReLU;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.models.Model;
import dev.norma.optimizers.Adam;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The networks that are measured: no bias in front of a batch normalization, same padding, logits out, Keras' defaults else.
 * Each is compiled with Adam and the crossentropy of ten classes.
 */
public enum Networks {
    /** Dense 64, batch normalization, ReLU, twice; Dense 10. */
    MLP(32) {
        @Override
        Shape example() {
            return Shape.of(32);
        }

        @Override
        Value draw(Value x, String policy) {
            Value first = relu(normalized(dense(x, 64, policy), policy), policy);
            return relu(normalized(dense(first, 64, policy), policy), policy);
        }
    },
    /** Convolution, batch normalization, ReLU and pooling, of 32 and of 64 channels; Dense 128, normalized; Dense 10. */
    MNIST_CNN(128) {
        @Override
        Shape example() {
            return Shape.of(28, 28, 1);
        }

        @Override
        Value draw(Value x, String policy) {
            Value first = pooled(relu(normalized(conv(x, 32, 3, 1, policy), policy), policy), policy);
            Value second = pooled(relu(normalized(conv(first, 64, 3, 1, policy), policy), policy), policy);
            Value flat = new Flatten().dtype(policy).apply(second);
            return relu(normalized(dense(flat, 128, policy), policy), policy);
        }
    },
    /** The network of He et al. (2015) for small images: three stages of three blocks, 16, 32 and 64 channels. */
    RESNET_20(128) {
        @Override
        Shape example() {
            return Shape.of(32, 32, 3);
        }

        @Override
        Value draw(Value x, String policy) {
            Value y = relu(normalized(conv(x, 16, 3, 1, policy), policy), policy);
            for (int filters = 16; filters <= 64; filters *= 2) {
                for (int i = 0; i < 3; i++) {
                    y = block(y, filters, i == 0 && filters > 16 ? 2 : 1, policy);
                }
            }
            return new GlobalAveragePooling2D().dtype(policy).apply(y);
        }
    };

    private static final int CLASSES = 10;

    private final int batch;

    Networks(int batch) {
        this.batch = batch;
    }

    /** What one example looks like. */
    abstract Shape example();

    /** The layers between an input and the last, which has the classes. */
    abstract Value draw(Value x, String policy);

    /** A compiled model in float32; the seed decides its weights. */
    public Model model() {
        return model("float32");
    }

    /** A compiled model under a policy of Keras' names. */
    public Model model(String policy) {
        Value input = Input.of(example().toArray());
        Value logits = new Dense(CLASSES).dtype(policy).apply(draw(input, policy));
        Model model = new Model(input, logits);
        model.setSeed(1);
        model.compile(new Adam(), new SparseCategoricalCrossentropy().fromLogits(true));
        return model;
    }

    /** How many examples a training step has. */
    public int batch() {
        return batch;
    }

    /** Random examples. */
    public Tensor features(int rows, long seed) {
        Shape shape = Shape.of(
                LongStream.concat(LongStream.of(rows), Arrays.stream(example().toArray()))
                        .toArray());
        float[] numbers = new float[Math.toIntExact(shape.size())];
        java.util.Random random = new java.util.Random(seed);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return Tensor.of(shape, numbers);
    }

    /** Random classes. */
    public static Tensor labels(int rows, long seed) {
        return Tensor.of(new java.util.Random(seed).ints(rows, 0, CLASSES).toArray());
    }

    private static Value dense(Value x, int units, String policy) {
        return new Dense(units).useBias(false).dtype(policy).apply(x);
    }

    private static Value conv(Value x, int filters, int size, int strides, String policy) {
        return new Conv2D(filters, size)
                .strides(strides)
                .padding("same")
                .useBias(false)
                .dtype(policy)
                .apply(x);
    }

    private static Value normalized(Value x, String policy) {
        return new BatchNormalization().dtype(policy).apply(x);
    }

    private static Value relu(Value x, String policy) {
        return new ReLU().dtype(policy).apply(x);
    }

    private static Value pooled(Value x, String policy) {
        return new MaxPooling2D(2).dtype(policy).apply(x);
    }

    private static Value block(Value x, int filters, int strides, String policy) {
        Value first = relu(normalized(conv(x, filters, 3, strides, policy), policy), policy);
        Value second = normalized(conv(first, filters, 3, 1, policy), policy);
        Value shortcut = strides == 1 ? x : normalized(conv(x, filters, 1, strides, policy), policy);
        return relu(new Add().dtype(policy).apply(second, shortcut), policy);
    }
}
