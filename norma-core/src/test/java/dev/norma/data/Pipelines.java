package dev.norma.data;

import java.util.Random;

/** Random steps for tests of properties. */
final class Pipelines {
    private Pipelines() {}

    static Dataset extended(Dataset dataset, Random random) {
        return switch (random.nextInt(11)) {
            case 0 -> dataset.take(random.nextInt(20));
            case 1 -> dataset.skip(random.nextInt(6));
            case 2 -> dataset.repeat(random.nextInt(3));
            case 3 -> dataset.shuffle(1 + random.nextInt(8), random.nextLong());
            case 4 -> dataset.map(element -> element);
            case 5 -> dataset.concatenate(Numbers.upTo(random.nextInt(4)).map(element -> element));
            case 6 -> dataset.zip(Numbers.upTo(random.nextInt(30)), (a, b) -> a);
            case 7 -> dataset.cache();
            case 8 -> dataset.prefetch(1 + random.nextInt(4));
            case 9 -> dataset.repeat().take(random.nextInt(20));
            default -> dataset.filter(element -> true);
        };
    }
}
