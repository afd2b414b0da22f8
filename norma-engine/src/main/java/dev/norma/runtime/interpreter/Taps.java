package dev.norma.runtime.interpreter;

import dev.norma.graph.Window;
import dev.norma.tensor.Shape;
import java.util.Arrays;

/**
 * What a sliding window touches: for each of its places, in order, which positions of the input lie under which
 * positions of the window. Positions in the padding are left out. Spatial positions are numbered row-major; the same for
 * each example and channel, and for convolution, pooling and their gradients.
 */
final class Taps {
    private final int inputs;
    private final int[] starts;
    private int[] kernel;
    private int[] input;

    /**
     * The taps of a window.
     *
     * @param x the input's shape, channels last
     */
    Taps(Window window, Shape x) {
        int rank = window.rank();
        int[] in = new int[rank];
        int[] out = new int[rank];
        int[] size = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            in[axis] = Math.toIntExact(x.dim(axis + 1));
            out[axis] = Math.toIntExact(window.outputSize(axis, in[axis]));
            size[axis] = window.size().get(axis);
        }
        int places = product(out);
        int positions = product(size);
        this.inputs = product(in);
        this.starts = new int[places + 1];
        this.kernel = new int[Math.multiplyExact(places, positions)];
        this.input = new int[kernel.length];
        int count = 0;
        for (int place = 0; place < places; place++) {
            for (int position = 0; position < positions; position++) {
                int touched = touched(window, in, out, size, place, position);
                if (touched >= 0) {
                    kernel[count] = position;
                    input[count++] = touched;
                }
            }
            starts[place + 1] = count;
        }
        this.kernel = Arrays.copyOf(kernel, count);
        this.input = Arrays.copyOf(input, count);
    }

    /** The input's position under a position of the window at one of its places; -1 in the padding. */
    private static int touched(Window window, int[] in, int[] out, int[] size, int place, int position) {
        int touched = 0;
        int stride = 1;
        for (int axis = in.length - 1; axis >= 0; axis--) {
            int at = place % out[axis] * window.strides().get(axis)
                    + position % size[axis] * window.dilation().get(axis)
                    - Math.toIntExact(window.low(axis, in[axis]));
            if (at < 0 || at >= in[axis]) {
                return -1;
            }
            touched += at * stride;
            stride *= in[axis];
            place /= out[axis];
            position /= size[axis];
        }
        return touched;
    }

    private static int product(int[] sizes) {
        return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }

    /** How many spatial positions the input has. */
    int inputs() {
        return inputs;
    }

    /** How many places the window has: the result's spatial positions. */
    int places() {
        return starts.length - 1;
    }

    /** The number of a place's first tap. */
    int first(int place) {
        return starts[place];
    }

    /** The number behind a place's last tap. */
    int end(int place) {
        return starts[place + 1];
    }

    /** The position in the window of a tap. */
    int kernel(int tap) {
        return kernel[tap];
    }

    /** The position in the input of a tap. */
    int input(int tap) {
        return input[tap];
    }
}
