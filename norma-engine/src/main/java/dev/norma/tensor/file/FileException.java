package dev.norma.tensor.file;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Refusal;

/**
 * A file is not what it should be, or cannot stand where it should: the user's input is at fault, not the surroundings.
 * Names the file and the place in it. Failures of the surroundings are {@link java.io.UncheckedIOException}s.
 */
public class FileException extends IllegalArgumentException implements Refusal {
    private static final long serialVersionUID = 1L;

    /**
     * A complaint about a place.
     *
     * @param place for example {@code file "x.npz", member "a.npy"}
     */
    public FileException(String place, Complaint complaint) {
        super(complaint.at(place).text());
    }

    /** A complaint about a place in four parts. */
    public FileException(String place, String what, String expected, String given, String fix) {
        this(place, new Complaint(what, expected, given, fix));
    }
}
