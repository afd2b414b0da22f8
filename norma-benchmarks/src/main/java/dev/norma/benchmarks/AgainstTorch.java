package dev.norma.benchmarks;

import dev.norma.models.Model;
import dev.norma.runtime.EngineThreads;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.npy.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains the MNIST CNN here and in PyTorch by turns: the same first weights, batches, optimizer and number of threads. Prints
 * the losses after some equal steps, then each round, then the median of the rounds' ratios.
 */
final class AgainstTorch {
    private static final int BATCHES = 8;
    private static final int EQUAL_STEPS = 5;
    private static final int WARM_UP = 60;
    private static final int ROUND = 60;
    private static final int ROUNDS = 12;

    private final Networks network = Networks.MNIST_CNN;
    private final Model model = network.model();
    private final List<Tensor> x = new ArrayList<>();
    private final List<Tensor> y = new ArrayList<>();

    private AgainstTorch() {
        for (int i = 0; i < BATCHES; i++) {
            x.add(network.features(network.batch(), i));
            y.add(Networks.labels(network.batch(), BATCHES + i));
        }
    }

    /** Takes a python that has torch, and more arguments for the peer, for example {@code --adam default}. */
    public static void main(String... arguments) throws IOException {
        if (arguments.length == 0) {
            System.err.println(
                    "give the python of an environment with torch: norma-benchmarks/README.md says how to make one");
            System.exit(1);
        }
        new AgainstTorch().compare(List.of(arguments), EngineThreads.count());
    }

    private void compare(List<String> command, int threads) throws IOException {
        Path arrays = Files.createTempFile("norma-arrays", ".npz");
        try {
            Npz.write(arrays, arrays());
            try (Peer peer = Peer.start(command, arrays, threads)) {
                System.out.printf("Norma, %d threads, against %s; batch %d%n", threads, peer.name(), network.batch());
                Peer.Round ours = round(EQUAL_STEPS);
                Peer.Round theirs = peer.round(EQUAL_STEPS);
                System.out.printf("loss after %d equal steps: %.6f, %.6f%n", EQUAL_STEPS, ours.loss(), theirs.loss());
                round(WARM_UP);
                peer.round(WARM_UP);
                rounds(peer);
            }
        } finally {
            Files.delete(arrays);
        }
    }

    private void rounds(Peer peer) throws IOException {
        Ratios ratios = new Ratios();
        for (int i = 0; i < ROUNDS; i++) { // ours theirs, theirs ours, ...
            boolean first = i % 2 == 0;
            Peer.Round ours = first ? round(ROUND) : null;
            Peer.Round theirs = peer.round(ROUND);
            double own = (ours == null ? round(ROUND) : ours).seconds();
            System.out.printf("round %2d: %.2f ms, %.2f ms%n", i + 1, own * 1e3, theirs.seconds() * 1e3);
            ratios.add(own / theirs.seconds());
        }
        System.out.printf(
                "Norma / PyTorch, time of a step: median %.3f, from %.3f to %.3f in %d rounds of %d steps%n",
                ratios.median(), ratios.least(), ratios.most(), ROUNDS, ROUND);
    }

    private Map<String, Tensor> arrays() {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        for (int i = 0; i < BATCHES; i++) {
            arrays.put("x" + i, x.get(i));
            arrays.put("y" + i, y.get(i));
        }
        List<Tensor> weights = model.getWeights();
        for (int i = 0; i < weights.size(); i++) {
            arrays.put("w" + i, weights.get(i));
        }
        return arrays;
    }

    private Peer.Round round(int steps) {
        long start = System.nanoTime();
        double loss = 0;
        for (int i = 0; i < steps; i++) {
            loss = model.trainOnBatch(x.get(i % BATCHES), y.get(i % BATCHES)).get("loss");
        }
        return new Peer.Round((System.nanoTime() - start) / 1e9 / steps, loss);
    }
}
