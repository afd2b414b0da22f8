package dev.norma.training;

import java.io.PrintStream;
import java.util.Locale;

/** Shows how training goes: a bar with the time left and the numbers so far, or one line for each epoch. */
final class ProgressLine extends Callback {
    private static final int WIDTH = 20;
    private static final long REDRAW_NANOS = 100_000_000;

    private final boolean bar;
    private final PrintStream out;
    private final String full;
    private final String empty;
    private long began;
    private long drawn;
    private int longest;

    ProgressLine(int verbose, PrintStream out) {
        this.bar = verbose == 1;
        this.out = out;
        boolean lines = out.charset().newEncoder().canEncode("━─"); // not where the locale is C, as in many containers
        this.full = lines ? "━" : "=";
        this.empty = lines ? "─" : "-";
    }

    @Override
    public void onEpochBegin(Trainable model, Progress progress) {
        began = System.nanoTime();
        drawn = 0;
        longest = 0;
        out.printf(Locale.ROOT, "Epoch %d/%d%n", progress.epoch() + 1, progress.epochs());
    }

    @Override
    public void onTrainBatchEnd(Trainable model, Progress progress, Logs logs) {
        long now = System.nanoTime();
        if (bar && (drawn == 0 || now - drawn > REDRAW_NANOS)) {
            drawn = now;
            show(line(progress.batch() + 1, progress.batches(), now - began, logs, false));
        }
    }

    @Override
    public void onEpochEnd(Trainable model, Progress progress, Logs logs) {
        String text = line(progress.batch(), progress.batch(), System.nanoTime() - began, logs, true);
        if (bar) {
            show(text);
        } else {
            out.print(text);
        }
        out.println();
        out.flush();
    }

    private void show(String text) {
        longest = Math.max(longest, text.length());
        out.print("\r" + text + " ".repeat(longest - text.length()));
        out.flush();
    }

    private String line(long done, long all, long nanos, Logs logs, boolean finished) {
        StringBuilder text = new StringBuilder();
        text.append(done).append('/').append(all < 0 ? "?" : all).append(' ');
        if (bar && all > 0) {
            int filled = (int) (WIDTH * done / all);
            text.append(full.repeat(filled))
                    .append(empty.repeat(WIDTH - filled))
                    .append(' ');
        }
        double seconds = nanos / 1e9;
        if (finished || all < 0) {
            text.append(String.format(Locale.ROOT, "%.1fs %s/step", seconds, duration(seconds / Math.max(1, done))));
        } else {
            text.append(String.format(Locale.ROOT, "eta %.0fs", Math.ceil(seconds / done * (all - done))));
        }
        logs.toMap().forEach((name, value) -> text.append(" - %s: %s".formatted(name, number(value))));
        return text.toString();
    }

    private static String duration(double seconds) {
        return seconds >= 1
                ? String.format(Locale.ROOT, "%.1fs", seconds)
                : seconds >= 1e-3
                        ? "%dms".formatted(Math.round(seconds * 1e3))
                        : "%dus".formatted(Math.round(seconds * 1e6));
    }

    private static String number(double value) {
        return Math.abs(value) >= 1e-3 || value == 0
                ? String.format(Locale.ROOT, "%.4f", value)
                : String.format(Locale.ROOT, "%.4e", value);
    }
}
