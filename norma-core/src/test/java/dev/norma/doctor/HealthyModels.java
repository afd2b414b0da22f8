package dev.norma.doctor;

import static dev.norma.doctor.Patients.CLASSES;
import static dev.norma.doctor.Patients.compiled;
import static dev.norma.doctor.Patients.dense;
import static dev.norma.doctor.Patients.fitted;
import static dev.norma.doctor.Patients.norm;
import static dev.norma.doctor.Patients.normOf;
import static dev.norma.doctor.Patients.rows;
import static dev.norma.doctor.Patients.shuffled;
import static dev.norma.doctor.Patients.trained;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv1D;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.DepthwiseConv2D;
import dev.norma.layers.Dropout;
import dev.norma.layers.Embedding;
import dev.norma.layers.Flatten;
import dev.norma.layers.GlobalAveragePooling2D;
import dev.norma.layers.InputLayer;
import dev.norma.layers.LayerNormalization;
import dev.norma.layers.Masking;
import dev.norma.layers.MaxPooling2D;
import dev.norma.layers.ReLU;
import dev.norma.layers.RenormClipping;
import dev.norma.layers.Semantics;
import dev.norma.layers.TimeDistributed;
import dev.norma.losses.MeanSquaredError;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Adam;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.training.Fit;
import dev.norma.training.RecalibrateStatistics;
import java.util.Arrays;

/** Models of many layers and settings, trained as they should be: the doctor has nothing to say that matters. */
final class HealthyModels {
    private HealthyModels() {}

