package dev.norma.doctor;

import static dev.norma.doctor.Html.number;

import dev.norma.diagnosis.Channel;
import dev.norma.diagnosis.Histogram;
import dev.norma.diagnosis.Observed;
import java.util.Locale;

/** Two small histograms of one channel: before with the stored statistics over it, after with what it should be. */
final class ChannelFigure {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 48;
    private static final int POINTS = 48;

    /** A curve flatter than this share of the highest bin would not be seen; a higher one is cut. */
    private static final double HIGHEST = 1.25;

    private final Channel channel;

    ChannelFigure(Channel channel) {
        this.channel = channel;
    }

    void write(Html html) {
        Observed observed = channel.observed();
        if (observed == null) {
            return;
        }
        html.raw("<figure>")
                .element("figcaption", "", "channel %d".formatted(channel.index()))
                .element("span", "class=\"off\"", "shift " + number(observed.shift()))
                .raw("<div>");
        panel(
                html,
                "before",
                observed.before(),
                channel.movingMean(),
                Math.sqrt(Math.max(0, channel.movingVariance())));
        panel(html, "after", observed.after(), channel.beta(), Math.abs(channel.gamma()));
        html.raw("</div></figure>\n");
    }

    /** Bars, and the normal curve of a mean and a deviation, over a range that shows both. */
    private static void panel(Html html, String kind, Histogram bars, double mean, double deviation) {
        double spread = Double.isFinite(deviation) ? deviation : 0;
        double middle = Double.isFinite(mean) ? mean : 0;
        double from = bars.total() == 0 ? middle - 1 : Math.min(bars.from(), middle - 2.5 * spread);
        double to = bars.total() == 0 ? middle + 1 : Math.max(bars.to(), middle + 2.5 * spread);
        double width = to > from ? to - from : 1;
        html.raw("<svg class=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(
                        kind,
                        WIDTH,
                        HEIGHT + 12,
                        Html.escaped("%s: from %s to %s".formatted(kind, number(from), number(to)))));
        double highest = density(bars);
        bars(html, bars, from, width, highest);
        if (spread > 0) {
            curve(html, from, width, middle, spread, highest);
        }
        html.raw("<text x=\"0\" y=\"%d\">".formatted(HEIGHT + 10))
                .text(number(from))
                .raw("</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">".formatted(WIDTH, HEIGHT + 10))
                .text(number(to))
                .raw("</text></svg>");
    }

    private static double binWidth(Histogram bars) {
        return (bars.to() - bars.from()) / bars.counts().size();
    }

    /** The density of the highest bin. */
    private static double density(Histogram bars) {
        int most = bars.counts().stream().mapToInt(Integer::intValue).max().orElse(0);
        double bin = bars.total() == 0 ? 0 : binWidth(bars);
        return bin == 0 ? 0 : most / (bars.total() * bin);
    }

    private static void bars(Html html, Histogram bars, double from, double width, double highest) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < bars.counts().size(); i++) {
            if (bars.counts().get(i) == 0) {
                continue;
            }
            double bin = binWidth(bars);
            double left = (bars.from() + i * bin - from) / width * WIDTH;
            double wide = Math.max(bin / width * WIDTH, 0.8);
            double tall = highest == 0 ? 1 : bars.counts().get(i) / (bars.total() * bin) / highest / HIGHEST;
            path.append(String.format(
                    Locale.ROOT, "M%.1f %dV%.1fH%.1fV%d", left, HEIGHT, HEIGHT * (1 - tall), left + wide, HEIGHT));
        }
        html.raw("<path class=\"bars\" d=\"%s\"/>".formatted(path));
    }

    private static void curve(Html html, double from, double width, double mean, double deviation, double highest) {
        double own = 1 / (deviation * Math.sqrt(2 * Math.PI));
        double top = highest == 0 ? own : highest * HIGHEST;
        StringBuilder path = new StringBuilder();
        for (int i = 0; i <= POINTS; i++) {
            double x = from + width * i / POINTS;
            double z = (x - mean) / deviation;
            double tall = Math.min(1, own * Math.exp(-z * z / 2) / top);
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", (double) WIDTH * i / POINTS, HEIGHT * (1 - tall)));
        }
        html.raw("<path class=\"curve\" d=\"%s\"/>".formatted(path));
    }
}
