package dev.norma.doctor;

import static dev.norma.doctor.Patients.CLASSES;
import static dev.norma.doctor.Patients.ROWS;
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
import dev.norma.graph.Value;
import dev.norma.layers.Add;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Concatenate;
import dev.norma.layers.Context;
import dev.norma.layers.Conv1D;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.DepthwiseConv2D;
import dev.norma.layers.Dropout;
import dev.norma.layers.Embedding;
import dev.norma.layers.Flatten;
import dev.norma.layers.GlobalAveragePooling2D;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Inputs;
import dev.norma.layers.LayerNormalization;
import dev.norma.layers.Masking;
import dev.norma.layers.MaxPooling2D;
import dev.norma.layers.ReLU;
import dev.norma.layers.RenormClipping;
import dev.norma.layers.Semantics;
import dev.norma.layers.TimeDistributed;
import dev.norma.layers.UpSampling2D;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Models of many kinds, trained as they should be: the doctor has nothing to say that matters. */
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

    private static Report images(Model model) {
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

    static Report residual() {
        Value input = Input.of(6, 6, 2);
        Value stem = new ReLU().apply(norm().apply(convolution(8).apply(input)));
        Value inner = new ReLU().apply(norm().apply(convolution(8).apply(stem)));
        Value branch = norm().apply(convolution(8).apply(inner));
        Value sum = new ReLU().apply(new Add().apply(stem, branch));
        Value pooled = new GlobalAveragePooling2D().apply(sum);
        return images(new Model(input, new Dense(CLASSES).apply(pooled)));
    }

    private static Conv2D convolution(int filters) {
        return new Conv2D(filters, 3).padding("same").useBias(false);
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

    static Report shared() {
        Value left = Input.named("left", 6);
        Dense layer = new Dense(12).useBias(false);
        BatchNormalization norm = norm();
        Value one = norm.apply(layer.apply(left));
        Value two = norm.apply(layer.apply(Ops.multiply(left, 0.9)));
        Value joined = new Concatenate().apply(new ReLU().apply(one), new ReLU().apply(two));
        Model model = trained(new Model(left, new Dense(CLASSES).apply(joined)), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
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

    /** Features and their opposites, which one encoder reads. */
    static Report siamese() {
        Value inside = Input.of(6);
        Model encoder = new Model(
                inside,
                new ReLU().apply(norm().apply(new Dense(12).useBias(false).apply(inside))));
        Value left = Input.of(6);
        Value right = Input.of(6);
        Value joined = new Concatenate().apply(encoder.apply(left), encoder.apply(right));
        Value hidden = norm().apply(new Dense(8).useBias(false).apply(joined));
        Model model = new Model(List.of(left, right), List.of(new Dense(CLASSES).apply(new ReLU().apply(hidden))));
        Batch rows = rows(6).batch(ROWS).iterator().next();
        SequencedMap<String, Tensor> features = new LinkedHashMap<>();
        features.put(model.network().inputs().getFirst(), rows.x());
        features.put(model.network().inputs().getLast(), Ops.multiply(rows.x(), -1));
        Dataset data = Dataset.of(
                Batch.named(features, Map.of(model.network().outputs().getFirst(), rows.y())));
        return Doctor.examine(trained(model, data), data.batch(32));
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

    static Report mixer() {
        Value input = Input.of(5, 4);
        Value tokens = new Dense(6).useBias(false).apply(input);
        Value mixed = new Dense(5).useBias(false).apply(Ops.transpose(tokens, 0, 2, 1));
        Value normalized = norm().apply(Ops.transpose(mixed, 0, 2, 1));
        Value last = new Dense(CLASSES).apply(new Flatten().apply(new ReLU().apply(normalized)));
        return Doctor.examine(
                trained(new Model(input, last), rows(5, 4)), rows(5, 4).batch(32));
    }

    static Report upAndDown() {
        Value input = Input.of(6, 6, 2);
        Value left = block(input, 4);
        Value bottom = block(new MaxPooling2D(2).apply(left), 6);
        Value right = block(new Concatenate().apply(new UpSampling2D(2).apply(bottom), left), 4);
        return images(new Model(input, new Dense(CLASSES).apply(new GlobalAveragePooling2D().apply(right))));
    }

    private static Value block(Value x, int filters) {
        return new ReLU()
                .apply(norm().apply(new Conv2D(filters, 3)
                        .padding("same")
                        .useBias(false)
                        .apply(x)));
    }

    /** As fine-tuning is done: a trained part called in inference mode, a head that learns. */
    static Report pretrained() {
        Value inside = Input.of(6);
        Model base = new Model(
                inside,
                new ReLU().apply(norm().apply(new Dense(12).useBias(false).apply(inside))));
        trained(new Sequential(new InputLayer(6), base, new Dense(CLASSES)), rows(6));
        base.getLayer("dense").setTrainable(false);
        Value input = Input.of(6);
        Value head = norm().apply(new Dense(8).useBias(false).apply(base.apply(Arguments.training(false), input)));
        Model model = trained(new Model(input, new Dense(CLASSES).apply(new ReLU().apply(head))), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
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

    static Report nested() {
        Value inside = Input.of(6);
        Model encoder = new Model(
                inside,
                new ReLU().apply(norm().apply(new Dense(12).useBias(false).apply(inside))));
        Value input = Input.of(6);
        Value normalized = norm().apply(new Dense(8).useBias(false).apply(encoder.apply(input)));
        Model model = trained(new Model(input, new Dense(CLASSES).apply(new ReLU().apply(normalized))), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report frozenOnceTrained() {
        Model model = trained(dense(norm()), rows(6));
        normOf(model).setTrainable(false);
        return Doctor.examine(fitted(compiled(model), shuffled(rows(6), 32), 2), rows(6).batch(32));
    }

    static Report ownClass() {
        Model model = trained(new Own(), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    private static final class Own extends Model {
        private final Dense hidden = child("hidden", new Dense(12).useBias(false));
        private final BatchNormalization norm = child("norm", Patients.norm());
        private final Dense last = child("last", new Dense(CLASSES));

        @Override
        protected Value call(Inputs inputs, Context context) {
            Value x = norm.apply(hidden.apply(inputs.only(), context), context);
            return last.apply(Ops.relu(x), context);
        }
    }

    static Report transposed() {
        Value input = Input.of(6);
        Value turned = Ops.transpose(new Dense(12).useBias(false).apply(input), 1, 0);
        Value back = Ops.transpose(norm().axis(0).apply(turned), 1, 0);
        Model model = trained(new Model(input, new Dense(CLASSES).apply(new ReLU().apply(back))), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
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
