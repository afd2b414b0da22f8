package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Attributes of operations as text, and back. */
final class Literals {
    /** Constants of more elements are written as bytes. */
    private static final int WRITTEN_OUT = 16;

    private Literals() {}

    static String write(@Nullable Object attribute) {
        return switch (attribute) {
            case null -> "none";
            case Long number when number == Slice.TO_END -> "end";
            case String text -> quoted(text);
            case DType dtype -> dtype.toString();
            case Enum<?> constant -> Names.of(constant);
            case List<?> list -> list.stream().map(Literals::write).collect(Collectors.joining(", ", "[", "]"));
            case Padding.Explicit(List<Integer> low, List<Integer> high) -> "explicit(%s, %s)".formatted(low, high);
            case Padding padding -> padding.toString();
            case Window(var size, var strides, var dilation, var padding) ->
                "(%s, %s, %s, %s)".formatted(write(size), write(strides), write(dilation), write(padding));
            case Tensor tensor -> write(tensor);
            default -> attribute.toString(); // numbers, booleans, shapes and types
        };
    }

    static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }

    private static String write(Tensor tensor) {
        if (tensor.dtype() == DType.STRING) {
            StringJoiner strings = new StringJoiner(", ", "{", "}");
            for (String string : tensor.toStrings()) {
                strings.add(quoted(string));
            }
            return tensor.type() + strings.toString();
        }
        if (tensor.size() <= WRITTEN_OUT) {
            StringJoiner numbers = new StringJoiner(", ", "{", "}");
            for (long i = 0; i < tensor.size(); i++) {
                double number = tensor.getFlat(i);
                numbers.add(tensor.dtype() == DType.FLOAT32 ? Float.toString((float) number) : Double.toString(number));
            }
            String written = tensor.type() + numbers.toString();
            if (tensor(new Cursor(written)).segment().mismatch(tensor.segment()) < 0) {
                return written; // not so for a NaN with a message, or an int64 beyond 2^53
            }
        }
        byte[] bytes = tensor.segment().toArray(ValueLayout.JAVA_BYTE);
        return tensor.type() + "<" + Base64.getEncoder().encodeToString(bytes) + ">";
    }

    /** The attribute of this type that comes next; {@code type} is a record component's. */
    static Object read(Cursor cursor, Type type) {
        if (type instanceof ParameterizedType list) {
            return list(cursor, element -> read(element, list.getActualTypeArguments()[0]));
        }
        return switch (((Class<?>) type).getSimpleName()) {
            case "int", "Integer" -> number(cursor, Integer::valueOf);
            case "long", "Long" -> cursor.skip("end") ? (Long) Slice.TO_END : number(cursor, Long::valueOf);
            case "double" -> number(cursor, Double::valueOf);
            case "boolean" -> bool(cursor);
            case "String" -> cursor.quoted();
            case "DType" -> DType.named(cursor.word());
            case "Shape" -> shape(cursor);
            case "TensorType" -> type(cursor);
            case "Tensor" -> tensor(cursor);
            case "Padding" -> padding(cursor);
            case "Window" -> window(cursor);
            default -> constant(cursor, (Class<?>) type);
        };
    }

    private static Object bool(Cursor cursor) {
        if (cursor.skip("true")) {
            return true;
        }
        cursor.expect("false");
        return false;
    }

    private static <T> T number(Cursor cursor, Function<String, T> parse) {
        String word = cursor.word();
        try {
            return parse.apply(word);
        } catch (NumberFormatException e) {
            throw cursor.error("a number before this, not \"%s\"".formatted(word));
        }
    }

    private static Object constant(Cursor cursor, Class<?> type) {
        String word = cursor.word();
        for (Object constant : type.getEnumConstants()) {
            if (Names.of((Enum<?>) constant).equals(word)) {
                return constant;
            }
        }
        throw cursor.error("a %s before this, not \"%s\"".formatted(type.getSimpleName(), word));
    }

    static <T> List<T> list(Cursor cursor, Function<Cursor, T> element) {
        List<T> elements = new ArrayList<>();
        cursor.expect("[");
        while (!cursor.skip("]")) {
            if (!elements.isEmpty()) {
                cursor.expect(",");
            }
            elements.add(element.apply(cursor));
        }
        return elements;
    }

    private static Shape shape(Cursor cursor) {
        List<Long> dims = list(cursor, dim -> dim.skip("?") ? (Long) Shape.UNKNOWN : number(dim, Long::valueOf));
        return Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
    }

    static TensorType type(Cursor cursor) {
        return new TensorType(DType.named(cursor.word()), shape(cursor));
    }

    private static Padding padding(Cursor cursor) {
        if (!cursor.skip("explicit(")) {
            return Padding.named(cursor.word());
        }
        List<Integer> low = list(cursor, number -> number(number, Integer::valueOf));
        cursor.expect(",");
        List<Integer> high = list(cursor, number -> number(number, Integer::valueOf));
        cursor.expect(")");
        return new Padding.Explicit(low, high);
    }

    private static Window window(Cursor cursor) {
        RecordComponent[] components = Window.class.getRecordComponents();
        Object[] parts = new Object[components.length];
        cursor.expect("(");
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                cursor.expect(",");
            }
            parts[i] = read(cursor, components[i].getGenericType());
        }
        cursor.expect(")");
        return (Window) Schema.make(Window.class, parts);
    }

    private static Tensor tensor(Cursor cursor) {
        TensorType type = type(cursor);
        if (cursor.skip("<")) {
            byte[] bytes = Base64.getDecoder().decode(cursor.until('>'));
            return Tensor.copyOf(type, MemorySegment.ofArray(bytes));
        }
        cursor.expect("{");
        if (type.dtype() == DType.STRING) {
            List<String> strings = new ArrayList<>();
            while (!cursor.skip("}")) {
                cursor.skip(",");
                strings.add(cursor.quoted());
            }
            return Tensor.ofStrings(type.shape(), strings.toArray(String[]::new));
        }
        MemorySegment data = Elements.allocate(type.dtype(), type.shape().size());
        for (long i = 0; i < type.shape().size(); i++) {
            if (i > 0) {
                cursor.expect(",");
            }
            double number =
                    type.dtype() == DType.FLOAT32 ? number(cursor, Float::valueOf) : number(cursor, Double::valueOf);
            Elements.set(data, type.dtype(), i, number);
        }
        cursor.expect("}");
        return Tensor.adopt(type, data);
    }
}
