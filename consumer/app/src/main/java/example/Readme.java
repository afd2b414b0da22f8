package example;

import static dev.norma.data.CsvColumns.features;
import static dev.norma.data.CsvColumns.label;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.data.Datasets;
import dev.norma.data.Split;
import dev.norma.doctor.Doctor;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Dropout;
import dev.norma.layers.Flatten;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.MaxPooling2D;
import dev.norma.layers.ReLU;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.optimizers.Adam;
import dev.norma.tensor.Tensor;
import dev.norma.training.Fit;
import dev.norma.training.History;
import dev.norma.training.TrainStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The programs of Norma's README, pasted. */
final class Readme {
    private Readme() {}

    static void run() throws IOException {
        untrained();
        Sequential net = train();
        examine(net, Datasets.digits());
        double accuracy = recalibrate(net, Datasets.digits());
        if (accuracy < 0.98) {
            throw new AssertionError("digits are not learned: " + accuracy);
        }
        Path file = Files.createTempFile("rows", ".csv");
        Files.write(
                file,
                List.of(
                        "a,b,c,d,e,label",
                        "1,2,3,4,5,0",
                        "5,4,3,2,1,1",
                        "2,3,1,5,4,0",
                        "4,1,5,2,3,1",
                        "3,3,2,1,4,1",
                        "1,1,4,2,2,0",
                        "5,2,1,3,5,1"));
        loop(file, file);
        Files.delete(file);
    }

    private static void untrained() {
        Value input = Input.of(2);
        Model model = new Model(input, new BatchNormalization().axis(1).apply(input));
        System.out.println(model.predict(Tensor.range(4).reshape(2, 2))); // [[0 0.9995004], [1.9990008 2.9985013]]
        System.out.println(Doctor.examine(model)); // never trained: output = x / sqrt(1 + epsilon)
    }

    private static Sequential train() {
        Split digits = Datasets.digits();
        Sequential net = new Sequential(
                new InputLayer(8, 8, 1),
                new Conv2D(32, 3).useBias(false),
                new BatchNormalization().momentum(0.9),
                new ReLU(),
                new MaxPooling2D(2),
                new Flatten(),
                new Dense(64).useBias(false),
                new BatchNormalization().momentum(0.9),
                new ReLU(),
                new Dropout(0.3),
                new Dense(10));
        net.setSeed(1);
        System.out.println(net.summary());
        net.compile(new Adam(1e-3), new SparseCategoricalCrossentropy().fromLogits(true), "accuracy");
        History history = net.fit(
                digits.train().shuffle(1000, 1).batch(64),
                Fit.epochs(20).validation(digits.test().batch(256)));
        System.out.println(history.last("val_accuracy")); // 0.99
        return net;
    }

    private static void examine(Sequential net, Split digits) {
        System.out.println(Doctor.examine(net, digits.train().batch(64))); // text; .json() and .html() too
    }

    private static double recalibrate(Sequential net, Split digits) {
        double lagging = net.evaluate(digits.test().batch(256)).get("accuracy");
        System.out.println(net.recalibrate(digits.train().batch(256))); // how far the moving statistics were off
        double exact = net.evaluate(digits.test().batch(256)).get("accuracy");
        return Math.min(lagging, exact);
    }

    private static void loop(Path first, Path second) {
        Dataset data = Dataset.csv(first, second)
                .header()
                .decode(features(5), label(1))
                .shuffle(1000)
                .batch(7);
        Sequential net =
                new Sequential(new Dense(16).useBias(false), new BatchNormalization(), new ReLU(), new Dense(2));
        SparseCategoricalCrossentropy loss = new SparseCategoricalCrossentropy().fromLogits(true);
        TrainStep step = TrainStep.of(new Adam(0.01), (x, y, context) -> loss.of(y, net.apply(x, context)));
        for (Batch batch : data) {
            System.out.println(step.run(batch)); // the loss; weights and moving statistics have moved
        }
    }
}
