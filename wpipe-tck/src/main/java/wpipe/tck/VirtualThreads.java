package wpipe.tck;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;

/** Virtual threads, which the Java that this is compiled for does not know yet. */
final class VirtualThreads {
    private static final int FIRST_JAVA = 21;

    private VirtualThreads() {}

    /** A task and its thread. */
    record Task<T>(FutureTask<T> task, Thread thread) {
        boolean isDone() {
            return task.isDone();
        }

        /** Whether it has been taken off its carrier until something wakes it. */
        boolean isParked() {
            return thread.getState() == Thread.State.WAITING;
        }
    }

    /** Whether this Java has them. */
    static boolean exist() {
        return Runtime.version().feature() >= FIRST_JAVA;
    }

    /** Ends the test as aborted, which a launcher counts and shows, on a Java without them. */
    static void require(String rule) {
        if (!exist()) {
            Assumptions.abort("rule " + rule + " does not apply: Java "
                    + Runtime.version().feature() + " has no virtual threads, which came with " + FIRST_JAVA);
        }
    }

    static <T> Task<T> start(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        return new Task<>(task, startThread(task));
    }

    static Thread startThread(Runnable task) {
        return Starter.start(task);
    }

    private static final class Starter {
        private static final MethodHandle START = find();

        static Thread start(Runnable task) {
            try {
                return (Thread) START.invokeExact(task);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError("Thread.startVirtualThread throws nothing", e);
            }
        }

        private static MethodHandle find() {
            try {
                return MethodHandles.publicLookup()
                        .findStatic(
                                Thread.class,
                                "startVirtualThread",
                                MethodType.methodType(Thread.class, Runnable.class));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("public since Java " + FIRST_JAVA, e);
            }
        }
    }
}
