package dev.norma.cli;

import dev.norma.doctor.Report;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** Reads the values of options; what cannot be is {@link Illegal}. */
final class Converters {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private Converters() {}

    /** An integer from 1. */
    static final class Positive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return integer(text, 1);
        }
    }

    /** An integer from 0. */
    static final class NotNegative implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return integer(text, 0);
        }
    }

    /** A number above 0 that is neither 0 nor infinite in float32, in which networks learn. */
    static final class Rate implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(
                    text,
                    value -> (float) value > 0 && (float) value <= Float.MAX_VALUE,
                    "a number above 0, from 1e-45 to 3.4e38");
        }
    }

    /** A number from 0 to 1. */
    static final class Share implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, value -> value >= 0 && value <= 1, "a number from 0 to 1");
        }
    }

    /** A number above 0, below 1. */
    static final class Part implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, value -> value > 0 && value < 1, "a number above 0, below 1");
        }
    }

    /** A name: not nothing. */
    static final class Text implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw new Illegal("a name");
            }
            return text;
        }
    }

    /** What a network is to predict. */
    static final class TaskName implements ITypeConverter<Task> {
        @Override
        public Task convert(String text) {
            return Stream.of(Task.values())
                    .filter(task -> task.toString().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new Illegal("auto, classes or number"));
        }
    }

    /** The path of a file. */
    static final class File implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            try {
                if (!text.isEmpty()) { // Java takes nothing for the folder
                    return Path.of(text);
                }
            } catch (InvalidPathException _) {
                // refused below
            }
            throw new Illegal("the path of a file");
        }
    }

    /** The path of a file that the doctor's report can be written to. */
    static final class ReportFile implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            Path file = new File().convert(text);
            if (!Report.writes(file)) {
                throw new Illegal("a file that ends in .html, .json or .txt");
            }
            return file;
        }
    }

    /** Integers from 1, with commas between them. */
    static final class WidthList implements ITypeConverter<NetworkOptions.Widths> {
        @Override
        public NetworkOptions.Widths convert(String text) {
            if (!text.matches("[1-9][0-9]{0,6}( *, *[1-9][0-9]{0,6})*")) {
                throw new Illegal("integers from 1 to 9999999 with commas between them");
            }
            return new NetworkOptions.Widths(Stream.of(text.split(","))
                    .map(part -> Integer.valueOf(part.strip()))
                    .toList());
        }
    }

    private static int integer(String text, int least) {
        if (INTEGER.matcher(text).matches()) { // Java would take the digits of other scripts, too
            long value = Long.parseLong(text);
            if (value >= least && value <= Integer.MAX_VALUE) {
                return (int) value;
            }
        }
        throw new Illegal("an integer from %d to %d".formatted(least, Integer.MAX_VALUE));
    }

    private static double number(String text, DoublePredicate legal, String expected) {
        if (NUMBER.matcher(text).matches()) { // Java would take 1f, 0x1p3 and blanks
            double value = Double.parseDouble(text);
            if (Double.isFinite(value) && legal.test(value)) {
                return value;
            }
        }
        throw new Illegal(expected);
    }
}
