package dev.norma.doctor;

import static dev.norma.doctor.Patients.CLASSES;
import static dev.norma.doctor.Patients.ROWS;
import static dev.norma.doctor.Patients.norm;
import static dev.norma.doctor.Patients.rows;
import static dev.norma.doctor.Patients.trained;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.layers.Add;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Concatenate;
import dev.norma.layers.Context;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Flatten;
import dev.norma.layers.GlobalAveragePooling2D;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Inputs;
import dev.norma.layers.MaxPooling2D;
import dev.norma.layers.ReLU;
import dev.norma.layers.UpSampling2D;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Models wired in many ways, trained as they should be: the doctor has nothing to say that matters. */
final class HealthyWirings {
    private HealthyWirings() {}

    static Report residual() {
        Value input = Input.of(6, 6, 2);
        Value stem = new ReLU().apply(norm().apply(convolution(8).apply(input)));
        Value inner = new ReLU().apply(norm().apply(convolution(8).apply(stem)));
        Value branch = norm().apply(convolution(8).apply(inner));
        Value sum = new ReLU().apply(new Add().apply(stem, branch));
        Value pooled = new GlobalAveragePooling2D().apply(sum);
        return HealthyModels.images(new Model(input, new Dense(CLASSES).apply(pooled)));
    }

    private static Conv2D convolution(int filters) {
        return new Conv2D(filters, 3).padding("same").useBias(false);
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
        return HealthyModels.images(
                new Model(input, new Dense(CLASSES).apply(new GlobalAveragePooling2D().apply(right))));
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
}
