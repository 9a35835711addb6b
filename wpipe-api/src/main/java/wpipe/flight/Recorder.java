package wpipe.flight;

import jdk.jfr.EventType;
import org.jspecify.annotations.Nullable;

/** Behind {@link Flight}, for JVMs that have Flight Recorder. */
final class Recorder {
    // Asked before an event is made: an object that may never be used is made nowhere.
    private static final EventType READ = EventType.getEventType(ReadEvent.class);
    private static final EventType WRITE = EventType.getEventType(WriteEvent.class);

    private Recorder() {}

    static void provider(String provider, String reason) {
        ProviderEvent event = new ProviderEvent();
        event.provider = provider;
        event.reason = reason;
        event.commit();
    }

    static Object beginConnect() {
        ConnectEvent event = new ConnectEvent();
        event.begin();
        return event;
    }

    static void endConnect(Object begun, String pipe, Enum<?> mode, String provider, @Nullable Throwable failure) {
        ConnectEvent event = (ConnectEvent) begun;
        event.pipe = pipe;
        event.mode = mode.name();
        event.provider = provider;
        event.failure = failure == null ? null : failure.toString();
        event.commit();
    }

    static Object beginBusyWait() {
        BusyWaitEvent event = new BusyWaitEvent();
        event.begin();
        return event;
    }

    static void endBusyWait(Object begun, String pipe) {
        BusyWaitEvent event = (BusyWaitEvent) begun;
        event.pipe = pipe;
        event.commit();
    }

    static void accept(String pipe, Enum<?> mode, int clients) {
        AcceptEvent event = new AcceptEvent();
        event.pipe = pipe;
        event.mode = mode.name();
        event.clients = clients;
        event.commit();
    }

    static void queueDepth(String pipe, int ready, int clients) {
        QueueDepthEvent event = new QueueDepthEvent();
        event.pipe = pipe;
        event.ready = ready;
        event.clients = clients;
        event.commit();
    }

    static @Nullable Object beginRead() {
        if (!READ.isEnabled()) {
            return null;
        }
        ReadEvent event = new ReadEvent();
        event.begin();
        return event;
    }

    static void endRead(Object begun, String pipe, Enum<?> mode, int bytes) {
        ReadEvent event = (ReadEvent) begun;
        event.pipe = pipe;
        event.mode = mode.name();
        event.bytes = bytes;
        event.commit();
    }

    static @Nullable Object beginWrite() {
        if (!WRITE.isEnabled()) {
            return null;
        }
        WriteEvent event = new WriteEvent();
        event.begin();
        return event;
    }

    static void endWrite(Object begun, String pipe, Enum<?> mode, int bytes) {
        WriteEvent event = (WriteEvent) begun;
        event.pipe = pipe;
        event.mode = mode.name();
        event.bytes = bytes;
        event.commit();
    }

    static void brokenPipe(String pipe, Enum<?> mode, String operation) {
        BrokenPipeEvent event = new BrokenPipeEvent();
        event.pipe = pipe;
        event.mode = mode.name();
        event.operation = operation;
        event.commit();
    }
}
