package dev.norma.benchmarks;

import java.util.Arrays;

/** Ratios of rounds, of which the median is told, with the least and the most. */
final class Ratios {
    private double[] sorted = {};

    void add(double ratio) {
        sorted = Arrays.copyOf(sorted, sorted.length + 1);
        sorted[sorted.length - 1] = ratio;
        Arrays.sort(sorted);
    }

    double median() {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    double least() {
        return sorted[0];
    }

    double most() {
        return sorted[sorted.length - 1];
    }
}
