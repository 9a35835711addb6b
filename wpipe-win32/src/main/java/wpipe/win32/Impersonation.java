package wpipe.win32;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Whether a thread acts as a client at the moment. What it makes then is made by that client, who may not make much. */
final class Impersonation {
    private static final ThreadLocal<Boolean> UNDER_WAY = ThreadLocal.withInitial(() -> false);

    private Impersonation() {}

    static boolean isUnderWay() {
        return UNDER_WAY.get();
    }

    /** Runs an action on a thread that has become a client, and becomes itself again afterwards. */
    static void run(Runnable action) {
        UNDER_WAY.set(true);
        try {
            action.run();
        } finally {
            UNDER_WAY.remove();
        }
    }

    /** A call of the system that gives a handle. */
    @FunctionalInterface
    interface Making {
        long make() throws IOException;
    }

    /** Makes something as the user of this process: on another thread, which begins as that, if this one is a client. */
    static long asOneself(Making making) throws IOException {
        if (!isUnderWay()) {
            return making.make();
        }
        FutureTask<Long> task = new FutureTask<>(making::make);
        Threads.startDaemon("wpipe-instance", task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    // It takes no longer than any call that makes something.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("making something as oneself", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
