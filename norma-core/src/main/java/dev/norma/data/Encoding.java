package dev.norma.data;

import org.jspecify.annotations.Nullable;

/** Tells from the first bytes of a file what it is, where that is not text in UTF-8. */
final class Encoding {
    private Encoding() {}

    private record Beginning(int[] bytes, String means) {}

    private static final Beginning[] KNOWN = {
        beginning("text in UTF-32LE", 0xFF, 0xFE, 0, 0),
        beginning("text in UTF-32BE", 0, 0, 0xFE, 0xFF),
        beginning("text in UTF-16LE", 0xFF, 0xFE),
        beginning("text in UTF-16BE", 0xFE, 0xFF),
        beginning("data packed by gzip", 0x1F, 0x8B),
        beginning("a zip archive, such as a spreadsheet or an .npz file", 'P', 'K', 3, 4),
        beginning("an .npy file", 0x93, 'N', 'U', 'M', 'P', 'Y'),
        beginning("an HDF5 file", 0x89, 'H', 'D', 'F'),
        beginning("a PNG picture", 0x89, 'P', 'N', 'G'),
        beginning("a Parquet file", 'P', 'A', 'R', '1'),
    };

    /** What these first bytes are the beginning of, or null where they may be UTF-8. */
    static @Nullable String foreign(byte[] bytes, int count) {
        for (Beginning known : KNOWN) {
            if (startsWith(bytes, count, known.bytes)) {
                return known.means;
            }
        }
        if (count >= 2 && bytes[0] == 0 && bytes[1] != 0) {
            return "text in UTF-16BE without a byte-order mark";
        }
        if (count >= 2 && bytes[0] != 0 && bytes[1] == 0) {
            return "text in UTF-16LE without a byte-order mark";
        }
        return null;
    }

    /** The name of the one-byte encoding that bytes which are not UTF-8 are probably in. */
    static String guess(byte[] bytes, int from, int to) {
        boolean high = false;
        for (int i = from; i < to; i++) {
            int value = bytes[i] & 0xFF;
            if (value == 0x81 || value == 0x8D || value == 0x8F || value == 0x90 || value == 0x9D) {
                return "neither UTF-8 nor windows-1252";
            }
            high |= value >= 0x80 && value < 0xA0;
        }
        return high ? "probably windows-1252" : "probably ISO-8859-1 (Latin-1)";
    }

    private static boolean startsWith(byte[] bytes, int count, int[] beginning) {
        if (count < beginning.length) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            if ((bytes[i] & 0xFF) != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    private static Beginning beginning(String means, int... bytes) {
        return new Beginning(bytes, means);
    }
}
