package dev.norma.doctor;

import static dev.norma.doctor.Patients.compiled;
import static dev.norma.doctor.Patients.fitted;
import static dev.norma.doctor.Patients.norm;
import static dev.norma.doctor.Patients.rows;
import static dev.norma.doctor.Patients.shuffled;
import static dev.norma.doctor.Patients.trained;

import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.layers.Add;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Concatenate;
import dev.norma.layers.Context;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Embedding;
import dev.norma.layers.Flatten;
import dev.norma.layers.GlobalAveragePooling2D;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Inputs;
import dev.norma.layers.ReLU;
import dev.norma.layers.TimeDistributed;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import java.util.List;

/** Models with one fault each in how they are wired, and what the doctor says of them. */
final class PlantedWirings {
    private PlantedWirings() {}

    static Report channelsFirst() {
        Model model = trained(
                new Sequential(
                        new InputLayer(2, 6, 6),
                        new Conv2D(4, 3).dataFormat("channels_first").useBias(false),
                        norm(),
                        new ReLU(),
                        new GlobalAveragePooling2D().dataFormat("channels_first"),
                        new Dense(3)),
                rows(2, 6, 6));
        return Doctor.examine(model, rows(2, 6, 6).batch(32));
    }

    static Report heightAsChannels(double momentum) {
        Model model = trained(
                new Sequential(
                        new InputLayer(6, 6, 2),
                        new Conv2D(4, 3).useBias(false),
                        new BatchNormalization().momentum(momentum).axis(1),
                        new ReLU(),
                        new GlobalAveragePooling2D(),
                        new Dense(3)),
                rows(6, 6, 2));
        return Doctor.examine(model, rows(6, 6, 2).batch(32));
    }

    static Report widthOfAnImage() {
        Model model =
                trained(new Sequential(new InputLayer(3, 8, 8), norm(), new Flatten(), new Dense(3)), rows(3, 8, 8));
        return Doctor.examine(model, rows(3, 8, 8).batch(32));
    }

    static Report batchAsChannels() {
        Value input = Input.of(5);
        Value fixed = Ops.reshape(input, 8, 5);
        Model model =
                compiled(new Model(input, new Dense(3).apply(norm().axis(0).apply(fixed))));
        fitted(model, shuffled(rows(5), 8), 5);
        return Doctor.examine(model, rows(5).batch(8));
    }

    static Report calledInInference() {
        Value input = Input.of(6);
        Value hidden = new Dense(16).useBias(false).apply(input);
        Value normalized = norm().apply(Arguments.training(false), hidden);
        Model model = trained(new Model(input, new Dense(3).apply(new ReLU().apply(normalized))), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report sharedByUnlikeInputs() {
        Value input = Input.of(6);
        BatchNormalization shared = norm();
        Value near = shared.apply(input);
        Value far = shared.apply(Ops.add(Ops.multiply(input, 2), 10));
        Model model = trained(new Model(input, new Dense(3).apply(new Add().apply(near, far))), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report placesOfWords() {
        Dataset words = rows(8).map(row -> row.mapFeatures(x ->
                Ops.clip(Ops.add(Ops.multiply(x, 2), 5), 1, 9).cast(DType.INT32)));
        Model model = trained(
                new Sequential(
                        new InputLayer(DType.INT32, 8),
                        new Embedding(10, 6),
                        norm().axis(1),
                        new Flatten(),
                        new Dense(3)),
                words);
        return Doctor.examine(model, words.batch(32));
    }

    static Report oneBranchLags() {
        Value input = Input.of(6);
        Value settled = norm().apply(new Dense(8).useBias(false).apply(input));
        Value late = new BatchNormalization()
                .momentum(0.999)
                .apply(new Dense(8).useBias(false).apply(input));
        Value joined = new ReLU().apply(new Concatenate().apply(settled, late));
        Model model = trained(new Model(input, new Dense(3).apply(joined)), rows(6));
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report ownClass() {
        return Doctor.examine(trained(new ByInference(), rows(6)), rows(6).batch(32));
    }

    private static final class ByInference extends Model {
        private final Dense hidden = child("hidden", new Dense(12).useBias(false));
        private final BatchNormalization norm = child("norm", Patients.norm());
        private final Dense last = child("last", new Dense(3));

        @Override
        protected Value call(Inputs inputs, Context context) {
            Value x = hidden.apply(inputs.only(), context);
            Value y = norm.apply(List.of(x), context, Arguments.training(false)).getFirst();
            return last.apply(Ops.relu(y), context);
        }
    }

    static Report encoderFrozen() {
        Value inside = Input.of(6);
        Model encoder =
                new Model(inside, norm().apply(new Dense(12).useBias(false).apply(inside)));
        Value input = Input.of(6);
        Model model = trained(new Model(input, new Dense(3).apply(new ReLU().apply(encoder.apply(input)))), rows(6));
        encoder.setTrainable(false);
        return Doctor.examine(model, rows(6).batch(32));
    }

    static Report channelsFirstSteps() {
        Model model = trained(
                new Sequential(
                        new InputLayer(3, 2, 6, 6),
                        new TimeDistributed(
                                new Conv2D(4, 3).dataFormat("channels_first").useBias(false)),
                        new TimeDistributed(norm()),
                        new Flatten(),
                        new Dense(3)),
                rows(3, 2, 6, 6));
        return Doctor.examine(model, rows(3, 2, 6, 6).batch(32));
    }
}
