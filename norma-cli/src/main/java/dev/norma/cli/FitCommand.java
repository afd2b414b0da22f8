package dev.norma.cli;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.losses.MeanSquaredError;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.models.Sequential;
import dev.norma.optimizers.Adam;
import dev.norma.runtime.Backends;
import dev.norma.tensor.Tensor;
import dev.norma.training.Fit;
import dev.norma.training.History;
import dev.norma.training.Logs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a network with batch normalization on a data set or a file, and tests it. */
@Command(
        name = "fit",
        description = "Trains a network with batch normalization on data, shows progress, and tests it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  norma fit digits",
            "  norma fit iris --epochs 50 --hidden 16,16",
            "  norma fit houses.csv --label price --json result.json"
        })
final class FitCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DATA",
            description = "digits, iris, wine or breast_cancer; a CSV file; or an .npz with arrays x and y.")
    private String data = "";

    @Option(names = "--label", paramLabel = "COLUMN", description = "The column of a CSV file that is to be predicted.")
    private @Nullable String label;

    @Option(names = "--task", paramLabel = "TASK", description = "auto, classes or number: what the label is (auto).")
    private Task task = Task.AUTO;

    @Option(
            names = "--text",
            paramLabel = "COLUMN",
            description = "A column of a CSV file to be taken as text; may be repeated.")
    private List<String> text = new ArrayList<>();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = Converters.Positive.class,
            description = "Passes over the data (20).")
    private int epochs = 20;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            converter = Converters.Positive.class,
            description = "Rows in a step (64).")
    private int batchSize = 64;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            converter = Converters.Rate.class,
            description = "How far a step of Adam goes (0.001).")
    private double learningRate = 1e-3;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Converters.NotNegative.class,
            description = "What all random numbers follow from (1).")
    private int seed = 1;

    @Option(
            names = "--validation",
            paramLabel = "PART",
            converter = Converters.Part.class,
            description =
                    "The part of the training rows to validate on; unless given, the test rows are shown after each epoch.")
    private double validation;

    @Option(
            names = "--hidden",
            paramLabel = "WIDTHS",
            converter = Converters.Widths.class,
            description = "Widths of the hidden dense layers, with commas (64).")
    private List<Integer> hidden = List.of(64);

    @Option(
            names = "--momentum",
            paramLabel = "SHARE",
            converter = Converters.Share.class,
            description = "Momentum of the batch normalizations (0.9; Keras' default is 0.99).")
    private double momentum = 0.9;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the history and the test result there.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        JsonReport report = json == null ? null : new JsonReport(json);
        FitData found = Sources.find(data, label, task, text);
        Sequential net = Networks.of(found, hidden, momentum);
        net.setSeed(seed);
        describe(found, net);
        Map<String, Double> test = new LinkedHashMap<>();
        History history = found.predictsClasses() ? classes(found, net, test) : number(found, net, test);
        if (report != null) {
            report.write(
                    history,
                    test,
                    Map.of(
                            "data",
                            data,
                            "epochs",
                            epochs,
                            "batch_size",
                            batchSize,
                            "learning_rate",
                            learningRate,
                            "seed",
                            seed,
                            "momentum",
                            momentum));
        }
        next();
        return 0;
    }

    private void describe(FitData found, Sequential net) {
        out("%s: %d rows to train on, %d to test on"
                .formatted(
                        Shown.of(found.name()),
                        found.training().size(),
                        found.testing().size()));
        found.notes().forEach(note -> out("  " + note));
        out("network: %d layers, %,d weights; back end %s"
                .formatted(
                        net.layers().size(),
                        net.weights().stream().mapToLong(w -> w.shape().size()).sum(),
                        Backends.current().name()));
    }

    private History classes(FitData found, Sequential net, Map<String, Double> test) {
        net.compile(new Adam(learningRate), new SparseCategoricalCrossentropy().fromLogits(true), "accuracy");
        History history = train(net, found.training(), found.testing());
        Logs result = net.evaluate(Dataset.of(found.testing()).batch(256));
        test.put("loss", result.get("loss"));
        test.put("accuracy", result.get("accuracy"));
        Tensor predictions = net.predict(Dataset.of(found.testing()).batch(256));
        out("");
        out(new Confusion(found.classNames(), found.testing().y(), predictions).toString());
        out("test accuracy: %.4f   loss: %.4f".formatted(result.get("accuracy"), result.get("loss")));
        return history;
    }

    private History number(FitData found, Sequential net, Map<String, Double> test) {
        TargetScale scale = TargetScale.of(found.training().y());
        net.compile(new Adam(learningRate), new MeanSquaredError(), "mae");
        Batch testing = scale.apply(found.testing());
        History history = train(net, scale.apply(found.training()), testing);
        Logs result = net.evaluate(Dataset.of(testing).batch(256));
        test.put("loss", result.get("loss") * scale.stddev() * scale.stddev());
        test.put("mean_absolute_error", result.get("mae") * scale.stddev());
        out("");
        out("test error: %.4g on average (mean absolute error, in the label's own unit)"
                .formatted(test.get("mean_absolute_error")));
        return history;
    }

    private History train(Sequential net, Batch training, Batch testing) {
        long kept = validation == 0 ? training.size() : Math.max(1, Math.round(training.size() * (1 - validation)));
        Dataset all = Dataset.of(training).shuffleOnce((int) training.size(), seed);
        Dataset train = all.take(kept).shuffle((int) kept, seed).batch(batchSize);
        Dataset held = validation == 0
                ? Dataset.of(testing).batch(256)
                : all.skip(kept).batch(256);
        return net.fit(train, Fit.epochs(epochs).validation(held));
    }

    private void next() {
        boolean slow = momentum > 0.95;
        out(
                slow
                        ? "next: norma fit %s --momentum 0.9".formatted(Shown.of(data))
                        : "next: norma fit %s --momentum 0.99   (Keras' default: watch the validation)"
                                .formatted(Shown.of(data)));
    }

    private void out(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
