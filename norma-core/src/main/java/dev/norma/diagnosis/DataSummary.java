package dev.norma.diagnosis;

import java.util.List;

/**
 * What data a network was examined on.
 *
 * @param rows how many examples
 * @param batches in how many batches
 * @param largestBatch how many examples the largest had
 * @param outputs how the outputs differ between training and inference
 */
public record DataSummary(long rows, long batches, long largestBatch, List<OutputGap> outputs) {
    /** Keeps a copy of the outputs. */
    public DataSummary {
        outputs = List.copyOf(outputs);
    }
}
