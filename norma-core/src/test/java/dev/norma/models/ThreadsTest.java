package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.losses.MeanSquaredError;
import dev.norma.optimizers.SGD;
import dev.norma.runtime.NonFiniteException;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models used from many threads: nobody sees half of a change, waits for ever, or finds a lock that nobody holds. */
@Timeout(60)
class ThreadsTest {
    private static final int CALLERS = 16;

    private final Tensor x = Tensor.ones(4, 3);
    private final Tensor y = Tensor.ones(4, 1);

    private static Sequential net(Dense... layers) {
        Sequential net = new Sequential();
        net.add(new InputLayer(3));
        for (Dense layer : layers) {
            net.add(layer);
        }
        return net;
    }

    private static List<Tensor> all(double number, Model like) {
        return like.getWeights().stream()
                .map(weight -> Tensor.fill(weight.type(), number))
                .toList();
    }

    /** Runs on many threads of both kinds at once, and gives what each gave. */
    private static <R> List<R> atOnce(int threads, Callable<R> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<R> started = () -> {
            start.await();
            return call.call();
        };
        List<R> results = new ArrayList<>();
        try (ExecutorService platform = Executors.newFixedThreadPool(threads);
                ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add((i % 2 == 0 ? platform : virtual).submit(started));
            }
            for (Future<R> future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }

    /** Does something again and again beside what is done meanwhile. */
    private static void beside(Runnable again, Callable<?> meanwhile) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<?> writer = other.submit(() -> {
                while (!done.get()) {
                    again.run();
                }
            });
            try {
                meanwhile.call();
            } finally {
                done.set(true);
            }
            writer.get();
        }
    }

    /** All numbers of the weights are equal, whenever they are read. */
    private static @Nullable Void readsOneMoment(Sequential net) {
        for (int i = 0; i < 3000; i++) {
            List<Tensor> weights = net.getWeights();
            double expected = weights.getFirst().getFlat(0);
            assertThat(weights).allMatch(weight -> weight.getFlat(0) == expected);
        }
        return null;
    }

    @Test
    void who_reads_all_weights_sees_those_of_one_moment() throws Exception {
        Sequential net = net(new Dense(3), new Dense(3), new Dense(3), new Dense(1));
        List<Tensor> ones = all(1, net);
        List<Tensor> twos = all(2, net);
        net.setWeights(ones);
        beside(
                () -> {
                    net.setWeights(twos);
                    net.setWeights(ones);
                },
                () -> readsOneMoment(net));
    }

    @Test
    void sixteen_that_predict_see_all_new_weights_or_none() throws Exception {
        Sequential net = net(new Dense(3), new Dense(1));
        List<Tensor> ones = all(1, net);
        List<Tensor> twos = all(2, net);
        net.setWeights(ones);
        beside(
                () -> {
                    net.setWeights(twos);
                    net.setWeights(ones);
                },
                () -> atOnce(CALLERS, () -> {
                    for (int i = 0; i < 100; i++) {
                        assertThat(net.predict(x).getFlat(0)).isIn(3 * 4 + 1.0, 3 * 2 * 8 + 2.0);
                    }
                    return true;
                }));
    }

    @Test
    void averages_take_the_places_of_all_weights_at_once() throws Exception {
        Sequential net = net(new Dense(3), new Dense(3), new Dense(3), new Dense(1));
        SGD optimizer = new SGD(0).useEma(true);
        net.compile(optimizer, new MeanSquaredError());
        net.setWeights(all(2, net));
        net.trainOnBatch(x, y);
        List<Tensor> ones = all(1, net);
        beside(
                () -> {
                    net.setWeights(ones);
                    optimizer.finish();
                },
                () -> readsOneMoment(net));
    }

    @Test
    void a_layer_that_many_call_first_at_once_is_built_once() throws Exception {
        Tensor row = Tensor.ones(1, 3);
        for (int round = 0; round < 30; round++) {
            Dense shared = new Dense(2);
            List<Tensor> results = atOnce(CALLERS, () -> shared.apply(row, false));
            assertThat(results).allMatch(result -> result.contentEquals(results.getFirst()));
        }
    }

    @Test
    void models_that_share_layers_in_opposite_orders_train_and_predict_at_once() throws Exception {
        Dense a = new Dense(3);
        Dense b = new Dense(3);
        BatchNormalization norm = new BatchNormalization();
        Sequential forward = new Sequential(new InputLayer(3), a, norm, b);
        Sequential backward = new Sequential(new InputLayer(3), b, norm, a);
        Batch batch = Batch.of(Tensor.uniform(1, 8, 3), Tensor.uniform(2, 8, 3));
        forward.compile(new SGD(1e-3), new MeanSquaredError());
        backward.compile(new SGD(1e-3), new MeanSquaredError());
        Set<Sequential> turns = Collections.newSetFromMap(new IdentityHashMap<>());
        atOnce(4, () -> {
            Sequential mine;
            synchronized (turns) {
                mine = turns.add(forward) ? forward : backward;
            }
            for (int i = 0; i < 40; i++) {
                mine.trainOnBatch(batch);
                (mine == forward ? backward : forward).predict(batch.x());
                if (i % 10 == 0) {
                    mine.setWeights(mine.getWeights());
                    a.weight("kernel").value();
                }
            }
            return true;
        });
        forward.recalibrate(Dataset.of(batch).batch(8));
        assertThat(forward.getWeights()).allMatch(weight -> Double.isFinite(weight.getFlat(0)));
    }

    @Test
    void an_interrupted_caller_gets_its_numbers_and_stays_interrupted() {
        Sequential net = net(new Dense(64), new Dense(1));
        net.compile(new SGD(1e-3), new MeanSquaredError());
        Tensor expected = net.predict(x);
        Thread.currentThread().interrupt();
        assertThat(net.predict(x).contentEquals(expected)).isTrue();
        net.trainOnBatch(x, y);
        net.setWeights(net.getWeights());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_step_that_fails_leaves_all_locks_free() throws Exception {
        Sequential net = net(new Dense(3), new Dense(1));
        net.compile(new SGD(1), new MeanSquaredError());
        Tensor bad = Tensor.fill(new TensorType(DType.FLOAT32, Shape.of(4, 3)), Double.NaN);
        List<Tensor> before = net.getWeights();
        assertThatThrownBy(() -> net.trainOnBatch(bad, y)).isInstanceOf(NonFiniteException.class);
        assertThatThrownBy(() -> net.predict(Tensor.ones(4, 2))).hasMessageContaining("does not take this input");
        List<Boolean> others = atOnce(4, () -> {
            net.setWeights(before);
            net.predict(x);
            return true;
        });
        assertThat(others).hasSize(4);
        net.trainOnBatch(x, y);
        assertThat(net.getWeights().getLast().contentEquals(before.getLast())).isFalse();
    }
}
