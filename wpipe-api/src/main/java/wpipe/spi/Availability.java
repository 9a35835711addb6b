package wpipe.spi;

/**
 * Whether a backend works here.
 *
 * @param available whether it does
 * @param reason why it does not and what to do about it, in one sentence; empty if it does
 * @since 0.1
 */
public record Availability(boolean available, String reason) {
    private static final Availability YES = new Availability(true, "");

    /**
     * It works.
     *
     * @return the answer of a backend that can be used
     */
    public static Availability yes() {
        return YES;
    }

    /**
     * It does not work.
     *
     * @param reason why, and what to do about it, in one sentence
     * @return the answer of a backend that cannot be used here
     */
    public static Availability no(String reason) {
        return new Availability(false, reason);
    }
}
