package dev.norma.runtime.interpreter;

import dev.norma.graph.Window;
import dev.norma.tensor.Shape;

/** Convolution, channels last, and what it passes back: three times the same loops over examples, places, taps and channels. */
final class Convolutions {
    private final Taps taps;
    private final int examples;
    private final int in;
    private final int out;
    private final int groups;
    private final int groupIn;
    private final int groupOut;

    /** Over inputs of shape {@code x} with kernels of shape {@code kernel}. */
    Convolutions(Window window, int groups, Shape x, Shape kernel) {
        this.taps = new Taps(window, x);
        this.examples = Math.toIntExact(x.dim(0));
        this.in = Math.toIntExact(x.dim(-1));
        this.out = Math.toIntExact(kernel.dim(-1));
        this.groups = groups;
        this.groupIn = in / groups;
        this.groupOut = out / groups;
    }

    double[] forward(double[] x, double[] kernel) {
        double[] y = new double[examples * taps.places() * out];
        each((xStart, kernelStart, yStart) -> {
            for (int i = 0; i < groupIn; i++) {
                double factor = x[xStart + i];
                for (int o = 0; o < groupOut; o++) {
                    y[yStart + o] += factor * kernel[kernelStart + i * out + o];
                }
            }
        });
        return y;
    }

    double[] inputGradient(double[] g, double[] kernel) {
        double[] dx = new double[examples * taps.inputs() * in];
        each((xStart, kernelStart, yStart) -> {
            for (int i = 0; i < groupIn; i++) {
                double sum = 0;
                for (int o = 0; o < groupOut; o++) {
                    sum += g[yStart + o] * kernel[kernelStart + i * out + o];
                }
                dx[xStart + i] += sum;
            }
        });
        return dx;
    }

    double[] kernelGradient(double[] x, double[] g, int size) {
        double[] dKernel = new double[size];
        each((xStart, kernelStart, yStart) -> {
            for (int i = 0; i < groupIn; i++) {
                double factor = x[xStart + i];
                for (int o = 0; o < groupOut; o++) {
                    dKernel[kernelStart + i * out + o] += factor * g[yStart + o];
                }
            }
        });
        return dKernel;
    }

    /** A meeting of an input position, a kernel position and a result position in one example and group. */
    private interface Meeting {
        /** Where the group's channels start in each of the three arrays. */
        void at(int xStart, int kernelStart, int yStart);
    }

    private void each(Meeting meeting) {
        for (int example = 0; example < examples; example++) {
            for (int place = 0; place < taps.places(); place++) {
                int y = (example * taps.places() + place) * out;
                for (int tap = taps.first(place); tap < taps.end(place); tap++) {
                    int x = (example * taps.inputs() + taps.input(tap)) * in;
                    int kernel = taps.kernel(tap) * groupIn * out;
                    for (int group = 0; group < groups; group++) {
                        meeting.at(x + group * groupIn, kernel + group * groupOut, y + group * groupOut);
                    }
                }
            }
        }
    }
}
