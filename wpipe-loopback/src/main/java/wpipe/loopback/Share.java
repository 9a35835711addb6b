package wpipe.loopback;

import wpipe.spi.ListenRequest;

/** What one server has of a pipe: all of it, unless others share the name. Guarded by the lock of the namespace. */
final class Share {
    private final LoopbackListener listener;
    private boolean listening = true;
    private int instances;

    Share(LoopbackListener listener) {
        this.listener = listener;
    }

    LoopbackListener listener() {
        return listener;
    }

    ListenRequest request() {
        return listener.request();
    }

    boolean hasRoom() {
        return listening && instances < request().maxInstances();
    }

    boolean isGone() {
        return !listening && instances == 0;
    }

    void stopListening() {
        listening = false;
    }

    void release() {
        instances--;
    }

    LoopbackChannel newChannel(Fault fault) {
        instances++;
        return fault.equals(Fault.none()) ? new LoopbackChannel(listener) : new FaultyChannel(listener, fault);
    }

    /** The instances that Windows would have: a server that is full keeps none waiting. */
    int instances() {
        int room = request().maxInstances() - instances;
        return instances + (listening ? Math.min(request().waitingInstances(), room) : 0);
    }
}
