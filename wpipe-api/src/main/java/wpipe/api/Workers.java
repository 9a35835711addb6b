package wpipe.api;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** What runs the handlers of one service: the user's executor, virtual threads, or a pool of its own. */
final class Workers {
    /** What containers of blocking handlers take as a default: beyond it platform threads cost more than waiting does. */
    static final int LARGEST_POOL = 200;

    private static final int FIRST_JAVA_WITH_VIRTUAL_THREADS = 21;

    private static final @Nullable Executor VIRTUAL = findVirtual();

    private final Executor executor;
    private final int limit;
    private final boolean mayWait;
    private final @Nullable ExecutorService own;

    private Workers(Executor executor, int limit, boolean mayWait, @Nullable ExecutorService own) {
        this.executor = executor;
        this.limit = limit;
        this.mayWait = mayWait;
        this.own = own;
    }

    static Workers of(ServeOptions options) {
        int limit = options.maxConcurrent();
        Executor given = options.executor();
        if (given != null) {
            return new Workers(given, limit, false, null);
        }
        return VIRTUAL != null ? new Workers(VIRTUAL, limit, limit == ServeOptions.UNLIMITED, null) : ofPool(limit);
    }

    /** Those of a Java that has no virtual threads. */
    static Workers ofPool(int maxConcurrent) {
        ExecutorService pool = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "wpipe-serve-worker");
            thread.setDaemon(true);
            return thread;
        });
        return new Workers(pool, Math.min(maxConcurrent, LARGEST_POOL), false, pool);
    }

    /** Whether a task may wait for the next request without taking a thread or a place from others. */
    boolean mayWait() {
        return mayWait;
    }

    /** How many tasks there may be at a time. */
    int limit() {
        return limit;
    }

    void execute(Runnable task) {
        executor.execute(task);
    }

    /** What is the service's own ends when its tasks have. */
    void close() {
        if (own != null) {
            own.shutdown();
        }
    }

    private static void startVirtual(MethodHandle start, Runnable task) {
        try {
            Thread started = (Thread) start.invokeExact(task);
            assert started.isDaemon();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("Thread.startVirtualThread throws nothing", e);
        }
    }

    /** This is compiled for Java 17, which does not know them; before 21 they are there and refuse to start. */
    private static @Nullable Executor findVirtual() {
        if (Runtime.version().feature() < FIRST_JAVA_WITH_VIRTUAL_THREADS) {
            return null;
        }
        try {
            MethodHandle start = MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
            return task -> startVirtual(start, task);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("public since Java " + FIRST_JAVA_WITH_VIRTUAL_THREADS, e);
        }
    }
}
