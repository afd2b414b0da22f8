package dev.norma.examples;

import dev.norma.data.Datasets;
import dev.norma.data.Split;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Dense;
import dev.norma.layers.Inputs;
import dev.norma.layers.Normalization;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.models.Model;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Adam;
import dev.norma.training.Fit;
import dev.norma.training.History;
import dev.norma.training.Logs;

/** A model of one's own: its class keeps layers, and draws how they are called. */
public final class OwnModel {
    private OwnModel() {}

    /** Two blocks with a shortcut around the second, for tables. */
    public static final class ShortcutNet extends Model {
        private final Normalization standardize;
        private final Dense in = child("in", new Dense(32).useBias(false));
        private final BatchNormalization inNorm = child("in_norm", new BatchNormalization().momentum(0.9));
        private final Dense block = child("block", new Dense(32).useBias(false));
        private final BatchNormalization blockNorm = child("block_norm", new BatchNormalization().momentum(0.9));
        private final Dense out;

        /** A net for so many classes, whose first layer has seen the training data. */
        public ShortcutNet(int classes, Normalization adapted) {
            standardize = child("standardize", adapted);
            out = child("out", new Dense(classes));
        }

        @Override
        protected Value call(Inputs inputs, Context context) {
            Value x = standardize.apply(inputs.only(), context);
            Value first = Ops.relu(inNorm.apply(in.apply(x, context), context));
            Value second = blockNorm.apply(block.apply(first, context), context);
            return out.apply(Ops.relu(Ops.add(first, second)), context);
        }
    }

    /** Trains on a table of wines, and tests. */
    public static void main(String... arguments) {
        System.out.println(train());
    }

    /** The numbers on test data. */
    static Logs train() {
        Split wine = Datasets.wine();
        Normalization standardize = new Normalization().adapt(wine.training().x());
        ShortcutNet net = new ShortcutNet(3, standardize);
        net.setSeed(1);
        net.compile(new Adam(0.01), new SparseCategoricalCrossentropy().fromLogits(true), "accuracy");
        History history =
                net.fit(wine.train().shuffle(1000, 1).batch(16), Fit.epochs(20).verbose(0));
        System.out.println("accuracy in training: " + history.last("accuracy"));
        return net.evaluate(wine.test().batch(64));
    }
}
