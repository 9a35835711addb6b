package wpipe.api;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

/**
 * The clients of two pipes that are to be tied, of which only one half has come so far. Each that this end writes to gets a
 * token of its own; the half on the other pipe that sends it back first belongs to it. Those that wait too long are let go.
 * Guarded by the lock of {@link TiedListener}.
 */
final class Halves {
    private static final int SILENT_PART = 4;

    /** Not to be busy with looking, however short their time is. */
    private static final Duration SOONEST = Duration.ofMillis(50);

    private static final System.Logger LOG = System.getLogger("wpipe.api");

    private record Greeted(PipeChannel out, TieToken token, long deadline) {}

    private final String path;
    private final Duration patience;

    // Both in the order of coming, so that the first is the first whose time is over.
    private final Map<Long, Greeted> greeted = new LinkedHashMap<>();
    private final Map<PipeChannel, Long> silent = new LinkedHashMap<>();

    private long tokens;

    /**
     * Makes an empty list.
     *
     * @param path what messages of the log name
     * @param patience how long a half waits for the other
     */
    Halves(String path, Duration patience) {
        this.path = path;
        this.patience = patience;
    }

    /**
     * A client has come to the pipe that this end writes to: sends it its token. That it goes is of no interest: it may have
     * sent its token and more by then, which nobody has seen yet.
     */
    void greet(PipeChannel out) {
        long number = tokens++;
        TieToken token = TieToken.fresh(number);
        try {
            // A pipe that nothing was written to takes it at once.
            out.write(token.message(), Deadline.after(Duration.ZERO));
        } catch (IOException e) {
            drop(out, "it did not take its token: " + e.getMessage());
            return;
        }
        greeted.put(number, new Greeted(out, token, Deadline.after(patience)));
    }

    /**
     * A client has come to the pipe that this end reads from. It has its token already, so it gets a part of the time: one
     * that waits for its instance meanwhile is not to run out of its own.
     */
    void add(PipeChannel in) {
        silent.put(in, Deadline.after(silentTime()));
    }

    private Duration silentTime() {
        return patience.dividedBy(SILENT_PART);
    }

    /** The half whose token this one has sent; null if it has sent nothing yet, or is let go. */
    @Nullable
    PipeChannel partner(PipeChannel in) {
        if (!silent.containsKey(in)) {
            return null;
        }
        TieToken token;
        try {
            if (in.poll() == Readiness.NOTHING) {
                return null;
            }
            token = TieToken.of(in.read(Deadline.after(Duration.ZERO)));
        } catch (IOException e) {
            silent.remove(in);
            drop(in, "it sent no token: " + e.getMessage());
            return null;
        }
        silent.remove(in);
        Greeted half = token == null ? null : greeted.get(token.number());
        if (token == null || half == null || !half.token.matches(token)) {
            drop(in, "what it sent first is no token that is waited for");
            return null;
        }
        greeted.remove(token.number());
        return half.out;
    }

    /** Lets those go whose time is over. */
    void dropLate() {
        for (Iterator<Greeted> all = greeted.values().iterator(); all.hasNext(); ) {
            Greeted first = all.next();
            if (!Deadline.isOver(first.deadline)) {
                break;
            }
            all.remove();
            drop(first.out, "it has not sent its token back in time");
        }
        for (Iterator<Map.Entry<PipeChannel, Long>> all = silent.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<PipeChannel, Long> first = all.next();
            if (!Deadline.isOver(first.getValue())) {
                break;
            }
            all.remove();
            drop(first.getKey(), "it has not sent a token in time");
        }
    }

    /**
     * When to look again though nothing has happened: when the next one's time is over, or one may have come to the pipe whose
     * clients are told to nobody.
     */
    long nextLook() {
        long next = Deadline.after(silentTime().compareTo(SOONEST) < 0 ? SOONEST : silentTime());
        for (Greeted first : greeted.values()) {
            next = earlier(next, first.deadline);
            break;
        }
        for (long first : silent.values()) {
            next = earlier(next, first);
            break;
        }
        return next;
    }

    private static long earlier(long one, long other) {
        return Deadline.remaining(one) <= Deadline.remaining(other) ? one : other;
    }

    /** Gives all, and is empty then. */
    Collection<PipeChannel> close() {
        List<PipeChannel> all = new ArrayList<>(silent.keySet());
        greeted.values().forEach(half -> all.add(half.out));
        silent.clear();
        greeted.clear();
        return all;
    }

    private void drop(PipeChannel half, String reason) {
        LOG.log(System.Logger.Level.DEBUG, "a client that came to half of {0} was let go: {1}", path, reason);
        try {
            half.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "closing a client that came to half of " + path, e);
        }
    }
}
