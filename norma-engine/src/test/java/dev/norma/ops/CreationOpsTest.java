package dev.norma.ops;

import static dev.norma.ops.Ops.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Fill;
import dev.norma.graph.Leaf;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import org.junit.jupiter.api.Test;

class CreationOpsTest {
    @Test
    void makes_ranges_rows_and_identities() {
        assertThat(arange(3)).hasToString("[0 1 2]");
        assertThat(arange(1, 8, 3)).hasToString("[1 4 7]");
        assertThat(linspace(0, 1, 5)).hasToString("[0.   0.25 0.5  0.75 1.  ]");
        assertThat(linspace(2, 3, 1)).hasToString("[2.]");
        assertThat(linspace(0, 0.1, 4).get(3)).isEqualTo(0.1f);
        assertThat(eye(2)).hasToString("[[1. 0.]\n [0. 1.]]");
        assertThat(zeros(2)).hasToString("[0. 0.]");
        assertThat(ones(1, 2)).hasToString("[[1. 1.]]");
        assertThat(full(TensorType.of(DType.INT32, 2), 7)).hasToString("[7 7]");
    }

    @Test
    void fills_like_a_tensor() {
        Tensor x = Tensor.range(6).reshape(2, 3);
        assertThat(zerosLike(x).contentEquals(Tensor.fill(x.type(), 0))).isTrue();
        assertThat(onesLike(x).contentEquals(Tensor.fill(x.type(), 1))).isTrue();
        assertThat(fullLike(x, -4).contentEquals(Tensor.fill(x.type(), -4))).isTrue();
    }

    @Test
    void fills_like_a_value_of_known_sizes_without_using_it() {
        Value x = Leaf.value("x", TensorType.of(DType.FLOAT32, 2, 3), null);
        assertThat(fullLike(x, 4).op()).isEqualTo(new Fill(4, x.type()));
    }

    @Test
    void turns_known_numbers_into_the_kind_of_the_operand() {
        Tensor numbers = Tensor.range(3);
        assertThat(constant(Tensor.zeros(1), numbers)).isSameAs(numbers);
        Value x = Leaf.value("x", TensorType.of(DType.FLOAT32), null);
        assertThat(constant(x, numbers).shape()).isEqualTo(Shape.of(3));
    }

    @Test
    void keeps_means_of_integers_and_sums_of_truths() {
        Tensor program = Tensor.of(new int[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(mean(program, 0)).hasToString("[2.5 3.5 4.5]");
        assertThat(mean(program, 1)).hasToString("[2. 5.]");
        assertThat(sum(greater(program, 2)).type()).isEqualTo(TensorType.of(DType.INT32));
        assertThat(sum(greater(program, 2)).item()).isEqualTo(4);
        assertThat(any(program, 1)).hasToString("[ True  True]");
    }

    @Test
    void counts_sizes() {
        Tensor x = Tensor.zeros(2, 3, 4);
        assertThat(size(x, 1).type()).isEqualTo(TensorType.of(DType.INT32));
        assertThat(size(x, -1).item()).isEqualTo(4);
        assertThat(size(x, DType.FLOAT32, 0, 2).item()).isEqualTo(8);
        assertThat(size(x, DType.FLOAT32).item()).isEqualTo(24);
    }

    @Test
    void stretches_and_reshapes_like_another() {
        Tensor x = Tensor.range(3);
        assertThat(broadcastLike(x, Tensor.range(6).reshape(2, 3))).hasToString("[[0 1 2]\n [0 1 2]]");
        assertThat(reshapeLike(Tensor.range(6), Tensor.range(6).reshape(2, 3))).hasToString("[[0 1 2]\n [3 4 5]]");
    }
}
