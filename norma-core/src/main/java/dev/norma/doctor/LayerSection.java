package dev.norma.doctor;

import dev.norma.diagnosis.Channel;
import dev.norma.diagnosis.LayerDiagnosis;
import dev.norma.diagnosis.Observed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One layer on the page: what is known about it, histograms and a table of its channels, the furthest off first. */
final class LayerSection {
    /** How many channels have histograms: a screen or two of them. */
    private static final int HISTOGRAMS = 12;

    /** How many channels stand in the table. JSON has all. */
    private static final int ROWS = 256;

    private final LayerDiagnosis layer;
    private final int index;

    LayerSection(LayerDiagnosis layer, int index) {
        this.layer = layer;
        this.index = index;
    }

    void write(Html html) {
        html.raw("<section class=\"layer\" id=\"layer-%d\">\n".formatted(index)).element("h2", "", layer.path());
        facts(html);
        List<Channel> worst = layer.channels().stream()
                .sorted(Comparator.comparingDouble(LayerSection::shift)
                        .reversed()
                        .thenComparingInt(Channel::index))
                .toList();
        if (layer.data() != null) {
            histograms(html, worst.subList(0, Math.min(HISTOGRAMS, worst.size())));
        }
        table(html, worst.subList(0, Math.min(ROWS, worst.size())));
        html.raw("</section>\n");
    }

    private static double shift(Channel channel) {
        Observed observed = channel.observed();
        return observed == null || Double.isNaN(observed.shift()) ? 0 : observed.shift();
    }

    private void facts(Html html) {
        html.raw("<dl class=\"facts\">\n");
        LayerFact.of(layer)
                .forEach(fact -> html.raw("<div>")
                        .element("dt", "", fact.what())
                        .element("dd", "", fact.said())
                        .raw("</div>\n"));
        html.raw("</dl>\n");
    }

    private void histograms(Html html, List<Channel> shown) {
        html.raw("<p class=\"legend\"><span class=\"key before\"></span> before, in training ")
                .raw("<span class=\"key curve\"></span> the stored mean and variance, as a normal curve ")
                .raw("<span class=\"key after\"></span> after, in inference ")
                .raw("<span class=\"key aim\"></span> what gamma and beta aim at</p>\n<p class=\"legend\">")
                .text(
                        shown.size() < layer.channels().size()
                                ? "%d of %d channels, the furthest off first"
                                        .formatted(
                                                shown.size(), layer.channels().size())
                                : "All channels, the furthest off first")
                .raw("</p>\n<div class=\"channels\">\n");
        shown.forEach(channel -> new ChannelFigure(channel).write(html));
        html.raw("</div>\n");
    }

    private void table(Html html, List<Channel> shown) {
        List<String> heads = new ArrayList<>(List.of("channel", "gamma", "beta", "stored mean", "stored variance"));
        if (layer.data() != null) {
            heads.addAll(List.of("data mean", "data variance", "mean off", "variance ratio", "shift"));
        }
        String caption = shown.size() < layer.channels().size()
                ? "%d of %d channels, the furthest off first"
                        .formatted(shown.size(), layer.channels().size())
                : "All channels, the furthest off first";
        html.raw("<details><summary>Channels in numbers</summary>\n");
        SortedTable table = SortedTable.begin(html, caption, heads);
        for (Channel channel : shown) {
            table.row()
                    .number(channel.index())
                    .number(channel.gamma())
                    .number(channel.beta())
                    .number(channel.movingMean())
                    .number(channel.movingVariance());
            Observed observed = channel.observed();
            if (observed != null) {
                table.number(observed.mean())
                        .number(observed.variance())
                        .number(observed.distance())
                        .number(observed.ratio())
                        .number(observed.shift());
            }
            table.end();
        }
        table.close();
        html.raw("</details>\n");
    }
}
