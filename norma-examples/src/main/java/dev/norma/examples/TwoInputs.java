package dev.norma.examples;

import dev.norma.data.Batch;
import dev.norma.data.Datasets;
import dev.norma.data.Split;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Concatenate;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Flatten;
import dev.norma.layers.Input;
import dev.norma.layers.Layer;
import dev.norma.layers.ReLU;
import dev.norma.losses.BinaryCrossentropy;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.models.Compile;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Adam;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.training.Fit;
import dev.norma.training.Logs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A functional model with two inputs, a tower that both share, and two outputs: the halves of a digit tell the digit, and whether it is even. */
public final class TwoInputs {
    private TwoInputs() {}

    /** Trains, and tests. */
    public static void main(String... arguments) {
        System.out.println(train());
    }

    static Model model() {
        Layer tower = new Sequential(
                        new Conv2D(16, 3).padding("same").useBias(false),
                        new BatchNormalization().momentum(0.9),
                        new ReLU(),
                        new Flatten())
                .name("tower");
        Value upper = Input.named("upper", 4, 8, 1);
        Value lower = Input.named("lower", 4, 8, 1);
        Value both = new Concatenate().apply(tower.apply(upper), tower.apply(lower));
        Value hidden = new Dense(64).activation("relu").apply(both);
        Value digit = new Dense(10).name("digit").apply(hidden);
        Value even = new Dense(1).name("even").activation("sigmoid").apply(hidden);
        return new Model(List.of(upper, lower), List.of(digit, even), "halves");
    }

    /** The numbers on test data. */
    static Logs train() {
        Model model = model();
        model.setSeed(1);
        model.compile(Compile.with(new Adam(0.002))
                .loss("digit", new SparseCategoricalCrossentropy().fromLogits(true))
                .loss("even", new BinaryCrossentropy(), 0.5)
                .metrics("accuracy"));
        Split digits = Datasets.digits();
        model.fit(
                digits.train().shuffle(2000, 1).batch(64).map(TwoInputs::halves),
                Fit.epochs(8).verbose(0));
        return model.evaluate(digits.test().batch(256).map(TwoInputs::halves));
    }

    /** Batches of whole digits as batches of their halves. */
    private static Batch halves(Batch whole) {
        SequencedMap<String, Tensor> features = new LinkedHashMap<>();
        features.put("upper", Ops.slice(whole.x(), 1, 0, 4));
        features.put("lower", Ops.slice(whole.x(), 1, 4, 8));
        Tensor even = Ops.equal(Ops.mod(whole.y(), 2), 0).cast(DType.FLOAT32).reshape(whole.size(), 1);
        return Batch.named(features, Map.of("digit", whole.y(), "even", even));
    }
}
