package dev.norma.cli;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.diagnosis.MovingAverage;
import dev.norma.models.Sequential;
import dev.norma.runtime.Backends;
import dev.norma.tensor.Shown;
import dev.norma.training.History;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a network with batch normalization on a data set or a file, and tests it. */
@Command(
        name = "fit",
        description = "Trains a network with batch normalization on data, shows progress, and tests it.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  norma fit digits",
            "  norma fit digits --momentum 0.99 --epochs 10 --recalibrate",
            "  norma fit digits --momentum 0.99 --epochs 10 --doctor --doctor-report report.html",
            "  norma fit iris --epochs 50 --hidden 16,16",
            "  norma fit houses.csv --label price --json result.json"
        })
final class FitCommand implements Callable<Integer> {
    /** The largest momentum of moving averages that are quick. */
    private static final double QUICK = 0.95;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Option(
            names = "--recalibrate",
            description =
                    "After training, gives the batch normalizations the exact statistics of the training rows in place of moving averages.")
    private boolean recalibrate;

    @Mixin
    private DoctorOptions doctor = new DoctorOptions();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = Converters.File.class,
            description = "Writes the history, the hints and the test result there.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        JsonReport report = json == null ? null : new JsonReport(json);
        doctor.check(json);
        FitData found = data.find();
        Sequential net = network.network(found);
        MemoryNeed.of(net, Math.min(training.batchSize(), found.training().size()))
                .check();
        training.check(found.training());
        net.setSeed(training.seed());
        describe(found, net);
        Goal goal = Goal.of(found);
        goal.compile(net, training.optimizer());
        Batch rows = goal.prepared(found.training());
        Batch testing = goal.prepared(found.testing());
        History history = training.fit(net, rows, testing);
        Recalibrated recalibrated = recalibrate ? recalibrated(net, training.trainedOn(rows), goal, testing) : null;
        Goal.Result result = goal.test(net, testing);
        out("");
        out(result.text());
        String examined = doctor.examine(net, training.steps(rows));
        if (!examined.isEmpty()) {
            out("");
            out(examined);
        }
        if (report != null) {
            report.write(settings(), history, net.hints(), recalibrated, result.numbers());
        }
        out(next(found));
        return 0;
    }

    private Recalibrated recalibrated(Sequential net, Dataset rows, Goal goal, Batch testing) {
        Goal.Result before = goal.test(net, testing);
        Recalibrated done = new Recalibrated(net.recalibrate(rows), before.numbers());
        out("");
        out(done.toString());
        return done;
    }

    private void describe(FitData found, Sequential net) {
        out(String.format(
                Locale.ROOT,
                "%s: %d rows to train on, %d to test on",
                Shown.plain(found.name(), 80),
                found.training().size(),
                found.testing().size()));
        found.notes().forEach(note -> out("  " + note));
        out(String.format(
                Locale.ROOT,
                "network: %d layers, %,d weights; back end %s",
                net.layers().size(),
                net.weights().stream().mapToLong(w -> w.shape().size()).sum(),
                Backends.current().name()));
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.putAll(data.settings());
        settings.putAll(training.settings());
        settings.putAll(network.settings());
        settings.put("recalibrate", recalibrate);
        return settings;
    }

    /** What to type next: the same with exact statistics, where the moving ones are behind, else something to try. */
    private String next(FitData found) {
        String again = "next: norma fit " + data.typed();
        if (!recalibrate && areBehind(training.stepCount(found.training()))) {
            List<String> typed = spec.root().commandLine().getParseResult().originalArgs();
            return "next: norma %s --recalibrate"
                    .formatted(typed.stream().map(DataOptions::quoted).collect(Collectors.joining(" ")));
        }
        return network.momentum() > QUICK
                ? again + " --momentum 0.9"
                : again + " --momentum 0.99   (Keras' default: watch the validation)";
    }

    /** Whether the moving statistics are more than a hundredth what they began with, or change slowly at the end. */
    private boolean areBehind(long steps) {
        return network.momentum() > QUICK || new MovingAverage(network.momentum()).stepsMissing(0.01, steps) > 0;
    }

    private void out(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
