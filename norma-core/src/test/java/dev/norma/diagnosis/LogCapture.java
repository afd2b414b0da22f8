package dev.norma.diagnosis;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps what a logger of the JDK is given, and lets none of it through. By reflection: the library's module does not read {@code
 * java.logging}, where the JDK sends what {@link System.Logger} is told.
 */
public final class LogCapture implements AutoCloseable {
    private final Object logger;
    private final Class<?> filter;
    private final List<String> lines = new ArrayList<>();

    /** Of the logger of this name. */
    public LogCapture(String name) {
        try {
            logger = Class.forName("java.util.logging.Logger")
                    .getMethod("getLogger", String.class)
                    .invoke(null, name);
            filter = Class.forName("java.util.logging.Filter");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JDK has no java.logging", e);
        }
        InvocationHandler keep = (proxy, method, given) -> {
            lines.add(line(given[0]));
            return false;
        };
        filtered(Proxy.newProxyInstance(filter.getClassLoader(), new Class<?>[] {filter}, keep));
    }

    private static String line(Object record) throws ReflectiveOperationException {
        Object[] parameters =
                (Object[]) record.getClass().getMethod("getParameters").invoke(record);
        return "%s %s%s"
                .formatted(
                        record.getClass().getMethod("getLevel").invoke(record),
                        record.getClass().getMethod("getMessage").invoke(record),
                        parameters == null ? "" : " " + Arrays.toString(parameters));
    }

    private void filtered(Object by) {
        try {
            logger.getClass().getMethod("setFilter", filter).invoke(logger, by);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** The lines so far, each behind its level. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        filtered(null);
    }
}
