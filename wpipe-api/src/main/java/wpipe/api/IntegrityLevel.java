package wpipe.api;

/**
 * How far Windows trusts a process, whoever runs it; in the order of trust. A process of one level cannot change what belongs to a higher one.
 *
 * @since 0.1
 */
public enum IntegrityLevel {
    /** The anonymous user, and processes that gave up all trust. */
    UNTRUSTED,

    /** Sandboxes: tabs of browsers, packaged applications. */
    LOW,

    /** What a user starts. */
    MEDIUM,

    /** What he starts as an administrator: elevated. */
    HIGH,

    /** Services of the system. */
    SYSTEM;

    private static final int STEP = 0x1000;

    /**
     * The level that a label stands for; for backends.
     *
     * @param rid the last number of the label's security identifier, such as 8192 for {@code S-1-16-8192}; one between two
     *     levels is the lower one
     * @return the level
     */
    public static IntegrityLevel ofRid(long rid) {
        IntegrityLevel[] levels = values();
        return levels[(int) Math.max(0, Math.min(rid / STEP, levels.length - 1))];
    }
}