    static Report mlp() {
        Model model = trained(
                new Sequential(
                        new InputLayer(6),
                        norm(),
                        new Dense(16).useBias(false),
                        norm(),
                        new ReLU(),
                        new Dense(16).useBias(false),
                        norm(),
                        new ReLU(),
                        new Dropout(0.2),
                        new Dense(CLASSES)),
                rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report convolutional() {
        return images(new Sequential(
                new InputLayer(6, 6, 2),
                new Conv2D(8, 3).useBias(false),
                norm(),
                new ReLU(),
                new MaxPooling2D(2),
                new Flatten(),
                new Dense(8).useBias(false),
                norm(),
                new ReLU(),
                new Dense(CLASSES)));
    }

    static Report images(Model model) {
        return Doctor.examine(trained(model, rows(6, 6, 2)), rows(6, 6, 2).batch(32));
    }

    static Report channelsFirst() {
        Model model = trained(
                new Sequential(
                        new InputLayer(2, 6, 6),
                        new Conv2D(8, 3).dataFormat("channels_first").useBias(false),
                        norm().axis(1),
                        new ReLU(),
                        new Conv2D(8, 3).dataFormat("channels_first").useBias(false),
                        norm().axis(-3),
                        new ReLU(),
                        new GlobalAveragePooling2D().dataFormat("channels_first"),
                        new Dense(CLASSES)),
                rows(2, 6, 6));
        return Doctor.examine(model, rows(2, 6, 6).batch(32));
    }

    static Report depthwise() {
        return images(new Sequential(
                new InputLayer(6, 6, 2),
                new DepthwiseConv2D(3).depthMultiplier(4).useBias(false),
                norm(),
                new ReLU(),
                new Conv2D(8, 1).useBias(false),
                norm(),
                new ReLU(),
                new GlobalAveragePooling2D(),
                new Dense(CLASSES)));
    }

    static Report sequence() {
        Model model = trained(
                new Sequential(
                        new InputLayer(10, 4),
                        new Conv1D(8, 3).useBias(false),
                        norm(),
                        new ReLU(),
                        new Conv1D(8, 3).padding("causal").useBias(false),
                        norm(),
                        new ReLU(),
                        new Flatten(),
                        new Dense(CLASSES)),
                rows(10, 4));
        return Doctor.examine(model, rows(10, 4).batch(32));
    }

    static Report besideLayerNormalization() {
        Model model = trained(
                new Sequential(
                        new InputLayer(6),
                        new Dense(16),
                        new LayerNormalization(),
                        new ReLU(),
                        new Dense(16).useBias(false),
                        norm(),
                        new ReLU(),
                        new Dense(CLASSES)),
                rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report renorm() {
        BatchNormalization norm = norm().renorm(true)
                .renormMomentum(0.9)
                .renormClipping(RenormClipping.NONE.rmax(3).rmin(0.3).dmax(5));
        return Doctor.examine(trained(dense(norm), rows(6)), rows(6).batch(32));
    }

    static Report masked() {
        Dataset data = rows(8, 4).map(row -> row.mapFeatures(HealthyModels::shortened));
        Model model = trained(
                new Sequential(
                        new InputLayer(8, 4), new Masking(), norm(), new Dense(8), new Flatten(), new Dense(CLASSES)),
                data);
        return Doctor.examine(model, data.batch(32));
    }

    /** A sequence that ends with zeros, how many follows from its first number. */
    private static Tensor shortened(Tensor x) {
        int kept = 4 + (int) Math.abs(x.getFlat(0) * 10) % 5;
        float[] mask = new float[8];
        Arrays.fill(mask, 0, kept, 1);
        return Ops.multiply(x, Tensor.of(mask).reshape(8, 1));
    }

    static Report eachStep() {
        Model model = trained(
                new Sequential(
                        new InputLayer(4, 3),
                        new TimeDistributed(norm()),
                        new Conv1D(8, 2).useBias(false),
                        norm(),
                        new ReLU(),
                        new Flatten(),
                        new Dense(CLASSES)),
                rows(4, 3));
        return Doctor.examine(model, rows(4, 3).batch(32));
    }

    static Report embedded() {
        Dataset words = rows(8).map(row -> row.mapFeatures(x ->
                Ops.clip(Ops.add(Ops.multiply(x, 2), 5), 1, 9).cast(DType.INT32)));
        Model model = trained(
                new Sequential(
                        new InputLayer(DType.INT32, 8),
                        new Embedding(10, 6),
                        new Conv1D(8, 3).useBias(false),
                        norm(),
                        new ReLU(),
                        new Flatten(),
                        new Dense(CLASSES)),
                words);
        return Doctor.examine(model, words.batch(32));
    }

    static Report ghosts() {
        return images(image(norm().semantics(Semantics.TF_KERAS).virtualBatchSize(16)));
    }

    static Report fused() {
        return images(image(norm().semantics(Semantics.TF_KERAS)));
    }

    private static Model image(BatchNormalization norm) {
        return new Sequential(
                new InputLayer(6, 6, 2),
                new Conv2D(6, 3).useBias(false),
                norm,
                new ReLU(),
                new GlobalAveragePooling2D(),
                new Dense(CLASSES));
    }

    static Report bfloat16() {
        Model model = trained(
                new Sequential(
                        new InputLayer(6),
                        new Dense(16).useBias(false).dtype("bfloat16"),
                        norm().dtype("bfloat16"),
                        new ReLU().dtype("bfloat16"),
                        new Dense(CLASSES)),
                rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    /** Features of different scales, and a number far from 0 that depends on one of them. */
    static Report regression() {
        Tensor scale = Tensor.of(0.1f, 1, 10, 100, 1000, 3);
        Dataset data = rows(6).map(row -> {
            Tensor y = Ops.add(row.x().rows(0, 1), 100);
            return Batch.row(Ops.add(Ops.multiply(row.x(), scale), scale), y);
        });
        Model model = new Sequential(
                new InputLayer(6), norm(), new Dense(16).useBias(false), norm(), new ReLU(), new Dense(1));
        model.setSeed(3);
        model.compile(new Adam(0.003), new MeanSquaredError());
        return Doctor.examine(fitted(model, shuffled(data, 32), 20), data.batch(32));
    }

    static Report averaged() {
        Model model = dense(norm());
        model.setSeed(3);
        model.compile(new Adam(0.01).useEma(true), new SparseCategoricalCrossentropy().fromLogits(true));
        model.fit(
                shuffled(rows(6), 32),
                Fit.epochs(10).verbose(0).callbacks(new RecalibrateStatistics(rows(6).batch(32))));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report frozenOnceTrained() {
        Model model = trained(dense(norm()), rows(6));
        normOf(model).setTrainable(false);
        return Doctor.examine(fitted(compiled(model), shuffled(rows(6), 32), 2), rows(6).batch(32));
    }

    static Report legacyOverTwoAxes() {
        Model model = trained(
                new Sequential(
                        new InputLayer(6, 4),
                        new Conv1D(8, 3).useBias(false),
                        new BatchNormalization()
                                .semantics(Semantics.TF_KERAS)
                                .axes(1, 2)
                                .momentum(0.9),
                        new ReLU(),
                        new Flatten(),
                        new Dense(CLASSES)),
                rows(6, 4));
        return Doctor.examine(model, rows(6, 4).batch(32));
    }

    static Report recalibrated() {
        Model model = fitted(compiled(dense(new BatchNormalization())), shuffled(rows(6), 32), 3);
        model.recalibrate(rows(6).batch(64));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report reducedPrecision() {
        Model model = trained(
                new Sequential(
                        new InputLayer(6),
                        new Dense(16).useBias(false).dtype("mixed_bfloat16"),
                        norm().dtype("mixed_bfloat16"),
                        new ReLU(),
                        new Dense(CLASSES)),
                rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }
}
