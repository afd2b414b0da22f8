package dev.norma.graph;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What records of operations look like from outside: their names in text and their components. Read from the sealed
 * family itself, so that a new operation has a text form at once.
 */
final class Schema {
    private static final Map<String, Class<?>> RECORDS = records();

    private Schema() {}

    private static Map<String, Class<?>> records() {
        Map<String, Class<?>> records = new TreeMap<>();
        for (Class<?> record : Op.class.getPermittedSubclasses()) {
            if (record != Unary.class && record != Binary.class) {
                records.put(name(record), record);
            }
        }
        for (Elementwise function : Elementwise.values()) {
            records.put(Names.of(function), Unary.class);
        }
        for (Operator operator : Operator.values()) {
            records.put(Names.of(operator), Binary.class);
        }
        return Map.copyOf(records);
    }

    /** The operation's name in text. */
    static String name(Op op) {
        return switch (op) {
            case Unary unary -> Names.of(unary.function());
            case Binary binary -> Names.of(binary.operator());
            default -> name(op.getClass());
        };
    }

    private static String name(Class<?> record) {
        String name = record.getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** The record of a name in text; null if there is none. */
    static @Nullable Class<?> record(String name) {
        return RECORDS.get(name);
    }

    /** Whether the component is what the operation is called by. */
    static boolean isName(RecordComponent component) {
        return component.getType() == Elementwise.class || component.getType() == Operator.class;
    }

    static boolean isListOf(RecordComponent component, Class<?> element) {
        return component.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] == element;
    }

    static @Nullable Object read(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a public record hides " + component, e);
        }
    }

    static Object make(Class<?> record, @Nullable Object[] parts) {
        Class<?>[] types = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = record.getConstructor(types);
            return constructor.newInstance(parts);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public record hides its constructor: " + record, e);
        }
    }
}
