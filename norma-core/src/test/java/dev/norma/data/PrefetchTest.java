package dev.norma.data;

import static dev.norma.data.Numbers.flat;
import static dev.norma.data.Numbers.range;
import static dev.norma.data.Numbers.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PrefetchTest {
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();

    private Batch noticed(Batch element) {
        workers.add(Thread.currentThread());
        return element;
    }

    @Test
    void gives_the_same_elements_in_the_same_order() {
        for (int ahead = 1; ahead < 6; ahead++) {
            assertThat(flat(upTo(200).prefetch(ahead))).isEqualTo(range(0, 200));
        }
    }

    @Test
    void makes_elements_beside_the_consumer() throws Exception {
        CountDownLatch third = new CountDownLatch(3);
        Dataset dataset = upTo(10).map(row -> {
                    third.countDown();
                    return noticed(row);
                })
                .prefetch(2);
        BatchIterator iterator = dataset.iterator();
        iterator.next();
        third.await(); // nobody asks for more than the first: the second and third are made ahead
        assertThat(workers).doesNotContain(Thread.currentThread());
        iterator.close();
    }

    @Test
    void makes_no_more_than_it_was_asked_to_keep_ready() throws Exception {
        AtomicInteger made = new AtomicInteger();
        BatchIterator iterator = upTo(100)
                .map(row -> {
                    made.incrementAndGet();
                    return noticed(row);
                })
                .prefetch(3)
                .iterator();
        iterator.next();
        joinWorkers();
        assertThat(made.get()).isBetween(3, 4);
    }

    @Test
    void leaves_no_thread_behind_when_the_consumer_forgets_to_come_back() throws Exception {
        for (Batch first : upTo(1000).map(this::noticed).prefetch(4)) {
            assertThat(first.x().item()).isZero();
            break;
        }
        joinWorkers();
    }

    @Test
    void throws_what_was_thrown_after_the_elements_before_it() {
        Dataset dataset = upTo(10).map(row -> {
                    if (row.x().item() == 3) {
                        throw new IllegalStateException("the third is bad");
                    }
                    return row;
                })
                .prefetch(8);
        for (int pass = 0; pass < 2; pass++) {
            BatchIterator iterator = dataset.iterator();
            for (int i = 0; i < 3; i++) {
                assertThat(iterator.next().x().item()).isEqualTo(i);
            }
            assertThatThrownBy(iterator::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the third is bad");
            assertThat(iterator.hasNext()).isFalse();
        }
    }

    @Test
    void throws_errors_too() {
        Dataset dataset = upTo(10).map(row -> {
                    throw new AssertionError("broken");
                })
                .prefetch(1);
        assertThatThrownBy(() -> flat(dataset))
                .isInstanceOf(AssertionError.class)
                .hasMessage("broken");
    }

    @Test
    void throws_checked_exceptions_of_languages_that_do_not_declare_them() {
        IOException broken = new IOException("broken");
        Dataset dataset = upTo(10).map(row -> {
                    throw PrefetchTest.<RuntimeException>undeclared(broken);
                })
                .prefetch(1);
        assertThatThrownBy(() -> flat(dataset)).isSameAs(broken);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // what Kotlin's compiler does
    private static <T extends Throwable> T undeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void throws_at_the_end_what_closing_the_source_throws() {
        Dataset dataset = Dataset.generator(() -> new ClosingIterator(3, "cannot be closed"))
                .prefetch(2);
        BatchIterator iterator = dataset.iterator();
        for (int i = 0; i < 3; i++) {
            assertThat(iterator.next().x().item()).isEqualTo(i);
        }
        assertThatThrownBy(iterator::hasNext).hasMessage("cannot be closed");
        assertThat(iterator.hasNext()).isFalse();
    }

    @Test
    void never_uses_the_source_from_two_threads_at_once() {
        AtomicInteger inside = new AtomicInteger();
        Dataset dataset = upTo(2000)
                .map(row -> {
                    assertThat(inside.incrementAndGet()).isEqualTo(1);
                    inside.decrementAndGet();
                    return row;
                })
                .prefetch(2)
                .map(row -> row)
                .prefetch(3);
        assertThat(flat(dataset)).isEqualTo(range(0, 2000));
    }

    private void joinWorkers() throws InterruptedException {
        for (Thread worker : workers) {
            assertThat(worker.join(Duration.ofSeconds(30))).isTrue();
        }
    }
}
