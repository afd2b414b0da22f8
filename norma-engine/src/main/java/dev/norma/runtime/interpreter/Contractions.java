package dev.norma.runtime.interpreter;

import dev.norma.tensor.Shape;

/** Matrix products. */
final class Contractions {
    private Contractions() {}

    static double[] matMul(Numbers lhs, Numbers rhs, boolean transposeLhs, boolean transposeRhs, Shape shape) {
        double[] a = transposeLhs ? transposed(lhs) : lhs.values();
        double[] b = transposeRhs ? transposed(rhs) : rhs.values();
        int m = Math.toIntExact(shape.dim(-2));
        int n = Math.toIntExact(shape.dim(-1));
        int k = lhs.dim(transposeLhs ? -2 : -1);
        double[] result = new double[Math.toIntExact(shape.size())];
        Shape batch = shape.slice(0, shape.rank() - 2);
        int[] first = matrices(lhs, batch);
        int[] second = matrices(rhs, batch);
        boolean integers = lhs.dtype().isInteger();
        for (int i = 0; i < first.length; i++) {
            if (integers) {
                multiplyIntegers(a, first[i] * m * k, b, second[i] * k * n, result, i * m * n, m, k, n);
            } else {
                multiply(a, first[i] * m * k, b, second[i] * k * n, result, i * m * n, m, k, n);
            }
        }
        return result;
    }

    /** For each matrix of the result, the number of the operand's matrix that it is made of. */
    private static int[] matrices(Numbers x, Shape batch) {
        Shape own = x.shape().slice(0, x.shape().rank() - 2);
        int[] numbers = new int[Math.toIntExact(batch.size())];
        Walk walk = Walk.stretching(batch, own);
        walk.runs((position, offset) -> {
            for (int i = 0; i < walk.length(); i++) {
                numbers[position + i] = offset + i * walk.step();
            }
        });
        return numbers;
    }

    private static void multiply(
            double[] a, int aStart, double[] b, int bStart, double[] c, int cStart, int m, int k, int n) {
        for (int row = 0; row < m; row++) {
            int to = cStart + row * n;
            for (int i = 0; i < k; i++) {
                double factor = a[aStart + row * k + i];
                int from = bStart + i * n;
                for (int column = 0; column < n; column++) {
                    c[to + column] += factor * b[from + column];
                }
            }
        }
    }

    /** Products and sums of int32, which wrap around. */
    private static void multiplyIntegers(
            double[] a, int aStart, double[] b, int bStart, double[] c, int cStart, int m, int k, int n) {
        for (int row = 0; row < m; row++) {
            for (int column = 0; column < n; column++) {
                int sum = 0;
                for (int i = 0; i < k; i++) {
                    sum += ((int) a[aStart + row * k + i]) * ((int) b[bStart + i * n + column]);
                }
                c[cStart + row * n + column] = sum;
            }
        }
    }

    /** The elements with the last two axes exchanged. */
    private static double[] transposed(Numbers x) {
        int rows = x.dim(-2);
        int columns = x.dim(-1);
        double[] from = x.values();
        double[] result = new double[from.length];
        for (int start = 0; start < from.length; start += rows * columns) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    result[start + column * rows + row] = from[start + row * columns + column];
                }
            }
        }
        return result;
    }
}
