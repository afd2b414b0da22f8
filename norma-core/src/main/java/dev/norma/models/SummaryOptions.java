package dev.norma.models;

import dev.norma.tensor.Complaint;
import org.jspecify.annotations.Nullable;

/**
 * What a summary shows, and how wide.
 *
 * <pre>{@code
 * System.out.println(model.summary(new SummaryOptions().expandNested(true).lineLength(120)));
 * }</pre>
 */
public final class SummaryOptions {
    private boolean expandNested;
    private boolean showTrainable;
    private @Nullable Integer lineLength;
    private double @Nullable [] positions;
    private @Nullable LayerRange range;

    /**
     * The layers from one to another.
     *
     * @param first a regular expression that the beginning of the first one's name matches
     * @param last the same of the last one
     */
    record LayerRange(String first, String last) {}

    /** Sets whether the layers of models inside the model are shown below them: no unless set. */
    public SummaryOptions expandNested(boolean expand) {
        expandNested = expand;
        return this;
    }

    /** Sets whether a column says which layers train: no unless set. */
    public SummaryOptions showTrainable(boolean show) {
        showTrainable = show;
        return this;
    }

    /**
     * Sets how many characters a line has: unless set 88, or 108 where layers branch, and 12 more with the column of {@link
     * #showTrainable}, whatever the terminal's width.
     */
    public SummaryOptions lineLength(int characters) {
        lineLength = characters;
        return this;
    }

    /** Sets where columns end, as parts of a line: 0.45, 0.8 and 1 unless set; 0.3, 0.56, 0.74 and 1 where layers branch. */
    public SummaryOptions positions(double... ends) {
        positions = ends.clone();
        return this;
    }

    /** Shows only the layers from the first whose name begins as one regular expression says to the last that another fits. */
    public SummaryOptions layerRange(String first, String last) {
        range = new LayerRange(first, last);
        return this;
    }

    boolean expandNested() {
        return expandNested;
    }

    boolean showTrainable() {
        return showTrainable;
    }

    @Nullable
    LayerRange range() {
        return range;
    }

    int lineLength(boolean branching) {
        int preset = (branching ? 108 : 88) + (showTrainable ? 12 : 0);
        return lineLength == null ? preset : lineLength;
    }

    /** Where columns end; the column of what trains takes the last tenth. */
    double[] positions(boolean branching) {
        double[] preset = branching ? new double[] {0.3, 0.56, 0.74, 1} : new double[] {0.45, 0.8, 1};
        double[] ends = positions == null ? preset : positions;
        if (ends.length != preset.length) {
            throw new Complaint(
                            "summary: positions do not fit the columns",
                            "%d of them".formatted(preset.length),
                            Integer.toString(ends.length),
                            "give where each column ends, as parts of a line")
                    .asArgument();
        }
        double[] all = new double[ends.length + (showTrainable ? 1 : 0)];
        for (int i = 0; i < ends.length; i++) {
            all[i] = showTrainable ? ends[i] * 0.9 : ends[i];
        }
        if (showTrainable) {
            all[ends.length] = 1;
        }
        return all;
    }
}
