package wpipe.api;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * What ties the two pipes of a client together: a message that the server sends on one, and that the client sends back as
 * the first one on the other. A number to find it by, and a secret that nobody can guess.
 */
final class TieToken {
    /** "wpipe ti", version 1: so that a first message of something else is told from a token. */
    private static final long MAGIC = 0x7770_6970_6574_6901L;

    private static final int SECRET_SIZE = 32;

    /** The bytes of a token. */
    static final int SIZE = Long.BYTES + Long.BYTES + SECRET_SIZE;

    /** Not before the first server: some systems take their time to seed it. */
    private static final class Secrets {
        static final SecureRandom RANDOM = new SecureRandom();
    }

    private final byte[] bytes;

    private TieToken(byte[] bytes) {
        this.bytes = bytes;
    }

    static TieToken fresh(long number) {
        byte[] secret = new byte[SECRET_SIZE];
        Secrets.RANDOM.nextBytes(secret);
        return new TieToken(ByteBuffer.allocate(SIZE)
                .putLong(MAGIC)
                .putLong(number)
                .put(secret)
                .array());
    }

    /** Takes a token out of a message; null if it is none. */
    static @Nullable TieToken of(ByteBuffer message) {
        if (message.remaining() != SIZE) {
            return null;
        }
        byte[] bytes = new byte[SIZE];
        message.get(bytes);
        return ByteBuffer.wrap(bytes).getLong(0) == MAGIC ? new TieToken(bytes) : null;
    }

    long number() {
        return ByteBuffer.wrap(bytes).getLong(Long.BYTES);
    }

    ByteBuffer message() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** In constant time: how much of a guess is right must not be told by how long this takes. */
    boolean matches(TieToken other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }
}
