package dev.norma.doctor;

import static dev.norma.doctor.Patients.change;
import static dev.norma.doctor.Patients.compiled;
import static dev.norma.doctor.Patients.dense;
import static dev.norma.doctor.Patients.fitted;
import static dev.norma.doctor.Patients.manyRows;
import static dev.norma.doctor.Patients.norm;
import static dev.norma.doctor.Patients.normOf;
import static dev.norma.doctor.Patients.rows;
import static dev.norma.doctor.Patients.shuffled;
import static dev.norma.doctor.Patients.trained;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Dropout;
import dev.norma.layers.Flatten;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.ReLU;
import dev.norma.layers.Semantics;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** Models with one fault each in settings, weights or data, or two, and what the doctor says of them. */
final class PlantedFaults {
    private PlantedFaults() {}

    static Report fresh() {
        return Doctor.examine(compiled(dense(norm())));
    }

    static Report freshWithData() {
        Value input = Input.of(2);
        Model model = new Model(input, new BatchNormalization().axis(1).apply(input));
        return Doctor.examine(model, rows(2).batch(32));
    }

    static Report frozenBeforeTraining() {
        Model model = trained(dense(norm().trainable(false)), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report lag() {
        Model model = fitted(compiled(dense(new BatchNormalization())), shuffled(rows(6), 32), 5);
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report otherData() {
        Dataset data = rows(6);
        Model model = trained(dense(norm()), data);
        return Doctor.examine(
                model, data.batch(32).map(batch -> batch.mapFeatures(x -> Ops.add(Ops.multiply(x, 3), 2))));
    }

    static Report smallBatches() {
        Model model = fitted(compiled(dense(norm())), shuffled(rows(6), 4), 3);
        return Doctor.examine(model, rows(6).batch(4));
    }

    static Report batchesOfOne() {
        Model model = fitted(compiled(dense(norm())), manyRows(64, 6).batch(1), 2);
        return Doctor.examine(model, manyRows(64, 6).batch(1));
    }

    static Report lastBatchOfOne() {
        Dataset data = manyRows(257, 6);
        Model model = fitted(compiled(dense(norm())), shuffled(data, 32), 20);
        return Doctor.examine(model, data.batch(32));
    }

    static Report sortedByClass() {
        List<Batch> sorted = StreamSupport.stream(rows(6).spliterator(), false)
                .sorted(Comparator.comparingDouble(row -> row.y().item()))
                .map(row -> row.mapFeatures(x -> Ops.add(x, 4 * row.y().item())))
                .toList();
        Dataset data = Dataset.generator(sorted::iterator).batch(32);
        return Doctor.examine(fitted(compiled(dense(norm())), data, 20), data);
    }

    static Report deadGamma() {
        Model model = trained(dense(norm()), rows(6));
        change(normOf(model).gamma(), gamma -> 0, 1, 5, 6);
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report constantFeatures() {
        Dataset data = rows(6).map(row -> row.mapFeatures(x -> Ops.multiply(x, Tensor.of(1f, 0, 1, 1, 0, 1))));
        Model model = trained(new Sequential(new InputLayer(6), norm(), new Dense(3)), data);
        return Doctor.examine(model, data.batch(32));
    }

    static Report explodingInput() {
        Model model = trained(dense(norm()), rows(6));
        explode(model);
        return Doctor.examine(model, rows(6).batch(32));
    }

    /** One unit ten thousand times as large, and its statistics with it. */
    private static void explode(Model model) {
        int[] column = {2, 18, 34, 50, 66, 82};
        change(model.getLayer("dense").weight("kernel"), kernel -> 1e4 * kernel, column);
        change(normOf(model).movingMean(), mean -> 1e4 * mean, 2);
        change(normOf(model).movingVariance(), variance -> 1e8 * variance, 2);
    }

    static Report explodingGamma() {
        Model model = trained(dense(norm()), rows(6));
        change(normOf(model).gamma(), gamma -> 500, 3);
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report frozenAfterCompile() {
        Model model = trained(dense(norm()), rows(6));
        normOf(model).setTrainable(false);
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report frozenButUpdating() {
        Model model = trained(dense(norm().trainable(false).updateStatistics(true)), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report wholeMomentum() {
        Model model = trained(dense(new BatchNormalization().momentum(1)), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report unfrozenAfterCompile() {
        Model model = trained(dense(norm().trainable(false)), rows(6));
        normOf(model).setTrainable(true);
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report updatesSwitchedOff() {
        Model model = trained(dense(norm().updateStatistics(false)), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report bias(int batch, int epochs) {
        Model model = compiled(new Sequential(new InputLayer(6), new Dense(16), norm(), new ReLU(), new Dense(3)));
        fitted(model, shuffled(rows(6), batch), epochs);
        return Doctor.examine(model, rows(6).batch(batch));
    }

    static Report weightsInAnotherOrder() {
        Model model = trained(dense(norm()), rows(6));
        BatchNormalization norm = normOf(model);
        List<Tensor> right = norm.getWeights();
        norm.setWeights(List.of(right.get(0), right.get(1), right.get(3), right.get(2)));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report notFinite() {
        Model model = trained(dense(norm()), rows(6));
        change(normOf(model).movingMean(), mean -> Double.NaN, 4);
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report momentumOfPyTorch() {
        Model model = trained(dense(new BatchNormalization().momentum(0.1)), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report dropoutInFront() {
        Model model = trained(
                new Sequential(
                        new InputLayer(6), new Dense(16).activation("relu"), new Dropout(0.5), norm(), new Dense(3)),
                rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report tinyGamma() {
        Model model = trained(dense(norm()), rows(6));
        normOf(model).gamma().set(Tensor.fill(normOf(model).gamma().parameter().type(), 1e-7));
        return Doctor.examine(model, rows(6).batch(32));
    }

    /** One number in the fourth batch is none. */
    static Report notFiniteData() {
        Model model = trained(dense(norm()), rows(6));
        List<Batch> batches = new ArrayList<>();
        rows(6).batch(32).forEach(batches::add);
        batches.set(3, batches.get(3).mapFeatures(x -> Patients.changed(x, number -> Double.NaN, 7)));
        return Doctor.examine(model, Dataset.generator(batches::iterator));
    }

    static Report ghosts(int examples) {
        BatchNormalization norm = norm().semantics(Semantics.TF_KERAS).virtualBatchSize(examples);
        return Doctor.examine(trained(dense(norm), rows(6)), rows(6).batch(32));
    }

    // ---- two at once

    static Report channelsFirstBehindABias() {
        Model model = trained(
                new Sequential(
                        new InputLayer(6, 6, 2),
                        new Conv2D(4, 3),
                        norm().axis(-1),
                        new ReLU(),
                        new Flatten(),
                        new Dense(8).useBias(false),
                        new BatchNormalization().momentum(0.1),
                        new Dense(3)),
                rows(6, 6, 2));
        return Doctor.examine(model, rows(6, 6, 2).batch(32));
    }

    static Report freshWithLowMomentum() {
        return Doctor.examine(compiled(dense(new BatchNormalization().momentum(0.1))));
    }

    static Report lagWithDeadGamma() {
        Model model = fitted(compiled(dense(new BatchNormalization())), shuffled(rows(6), 32), 5);
        change(normOf(model).gamma(), gamma -> 0, 1, 5, 6);
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report frozenAfterCompileAndExploding() {
        Model model = trained(dense(norm()), rows(6));
        explode(model);
        normOf(model).setTrainable(false);
        return Doctor.examine(model, rows(6).batch(32));
    }
}
