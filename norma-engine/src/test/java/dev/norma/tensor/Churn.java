package dev.norma.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes and drops tensors, and prints how much memory the process ever had resident. With a terabyte (some minutes):
 *
 * <pre>
 *   java -Xmx512m -cp target/classes:target/test-classes dev.norma.tensor.Churn 1000
 * </pre>
 */
public final class Churn {
    private static final long GB = 1_000_000_000;

    private Churn() {}

    /** Takes the number of gigabytes. */
    public static void main(String[] arguments) throws IOException {
        long bytes = Long.parseLong(arguments[0]) * GB;
        long made = 0;
        double sum = 0;
        for (int i = 0; made < bytes; i++) {
            int rows = 1 + i * 37 % 4096; // up to 32 MB
            Tensor x = Tensor.fill(TensorType.of(DType.FLOAT32, rows, 2048), i);
            Tensor y = x.reshape(2048, rows).rows(0, 1).cast(DType.FLOAT64);
            sum += y.get(0, 0);
            made += x.segment().byteSize() + y.segment().byteSize();
        }
        String resident =
                Files.readString(Path.of("/proc/self/status")).replaceAll("(?s).*VmHWM:\\s*(\\d+) kB.*", "$1");
        System.out.printf("made %d GB (%s), resident %s kB%n", made / GB, sum, resident);
    }
}
