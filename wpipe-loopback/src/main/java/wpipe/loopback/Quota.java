package wpipe.loopback;

/**
 * How much of what a queue buffers is in use: what its writer has put in, less what its reader has taken out. Two volatile
 * fields, each written by one side only.
 */
final class Quota {
    /** What a message counts at least, or empty ones could be queued without end. */
    static final int LEAST_CHARGE = 16;

    /** Keeps the ring within what one array can hold. */
    static final int LARGEST = 1 << 26;

    private final int bytes;
    private final int leastCharge;

    /** The charges of all messages that were taken. Written by the reader. */
    private volatile long taken;

    /** What {@link #taken} must have reached before the writer that waits has room. Written by the writer. */
    private volatile long needed;

    /** The charges of all messages that were put in. The writer's own. */
    private long charged;

    /** The last {@link #taken} that the writer has seen: while it will do, the reader's field is left alone. */
    private long takenSeen;

    private Quota(int bytes, int leastCharge) {
        this.leastCharge = leastCharge;
        this.bytes = Math.min(Math.max(bytes, LEAST_CHARGE), LARGEST);
    }

    static Quota ofMessages(int bytes) {
        return new Quota(bytes, LEAST_CHARGE);
    }

    /** A byte counts as what it is. */
    static Quota ofBytes(int bytes) {
        return new Quota(bytes, 1);
    }

    boolean isExceededBy(int size) {
        return size > bytes;
    }

    /** On the writer: whether a message fits now. If not, {@link #isRoom} tells from now on when it does. */
    boolean hasRoomFor(int size) {
        long least = charged + chargeOf(size) - bytes;
        if (takenSeen < least) {
            takenSeen = taken;
            if (takenSeen < least) {
                needed = least;
                return false;
            }
        }
        return true;
    }

    /**
     * On the writer: how many of the bytes fit now. If not all, {@link #isRoom} tells when the rest does after those were put
     * in, or enough of it to be worth a writer's waking up.
     */
    int roomFor(int size) {
        long room = bytes - (charged - takenSeen);
        if (room < size) {
            takenSeen = taken;
            room = bytes - (charged - takenSeen);
        }
        if (room >= size) {
            return size;
        }
        needed = charged + room + Math.min(size - room, bytes / 2) - bytes;
        return (int) room;
    }

    /** On the writer: a message was put in. */
    void charge(int size) {
        charged += chargeOf(size);
    }

    /** On the reader: a message was taken out. */
    void take(int size) {
        long total = taken + chargeOf(size);
        taken = total;
    }

    /** On the writer: {@link #isRoom} tells from now on when everything was taken. */
    void needAll() {
        needed = charged;
    }

    /** Whether there is what the writer needs. */
    boolean isRoom() {
        return taken >= needed;
    }

    /** On the writer: whether the reader has taken everything. */
    boolean isAllTaken() {
        return taken >= charged;
    }

    private int chargeOf(int size) {
        return Math.max(size, leastCharge);
    }
}
