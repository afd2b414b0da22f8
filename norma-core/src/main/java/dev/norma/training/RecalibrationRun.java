package dev.norma.training;

import dev.norma.data.BatchIterator;
import dev.norma.data.Dataset;
import dev.norma.layers.BatchNormalization;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Parameters;
import dev.norma.runtime.Program;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One recalibration: reads the data as often as its plan says, then stores everything at once. */
final class RecalibrationRun {
    private final RecalibrationSubject subject;
    private final Recalibration how;
    private final Backend backend = Backends.current();
    private final Map<Parameter, Tensor> found = new LinkedHashMap<>();
    private final Map<Parameter, Long> versions = new HashMap<>();
    private final List<RecalibrationReport.Recalibrated> told = new ArrayList<>();
    private @Nullable RecalibrationPlan plan;
    private long rows = -1;

    RecalibrationRun(RecalibrationSubject subject, Recalibration how) {
        this.subject = subject;
        this.how = how;
    }

    RecalibrationReport over(Dataset data) {
        data.requireEnd("%s: recalibrate".formatted(subject.owner()), "data.take(n)");
        int readings = 0;
        do {
            read(data, readings);
            readings++;
        } while (plan != null && readings < plan.readings().size());
        store();
        return new RecalibrationReport(told, readings, rows);
    }

    private void read(Dataset data, int number) {
        RecalibrationReading reading = null;
        try (BatchIterator batches = data.iterator()) {
            while (batches.hasNext()) {
                RecalibrationFeed feed = subject.feed(batches.next());
                if (reading == null) {
                    reading = begin(planned(feed.types()), number);
                }
                reading.add(feed);
            }
        }
        check(reading == null ? 0 : reading.rows(), number);
        if (reading != null && plan != null) {
            keep(plan, number, reading);
        }
    }

    private RecalibrationPlan planned(FeedTypes types) {
        if (plan == null) {
            List<NormalizationCall> calls = new RecalibrationDrawing(subject, types, layer -> false, Map.of()).calls();
            Set<BatchNormalization> chosen =
                    how.choose(subject.owner(), calls, () -> RecalibrationDrawing.moved(subject, types));
            plan = new RecalibrationPlan(calls, chosen, how.isOnePass());
        }
        return plan;
    }

    private RecalibrationReading begin(RecalibrationPlan made, int number) {
        return new RecalibrationReading(
                made.readings().get(number),
                types -> new RecalibrationDrawing(subject, types, made::isForced, found),
                backend,
                this::remember);
    }

    /** Keeps the versions of the state that a program reads: none may change until the end. */
    private void remember(Program program) {
        program.state().forEach(parameter -> versions.putIfAbsent(parameter, parameter.version()));
    }

    private void check(long read, int number) {
        if (rows >= 0 && rows != read) {
            throw new Complaint(
                            "%s: the data are not the same each time they are read".formatted(subject.owner()),
                            "%d rows, as in the first reading".formatted(rows),
                            "%d rows in reading %d".formatted(read, number + 1),
                            "give data that begin again for each pass, as generator(list::iterator) does,"
                                    + " or use Recalibration.onePass()")
                    .asState();
        }
        if (read == 0) {
            throw new Complaint(
                            "%s: recalibrate has no data".formatted(subject.owner()),
                            "at least one row",
                            "an empty data set",
                            "check the source; batch(n, dropRemainder) drops what is smaller than a batch")
                    .asArgument();
        }
        rows = read;
    }

    private void keep(RecalibrationPlan made, int number, RecalibrationReading reading) {
        for (BatchNormalization layer : made.readings().get(number)) {
            NewStatistics statistics = NewStatistics.of(layer, reading.of(layer));
            found.putAll(statistics.values());
            told.add(new RecalibrationReport.Recalibrated(
                    layer.path(),
                    statistics.distance(),
                    statistics.fewest(),
                    number + 1,
                    Optional.ofNullable(made.approximation(layer))));
        }
    }

    private void store() {
        if (!Parameters.setIfUnchanged(found, versions)) {
            throw new Complaint(
                            "%s: the weights changed while they were recalibrated; nothing was stored"
                                    .formatted(subject.owner()),
                            "no training beside it",
                            "a training step, or setWeights, on another thread",
                            "recalibrate before or after that")
                    .asState();
        }
    }
}
