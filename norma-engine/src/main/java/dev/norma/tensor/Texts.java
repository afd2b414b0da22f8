package dev.norma.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Numbers as strings and back. */
final class Texts {
    private Texts() {}

    static String[] of(Tensor numbers) {
        String[] texts = new String[Math.toIntExact(numbers.size())];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = switch (numbers.dtype()) {
                case FLOAT64, FLOAT32, BFLOAT16, FLOAT16 -> ElementText.number(numbers.dtype(), numbers.getFlat(i));
                case BOOL -> numbers.getFlat(i) != 0 ? "True" : "False";
                default -> Long.toString(numbers.longFlat(i));
            };
        }
        return texts;
    }

    static MemorySegment parse(Tensor strings, DType dtype) {
        MemorySegment data = Elements.allocate(dtype, strings.size());
        for (long i = 0; i < strings.size(); i++) {
            String text = strings.stringFlat(i).strip();
            try {
                if (dtype == DType.INT64) {
                    Elements.setInteger(data, dtype, i, Long.parseLong(text));
                } else {
                    Elements.set(data, dtype, i, number(text));
                }
            } catch (NumberFormatException _) {
                throw new DTypeException(
                        "element %s is no number".formatted(Arrays.toString(Indices.of(strings.shape(), i))),
                        dtype.toString(),
                        Shown.text(text),
                        "clean the strings first, or look them up");
            }
        }
        return data;
    }

    private static double number(String text) {
        return switch (text) {
            case "True" -> 1;
            case "False" -> 0;
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (text.chars().anyMatch(letter -> "0123456789+-.eE".indexOf(letter) < 0)) {
                    throw new NumberFormatException(); // Java would take 1f and 0x1p3
                }
                yield Double.parseDouble(text);
            }
        };
    }
}
