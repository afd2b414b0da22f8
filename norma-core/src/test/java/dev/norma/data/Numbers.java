package dev.norma.data;

import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Datasets of the numbers 0, 1, ..., and what comes out of them. */
final class Numbers {
    private Numbers() {}

    /** Rows 0..n-1 that live in a tensor. */
    static Dataset upTo(int n) {
        return Dataset.of(Tensor.range(n));
    }

    /** Rows 0..n-1 that are made one by one. */
    static Dataset madeUpTo(int n) {
        return Dataset.generator(() -> IntStream.range(0, n)
                .mapToObj(i -> Batch.row(Tensor.of(new int[] {i}).reshape()))
                .iterator());
    }

    /** The elements of a pass, each as its numbers. */
    static List<List<Integer>> elements(Dataset dataset) {
        List<List<Integer>> all = new ArrayList<>();
        for (Batch batch : dataset) {
            all.add(Arrays.stream(batch.x().toInts()).boxed().toList());
        }
        return all;
    }

    /** All numbers of a pass in order. */
    static List<Integer> flat(Dataset dataset) {
        return elements(dataset).stream().flatMap(List::stream).toList();
    }

    static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
