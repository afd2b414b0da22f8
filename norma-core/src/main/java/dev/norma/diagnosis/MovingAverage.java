package dev.norma.diagnosis;

import dev.norma.tensor.Complaint;

/**
 * How fast a moving average comes near what it follows.
 *
 * <pre>
 *   average = average * momentum + value * (1 - momentum)
 *
 *   error after n steps on a constant value = error before * momentum^n
 * </pre>
 *
 * <p>The error is relative to where the average began: a value that is a ten-thousandth of it needs more steps to be near in
 * terms of itself.
 *
 * @param momentum the share of the old average that stays at each step: from 0 to 1
 */
public record MovingAverage(double momentum) {
    /** What stands for a number of steps where no number is enough: the average does not move. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Checks the momentum. */
    public MovingAverage {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new Complaint(
                            "there is no moving average of this momentum",
                            "a number from 0 to 1",
                            Double.toString(momentum),
                            "give the share of the old average that stays")
                    .asArgument();
        }
    }

    /** The share of the first error that is left after so many steps on a constant value. */
    public double remaining(long steps) {
        return Math.pow(momentum, (double) steps);
    }

    /**
     * How many steps on a constant value it takes until at most this share of the first error is left: 459 for a hundredth at
     * momentum 0.99, 44 at 0.9. {@link #NEVER} at momentum 1.
     *
     * @param share above 0
     */
    public long stepsWithin(double share) {
        if (!(share > 0)) {
            throw new Complaint(
                            "a moving average does not come this near",
                            "a share above 0",
                            Double.toString(share),
                            "give 0.01 for one hundredth of the first error")
                    .asArgument();
        }
        if (share >= 1 || momentum == 0) {
            return share >= 1 ? 0 : 1;
        }
        if (momentum == 1) {
            return NEVER;
        }
        long steps = (long) Math.ceil(Math.log(share) / Math.log(momentum));
        return steps > 0 && remaining(steps - 1) <= share ? steps - 1 : steps;
    }

    /** How many steps are still missing after some, to be within this share of the first error. */
    public long stepsMissing(double share, long done) {
        long needed = stepsWithin(share);
        return needed == NEVER ? NEVER : Math.max(0, needed - done);
    }
}
