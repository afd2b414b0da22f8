package dev.norma.doctor;

import dev.norma.data.Dataset;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.layers.ReLU;
import dev.norma.layers.Weight;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.optimizers.Adam;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.training.Fit;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Small data, and small networks trained on them, for the doctor to look at. */
final class Patients {
    static final int ROWS = 256;
    static final int CLASSES = 3;

    private Patients() {}

    /** Normal numbers; the class of a row is added to all of it, so that there is something to learn. */
    static Dataset rows(long... example) {
        return manyRows(ROWS, example);
    }

    static Dataset manyRows(int count, long... example) {
        int size = (int) Shape.of(example).size();
        float[] x = new float[count * size];
        int[] y = new int[count];
        Random random = new Random(11);
        for (int row = 0; row < count; row++) {
            y[row] = random.nextInt(CLASSES);
            for (int i = 0; i < size; i++) {
                x[row * size + i] = (float) (random.nextGaussian() + 0.5 * y[row] * (i % 2 == 0 ? 1 : -1));
            }
        }
        return Dataset.of(Tensor.of(Shape.of(count).concat(Shape.of(example)), x), Tensor.of(y));
    }

    /** So many rows a step, in another order in each epoch. */
    static Dataset shuffled(Dataset rows, int batch) {
        return rows.shuffle(ROWS, 5).batch(batch);
    }

    /** Six features, a dense layer, this normalization, three classes. */
    static Sequential dense(BatchNormalization norm) {
        return new Sequential(new InputLayer(6), new Dense(16).useBias(false), norm, new ReLU(), new Dense(CLASSES));
    }

    static BatchNormalization norm() {
        return new BatchNormalization().momentum(0.9);
    }

    static BatchNormalization normOf(Model model) {
        return model.layers().stream()
                .filter(BatchNormalization.class::isInstance)
                .map(BatchNormalization.class::cast)
                .findFirst()
                .orElseThrow();
    }

    static <M extends Model> M compiled(M model) {
        model.setSeed(3);
        model.compile(new Adam(0.003), new SparseCategoricalCrossentropy().fromLogits(true));
        return model;
    }

    static <M extends Model> M fitted(M model, Dataset batches, int epochs) {
        model.fit(batches, Fit.epochs(epochs).verbose(0));
        return model;
    }

    /** Compiled and trained for 160 steps of 32 rows. */
    static <M extends Model> M trained(M model, Dataset rows) {
        return fitted(compiled(model), shuffled(rows, 32), 20);
    }

    /** Some entries of a weight replaced by what the function makes of them. */
    static void change(Weight weight, DoubleUnaryOperator change, int... entries) {
        weight.set(changed(weight.value(), change, entries));
    }

    static Tensor changed(Tensor tensor, DoubleUnaryOperator change, int... entries) {
        float[] values = tensor.toFloats();
        for (int entry : entries) {
            values[entry] = (float) change.applyAsDouble(values[entry]);
        }
        return Tensor.of(tensor.shape(), values);
    }
}
