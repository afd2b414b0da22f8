package dev.norma.cli;

import dev.norma.doctor.Report;
import dev.norma.tensor.Shown;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options; what is not legal is refused with the value. */
final class Converters {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private Converters() {}

    /** An integer from 1. */
    static final class Positive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return integer(text, 1, "an integer from 1");
        }
    }

    /** An integer from 0. */
    static final class NotNegative implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return integer(text, 0, "an integer from 0");
        }
    }

    /** A finite number above 0. */
    static final class Rate implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, value -> value > 0, "a number above 0");
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
                throw refused("a name", text);
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
                    .orElseThrow(() -> refused("auto, classes or number", text));
        }
    }

    /** The path of a file. */
    static final class File implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            try {
                return Path.of(text);
            } catch (InvalidPathException _) {
                throw refused("the path of a file", text);
            }
        }
    }

    /** The path of a file that the doctor's report can be written to. */
    static final class ReportFile implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            Path file = new File().convert(text);
            if (!Report.writes(file)) {
                throw refused("a file that ends in .html, .json or .txt", text);
            }
            return file;
        }
    }

    /** Integers from 1, with commas between them. */
    static final class WidthList implements ITypeConverter<NetworkOptions.Widths> {
        @Override
        public NetworkOptions.Widths convert(String text) {
            if (!text.matches("[1-9][0-9]{0,6}( *, *[1-9][0-9]{0,6})*")) {
                throw refused("integers from 1 to 9999999 with commas between them", text);
            }
            return new NetworkOptions.Widths(Stream.of(text.split(","))
                    .map(part -> Integer.valueOf(part.strip()))
                    .toList());
        }
    }

    private static int integer(String text, int least, String expected) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException _) {
            // refused below, with the same words
        }
        throw refused(expected, text);
    }

    private static double number(String text, Predicate<Double> legal, String expected) {
        if (NUMBER.matcher(text).matches()) { // Java would take 1f, 0x1p3 and blanks
            double value = Double.parseDouble(text);
            if (Double.isFinite(value) && legal.test(value)) {
                return value;
            }
        }
        throw refused(expected, text);
    }

    private static TypeConversionException refused(String expected, String text) {
        return new TypeConversionException("expected %s, given %s".formatted(expected, Shown.text(text)));
    }
}
