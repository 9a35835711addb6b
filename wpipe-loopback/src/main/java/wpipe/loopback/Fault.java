package wpipe.loopback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What goes wrong with one client and its connection; see {@link Faults}. Immutable. Each method makes one fault,
 * {@link #and} puts two of different kinds together:
 *
 * {@snippet file="wpipe/loopback/JavadocSnippets.java" region="together" :
 * Fault slowAndShort = Fault.breakAfter(3).and(Fault.delay(Duration.ofMillis(20)));
 * }
 *
 * @since 0.1
 */
public final class Fault {
    private static final int NEVER = -1;
    private static final Fault NONE = new Fault(Admission.FREE, false, NEVER, NEVER, Duration.ZERO, Duration.ZERO);

    /** How a client is met. */
    enum Admission {
        FREE,
        REFUSED,
        BUSY
    }

    private final Admission admission;
    private final boolean lostAccept;
    private final int breakAfter;
    private final int fullAfter;
    private final Duration fullFor;
    private final Duration delay;

    private Fault(
            Admission admission, boolean lostAccept, int breakAfter, int fullAfter, Duration fullFor, Duration delay) {
        this.admission = admission;
        this.lostAccept = lostAccept;
        this.breakAfter = breakAfter;
        this.fullAfter = fullAfter;
        this.fullFor = fullFor;
        this.delay = delay;
    }

    /**
     * Nothing goes wrong.
     *
     * @return the fault that is none
     */
    public static Fault none() {
        return NONE;
    }

    /**
     * The client is refused: its connect fails at once with {@link wpipe.api.PipeAccessDeniedException}
     * (ERROR_ACCESS_DENIED), as that of a user whom the pipe does not admit.
     *
     * @return the fault
     */
    public static Fault refused() {
        return new Fault(Admission.REFUSED, false, NEVER, NEVER, Duration.ZERO, Duration.ZERO);
    }

    /**
     * The client finds all instances of the pipe busy for as long as it waits: its connect fails with
     * {@link wpipe.api.PipeBusyException} (ERROR_PIPE_BUSY) when its time is over.
     *
     * @return the fault
     */
    public static Fault busy() {
        return new Fault(Admission.BUSY, false, NEVER, NEVER, Duration.ZERO, Duration.ZERO);
    }

    /**
     * Another client comes first, and goes before the server can accept it: its instance is taken until the server has let
     * it go, and the client that this happens to waits for that where there is no further instance.
     *
     * @return the fault
     */
    public static Fault lostAccept() {
        return new Fault(Admission.FREE, true, NEVER, NEVER, Duration.ZERO, Duration.ZERO);
    }

    /**
     * The connection breaks after a number of messages, as if each end's peer had been killed: what was written before can
     * still be read, then reads fail with {@link wpipe.api.PeerClosedException} (ERROR_BROKEN_PIPE), and writes at once
     * (ERROR_NO_DATA), those that wait included.
     *
     * @param messages how many messages of both directions together are written before it breaks; 0: it breaks as soon as
     *     the client is connected
     * @return the fault
     * @throws IllegalArgumentException if the number is negative
     */
    public static Fault breakAfter(int messages) {
        return new Fault(Admission.FREE, false, notNegative(messages), NEVER, Duration.ZERO, Duration.ZERO);
    }

    /**
     * After a number of messages the pipe's quota is full in both directions, as if the peer read nothing: a write waits, and
     * fails with {@link wpipe.api.PipeTimeoutException} when its time is over.
     *
     * @param messages how many messages of both directions together are written before
     * @param time how long it stays full, from the first write that finds it so; {@code Duration.ofDays(1)} for a peer that
     *     reads no more
     * @return the fault
     * @throws IllegalArgumentException if the number or the time is negative
     */
    public static Fault fullAfter(int messages, Duration time) {
        return new Fault(Admission.FREE, false, NEVER, notNegative(messages), notNegative(time), Duration.ZERO);
    }

    /**
     * Every message takes its time: a write waits for so long before the message goes out, and fails with
     * {@link wpipe.api.PipeTimeoutException} if it may not wait so long, with nothing sent.
     *
     * @param time how long, for each message of either direction
     * @return the fault
     * @throws IllegalArgumentException if the time is negative
     */
    public static Fault delay(Duration time) {
        return new Fault(Admission.FREE, false, NEVER, NEVER, Duration.ZERO, notNegative(time));
    }

    /**
     * Both this fault and another one.
     *
     * @param other a fault of another kind
     * @return the two together
     * @throws IllegalArgumentException if both say something of the same, such as {@code breakAfter}, or one refuses the
     *     client, which meets nothing else then
     */
    public Fault and(Fault other) {
        boolean admitted = admission == Admission.FREE && other.admission == Admission.FREE;
        if ((!admitted && !equals(NONE) && !other.equals(NONE))
                || (lostAccept && other.lostAccept)
                || (breakAfter != NEVER && other.breakAfter != NEVER)
                || (fullAfter != NEVER && other.fullAfter != NEVER)
                || (!delay.isZero() && !other.delay.isZero())) {
            throw new IllegalArgumentException(
                    this + " and " + other + " do not go together: they must be of different kinds, and what is refused"
                            + " or busy goes with nothing else");
        }
        return new Fault(
                admission == Admission.FREE ? other.admission : admission,
                lostAccept || other.lostAccept,
                Math.max(breakAfter, other.breakAfter),
                Math.max(fullAfter, other.fullAfter),
                fullFor.plus(other.fullFor),
                delay.plus(other.delay));
    }

    private static int notNegative(int messages) {
        if (messages < 0) {
            throw new IllegalArgumentException("messages " + messages + " is negative; it must be zero or more");
        }
        return messages;
    }

    private static Duration notNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time " + time + " is negative; it must be zero or more");
        }
        return time;
    }

    Admission admission() {
        return admission;
    }

    boolean losesAccept() {
        return lostAccept;
    }

    /** Whether a connection breaks now that so many messages were written. */
    boolean breaksAfter(int messages) {
        return messages == breakAfter;
    }

    /** Whether the quota is full, for some time, once so many messages were written. */
    boolean isFullAfter(int messages) {
        return fullAfter != NEVER && messages >= fullAfter;
    }

    Duration fullFor() {
        return fullFor;
    }

    Duration delay() {
        return delay;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fault that
                && admission == that.admission
                && lostAccept == that.lostAccept
                && breakAfter == that.breakAfter
                && fullAfter == that.fullAfter
                && fullFor.equals(that.fullFor)
                && delay.equals(that.delay);
    }

    @Override
    public int hashCode() {
        return Objects.hash(admission, lostAccept, breakAfter, fullAfter, fullFor, delay);
    }

    /** The calls that make it. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (admission == Admission.REFUSED) {
            parts.add("refused()");
        }
        if (admission == Admission.BUSY) {
            parts.add("busy()");
        }
        if (lostAccept) {
            parts.add("lostAccept()");
        }
        if (breakAfter != NEVER) {
            parts.add("breakAfter(" + breakAfter + ")");
        }
        if (fullAfter != NEVER) {
            parts.add("fullAfter(" + fullAfter + ", " + fullFor + ")");
        }
        if (!delay.isZero()) {
            parts.add("delay(" + delay + ")");
        }
        return parts.isEmpty() ? "none()" : String.join(" and ", parts);
    }
}
