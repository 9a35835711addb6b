package wpipe.api;

import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;

/**
 * Where asynchronous calls go on and are completed, and so where what depends on them runs: on a virtual thread for each step
 * where the JDK has them (21), since what blocks there holds up nobody; else in the common pool, as with other futures of the
 * JDK.
 */
final class AsyncThreads {
    private static final Executor EXECUTOR = find();

    private AsyncThreads() {}

    /** Runs a task soon, on another thread. Does not block. */
    static void execute(Runnable task) {
        EXECUTOR.execute(task);
    }

    private static Executor find() {
        try {
            // Thread.ofVirtual(), without what threads inherit: the thread that happens to bring the news is nobody's
            // parent.
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Method inherit = type.getMethod("inheritInheritableThreadLocals", boolean.class);
            Method name = type.getMethod("name", String.class);
            builder = name.invoke(inherit.invoke(builder, false), "wpipe-async");
            ThreadFactory threads = (ThreadFactory) type.getMethod("factory").invoke(builder);
            return task -> threads.newThread(task).start();
        } catch (ReflectiveOperationException e) {
            // Java 17 has none, and up to 20 they are a preview.
            return ForkJoinPool.getCommonPoolParallelism() > 0
                    ? ForkJoinPool.commonPool()
                    : task -> new Thread(task, "wpipe-async").start();
        }
    }
}
