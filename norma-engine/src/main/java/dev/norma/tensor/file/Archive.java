package dev.norma.tensor.file;

import dev.norma.tensor.Shown;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A zip archive, read strictly. Opening one compares its directory with its members and refuses, by name, encrypted
 * ones, links, unknown compression, paths that leave the archive, two of one name (also if they differ by case only),
 * overlaps, sizes that cannot be, and bytes in front. Reading a member checks its size and checksum. Deflated members,
 * zip64 and sizes that stand behind a member are legal.
 */
public final class Archive implements AutoCloseable {
    private final Content content;
    private final List<Member> members;

    private Archive(Content content) {
        this.content = content;
        this.members = ZipDirectory.read(content);
    }

    /** Opens a file. */
    public static Archive open(Path file) {
        return open(Content.of(file));
    }

    /** Opens a content, which belongs to the archive from here on and is closed with it. */
    public static Archive open(Content content) {
        try {
            return new Archive(content);
        } catch (RuntimeException failure) {
            content.close();
            throw failure;
        }
    }

    /** The files inside, in the directory's order, without folders. */
    public List<Member> members() {
        return members.stream().filter(member -> !member.isFolder()).toList();
    }

    /** The file of this name. */
    public Optional<Member> member(String name) {
        return members().stream().filter(member -> member.name().equals(name)).findFirst();
    }

    /** The bytes of a member. The end of the stream is reached only if size and checksum are right. */
    public InputStream read(Member member) {
        return new MemberStream(content, member);
    }

    /** How a member is called in messages. */
    public String place(Member member) {
        return place(content, member.name());
    }

    /** How the archive is called in messages. */
    public String place() {
        return content.place();
    }

    @Override
    public void close() {
        content.close();
    }

    static String place(Content content, String member) {
        return content.place() + ", member " + Shown.text(member);
    }
}
