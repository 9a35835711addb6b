package wpipe.flight;

import org.jspecify.annotations.Nullable;

/**
 * Tells Flight Recorder what happens. A happening that takes time is begun, which gives null while its event is off, and
 * ended with what was given. Safe from any thread; never throws.
 */
public final class Flight {
    // Of the boot layer, as the recorder itself is: the class of an event cannot be loaded without it.
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Flight() {}

    /** A backend was chosen. */
    public static void provider(String provider, String reason) {
        if (PRESENT) {
            Recorder.provider(provider, reason);
        }
    }

    /** A client begins to connect. */
    public static @Nullable Object beginConnect() {
        return PRESENT ? Recorder.beginConnect() : null;
    }

    /** A client has connected, or has not. */
    public static void endConnect(
            @Nullable Object event, String pipe, Enum<?> mode, String provider, @Nullable Throwable failure) {
        if (event != null) {
            Recorder.endConnect(event, pipe, mode, provider, failure);
        }
    }

    /** A client begins to wait, since the pipe is busy or absent. */
    public static @Nullable Object beginBusyWait() {
        return PRESENT ? Recorder.beginBusyWait() : null;
    }

    /** It waits no longer. */
    public static void endBusyWait(@Nullable Object event, String pipe) {
        if (event != null) {
            Recorder.endBusyWait(event, pipe);
        }
    }

    /** A server has got a client. */
    public static void accept(String pipe, Enum<?> mode, int clients) {
        if (PRESENT) {
            Recorder.accept(pipe, mode, clients);
        }
    }

    /** A server has told which of its clients can be read. */
    public static void queueDepth(String pipe, int ready, int clients) {
        if (PRESENT) {
            Recorder.queueDepth(pipe, ready, clients);
        }
    }

    /** A read begins. */
    public static @Nullable Object beginRead() {
        return PRESENT ? Recorder.beginRead() : null;
    }

    /** A read has given a message. */
    public static void endRead(@Nullable Object event, String pipe, Enum<?> mode, int bytes) {
        if (event != null) {
            Recorder.endRead(event, pipe, mode, bytes);
        }
    }

    /** A write begins. */
    public static @Nullable Object beginWrite() {
        return PRESENT ? Recorder.beginWrite() : null;
    }

    /** The system has taken a message. */
    public static void endWrite(@Nullable Object event, String pipe, Enum<?> mode, int bytes) {
        if (event != null) {
            Recorder.endWrite(event, pipe, mode, bytes);
        }
    }

    /** The peer was found to be gone; once a connection. */
    public static void brokenPipe(String pipe, Enum<?> mode, String operation) {
        if (PRESENT) {
            Recorder.brokenPipe(pipe, mode, operation);
        }
    }
}
