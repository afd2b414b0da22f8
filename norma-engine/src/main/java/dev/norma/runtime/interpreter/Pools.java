package dev.norma.runtime.interpreter;

import dev.norma.graph.Pooling;
import dev.norma.graph.Window;
import dev.norma.tensor.Shape;

/** Pooling, channels last, and what it passes back. */
final class Pools {
    private final Pooling kind;
    private final Taps taps;
    private final int examples;
    private final int channels;

    /** Over inputs of shape {@code x}. */
    Pools(Pooling kind, Window window, Shape x) {
        this.kind = kind;
        this.taps = new Taps(window, x);
        this.examples = Math.toIntExact(x.dim(0));
        this.channels = Math.toIntExact(x.dim(-1));
    }

    double[] forward(double[] x) {
        double[] y = new double[examples * taps.places() * channels];
        each((example, place, to) -> {
            if (kind == Pooling.MAX) {
                int best = largest(x, example, place, to % channels);
                y[to] = best < 0 ? Double.NEGATIVE_INFINITY : x[best];
            } else {
                double sum = 0;
                for (int tap = taps.first(place); tap < taps.end(place); tap++) {
                    sum += x[input(example, tap, to % channels)];
                }
                y[to] = sum / (taps.end(place) - taps.first(place));
            }
        });
        return y;
    }

    /** To the first largest of each window, or evenly to all of it that lies inside the input. */
    double[] gradient(double[] x, double[] g) {
        double[] dx = new double[x.length];
        each((example, place, from) -> {
            if (kind == Pooling.MAX) {
                int best = largest(x, example, place, from % channels);
                if (best >= 0) {
                    dx[best] += g[from];
                }
            } else {
                double share = g[from] / (taps.end(place) - taps.first(place));
                for (int tap = taps.first(place); tap < taps.end(place); tap++) {
                    dx[input(example, tap, from % channels)] += share;
                }
            }
        });
        return dx;
    }

    private interface Place {
        /** A place of the window in an example, for the channel of element {@code y} of the result. */
        void at(int example, int place, int y);
    }

    private void each(Place action) {
        int y = 0;
        for (int example = 0; example < examples; example++) {
            for (int place = 0; place < taps.places(); place++) {
                for (int channel = 0; channel < channels; channel++) {
                    action.at(example, place, y++);
                }
            }
        }
    }

    /** Where the first largest element lies; one that is not a number is the largest; -1 if all is padding. */
    private int largest(double[] x, int example, int place, int channel) {
        int best = -1;
        for (int tap = taps.first(place); tap < taps.end(place); tap++) {
            int at = input(example, tap, channel);
            if (best < 0 || x[at] > x[best] || (Double.isNaN(x[at]) && !Double.isNaN(x[best]))) {
                best = at;
            }
        }
        return best;
    }

    private int input(int example, int tap, int channel) {
        return (example * taps.inputs() + taps.input(tap)) * channels + channel;
    }
}
