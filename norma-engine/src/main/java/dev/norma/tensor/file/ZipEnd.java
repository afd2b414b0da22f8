package dev.norma.tensor.file;

import java.nio.ByteBuffer;

/** The end of an archive, which says where its directory is. */
record ZipEnd(long entries, long directory, long size) {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_LENGTH = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_LENGTH = 56;
    private static final int LONGEST_COMMENT = 0xFFFF;

    static ZipEnd of(Content content) {
        long at = find(content);
        ByteBuffer end = content.bytes(at, END_LENGTH);
        long locator = at - LOCATOR_LENGTH;
        boolean wide = locator >= 0 && content.bytes(locator, 4).getInt() == LOCATOR;
        boolean disks = end.getShort(4) != 0 || end.getShort(6) != 0 || end.getShort(8) != end.getShort(10);
        ZipEnd found = wide
                ? wide(content, locator)
                : new ZipEnd(
                        Short.toUnsignedInt(end.getShort(10)),
                        Integer.toUnsignedLong(end.getInt(16)),
                        Integer.toUnsignedLong(end.getInt(12)));
        long last = wide ? content.bytes(locator, LOCATOR_LENGTH).getLong(8) : at;
        if ((disks && !wide)
                || found.directory < 0
                || found.size < 0
                || found.directory > last - found.size
                || found.directory + found.size != last) {
            throw damaged(
                    content,
                    "a directory that ends where the archive's end begins, at byte " + last,
                    "%d bytes from byte %d".formatted(found.size, found.directory));
        }
        return found;
    }

    private static long find(Content content) {
        long earliest = Math.max(0, content.size() - END_LENGTH - LONGEST_COMMENT);
        int length = (int) (content.size() - earliest);
        ByteBuffer tail = content.bytes(earliest, length);
        for (int at = length - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END && Short.toUnsignedInt(tail.getShort(at + 20)) == length - END_LENGTH - at) {
                return earliest + at;
            }
        }
        throw new FileException(
                content.place(),
                "this is no zip archive, or only the beginning of one",
                "an archive's end within the last 65557 bytes",
                "none in %d bytes".formatted(content.size()),
                "check that the file is what you think it is, and whole");
    }

    private static ZipEnd wide(Content content, long locator) {
        long at = content.bytes(locator, LOCATOR_LENGTH).getLong(8);
        if (at < 0 || at > locator - END_64_LENGTH || content.bytes(at, 4).getInt() != END_64) {
            throw damaged(content, "a zip64 end in front of byte " + locator, "byte " + at);
        }
        ByteBuffer end = content.bytes(at, END_64_LENGTH);
        if (end.getLong(24) != end.getLong(32) || end.getInt(16) != 0 || end.getInt(20) != 0) {
            throw damaged(content, "an archive in one piece", "part of several");
        }
        return new ZipEnd(end.getLong(32), end.getLong(48), end.getLong(40));
    }

    static FileException damaged(Content content, String expected, String given) {
        return new FileException(
                content.place(), "the archive is damaged", expected, given, "get the file again, or make it anew");
    }
}
