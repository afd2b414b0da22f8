package dev.norma.data;

import static dev.norma.data.Numbers.flat;
import static dev.norma.data.Numbers.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program gives a pipeline: iterators that hold files, nulls, elements that do not fit each other. */
final class GeneratorTest {
    private static UnaryOperator<Dataset> step(String name) {
        return switch (name) {
            case "generator" -> dataset -> dataset;
            case "batch" -> dataset -> dataset.batch(2);
            case "shuffle" -> dataset -> dataset.shuffle(3, 1);
            case "map" -> dataset -> dataset.map(element -> element);
            case "concatenate" -> dataset -> dataset.concatenate(upTo(3));
            case "zip" -> dataset -> dataset.zip(upTo(50));
            case "repeat" -> dataset -> dataset.repeat();
            case "cache" -> Dataset::cache;
            case "prefetch" -> dataset -> dataset.prefetch(2);
            default -> throw new AssertionError(name);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"generator", "batch", "shuffle", "map", "concatenate", "zip", "repeat", "cache"})
    void an_iterator_that_can_be_closed_is_closed_after_an_early_stop(String step) {
        ClosingIterator numbers = new ClosingIterator(20, null);
        try (BatchIterator iterator =
                step(step).apply(Dataset.generator(() -> numbers)).iterator()) {
            iterator.next();
            assertThat(numbers.closed()).isZero();
        }
        assertThat(numbers.closed()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"generator", "batch", "shuffle", "map", "concatenate", "zip", "cache", "prefetch"})
    void an_iterator_that_can_be_closed_is_closed_at_its_end(String step) {
        ClosingIterator numbers = new ClosingIterator(20, null);
        step(step).apply(Dataset.generator(() -> numbers)).forEach(element -> {});
        assertThat(numbers.closed()).isOne();
    }

    @Test
    void an_iterator_is_closed_where_what_it_is_zipped_with_cannot_be_opened() {
        ClosingIterator numbers = new ClosingIterator(3, null);
        Dataset missing = Dataset.csv(Path.of("no such file.csv")).decode(CsvColumns.features(1));
        assertThatThrownBy(Dataset.generator(() -> numbers).zip(missing)::iterator)
                .hasMessageContaining("there is no such file");
        assertThat(numbers.closed()).isOne();
    }

    @Test
    void a_failure_of_the_pass_is_not_hidden_by_one_of_closing() {
        Dataset dataset = Dataset.generator(() -> new ClosingIterator(3, "cannot be closed"))
                .map(row -> {
                    throw new IllegalStateException("bad row");
                });
        assertThatThrownBy(() -> flat(dataset))
                .hasMessage("bad row")
                .hasSuppressedException(new IllegalStateException("cannot be closed"));
    }

    @Test
    @SuppressWarnings("NullAway") // as from a language without null checks
    void null_is_no_end_of_the_data() {
        Dataset gap = Dataset.generator(
                () -> Arrays.asList(Batch.row(Tensor.scalar(1)), null).iterator());
        assertThatThrownBy(() -> flat(gap)).hasMessage("""
                the iterator given to generator gave null
                  expected: an element whenever hasNext is true
                  given:    null
                  fix:      leave out what is not there; the end is hasNext() == false""");
        Iterator<Batch> none = null;
        assertThatThrownBy(() -> flat(Dataset.generator(() -> none)))
                .hasMessageStartingWith("the supplier given to generator gave null");
        assertThatThrownBy(() -> flat(upTo(3).zip(upTo(3), (a, b) -> null))).hasMessage("""
                the function given to zip must return an element
                  expected: a row or a batch
                  given:    null
                  fix:      leave elements out with filter""");
    }

    @Test
    void rows_are_not_labelled_with_batches() {
        assertThatThrownBy(() -> flat(upTo(4).zip(upTo(4).batch(2)))).hasMessage("""
                zip cannot label rows with batches, or batches with rows
                  expected: rows and rows, or batches and batches of one size
                  given:    the row x int32[] and the batch x int32[2]
                  fix:      call batch(n) on both, or on neither and then on what zip gives""");
        assertThatThrownBy(() -> flat(upTo(4).batch(2).zip(upTo(4))))
                .hasMessageContaining("given:    the batch x int32[2] and the row x int32[]");
    }

    @Test
    void an_iterator_that_breaks_its_promise_says_so() {
        Iterator<Batch> broken = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Batch next() {
                throw new NoSuchElementException("there is none");
            }
        };
        assertThatThrownBy(() -> flat(Dataset.generator(() -> broken))).hasMessage("there is none");
    }
}
