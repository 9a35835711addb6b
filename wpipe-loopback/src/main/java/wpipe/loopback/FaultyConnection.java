package wpipe.loopback;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import wpipe.spi.Deadline;

/** What the two ends of a connection with faults share: how many messages went, and whether it has broken. */
final class FaultyConnection {
    private final Fault fault;
    private final List<FaultyChannel> ends = new CopyOnWriteArrayList<>();
    private final ReentrantLock counting = new ReentrantLock();
    private final AtomicInteger messages = new AtomicInteger();
    private volatile boolean broken;

    /** Until when the quota is full, once a write has found it so. Guarded by this. */
    private long fullUntil;

    private boolean full;

    FaultyConnection(Fault fault) {
        this.fault = fault;
    }

    /** Both ends are there. */
    void connected(FaultyChannel server, FaultyChannel client) {
        ends.add(server);
        ends.add(client);
        breakIfDue(messages.get());
    }

    /** A step of a write, which does not wait. */
    interface Step {
        boolean isTaken() throws IOException;
    }

    /**
     * Runs a step, and counts the message if it was taken, before anybody can answer it: so an answer to the last message is
     * never written.
     *
     * @return whether the message was taken
     */
    boolean count(Step step) throws IOException {
        counting.lock();
        try {
            boolean taken = step.isTaken();
            if (taken) {
                breakIfDue(messages.incrementAndGet());
            }
            return taken;
        } finally {
            counting.unlock();
        }
    }

    private void breakIfDue(int count) {
        if (fault.breaksAfter(count)) {
            broken = true;
            ends.forEach(LoopbackChannel::endOutput);
            changed();
        }
    }

    boolean isBroken() {
        return broken;
    }

    /** Whether an end was closed, or it has broken: there is nothing that a write could wait for. */
    boolean hasEnded() {
        return broken || ends.stream().anyMatch(LoopbackChannel::isClosed);
    }

    /** It has ended, maybe. */
    void changed() {
        ends.forEach(FaultyChannel::wake);
    }

    /** The deadline until which a message that is about to go out has to wait; one that is over if it has not. */
    long departure() {
        long delayed = Deadline.after(fault.delay());
        if (!fault.isFullAfter(messages.get())) {
            return delayed;
        }
        long room = fullUntil();
        return Deadline.remaining(room) > Deadline.remaining(delayed) ? room : delayed;
    }

    private synchronized long fullUntil() {
        if (!full) {
            full = true;
            fullUntil = Deadline.after(fault.fullFor());
        }
        return fullUntil;
    }
}
