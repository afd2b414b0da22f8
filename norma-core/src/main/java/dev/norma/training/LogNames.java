package dev.norma.training;

import dev.norma.metrics.Metric;
import java.util.ArrayList;
import java.util.List;

/** What the numbers of a step are called: as in Keras, each name is there once. */
final class LogNames {
    private final List<String> names = new ArrayList<>();

    private LogNames() {}

    /** The loss, the losses of several outputs, the metrics of all outputs, then those in which sample weights count. */
    static List<String> of(List<Scored> outputs) {
        LogNames all = new LogNames();
        all.names.add("loss");
        List<Scored> minimized =
                outputs.stream().filter(output -> output.loss() != null).toList();
        if (minimized.size() > 1) {
            minimized.forEach(output -> all.names.add(output.logName("loss")));
        }
        for (Scored output : outputs) {
            for (Metric metric : output.metrics()) {
                all.add(output.logName(metric.name()));
            }
        }
        for (Scored output : outputs) {
            for (Metric metric : output.weightedMetrics()) {
                String plain = output.logName(metric.name());
                all.add(all.names.contains(plain) ? output.logName("weighted_" + metric.name()) : plain);
            }
        }
        return List.copyOf(all.names);
    }

    /** The name, numbered where it is taken. */
    private void add(String name) {
        String free = name;
        for (int i = 1; names.contains(free); i++) {
            free = name + "_" + i;
        }
        names.add(free);
    }
}
