package wpipe.loopback;

import org.jspecify.annotations.Nullable;

/**
 * The channels that have something new, each once, in the order in which it happened. The links are made with the
 * channels: a message makes no garbage here, and a channel that is closed is taken out in one step. Guarded by the
 * listener's lock.
 */
final class ReadyList {
    /** A channel's place in the list. */
    static final class Entry {
        private final LoopbackChannel channel;
        private @Nullable Entry previous;
        private @Nullable Entry next;
        private boolean listed;

        Entry(LoopbackChannel channel) {
            this.channel = channel;
        }
    }

    private @Nullable Entry first;
    private @Nullable Entry last;

    void add(Entry entry) {
        if (entry.listed) {
            return;
        }
        entry.listed = true;
        entry.previous = last;
        if (last == null) {
            first = entry;
        } else {
            last.next = entry;
        }
        last = entry;
    }

    void remove(Entry entry) {
        if (!entry.listed) {
            return;
        }
        if (entry.previous == null) {
            first = entry.next;
        } else {
            entry.previous.next = entry.next;
        }
        if (entry.next == null) {
            last = entry.previous;
        } else {
            entry.next.previous = entry.previous;
        }
        entry.previous = null;
        entry.next = null;
        entry.listed = false;
    }

    @Nullable
    LoopbackChannel poll() {
        Entry entry = first;
        if (entry == null) {
            return null;
        }
        remove(entry);
        return entry.channel;
    }
}
