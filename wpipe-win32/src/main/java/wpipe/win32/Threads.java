package wpipe.win32;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What this Java can say of threads, and the engine's own. */
final class Threads {
    /** Thread.isVirtual, which Java 21 brought; null before. */
    private static final @Nullable MethodHandle IS_VIRTUAL = find();

    private Threads() {}

    /** Whether the current thread is virtual, so that blocking it in a call of the system would hold its carrier. */
    static boolean isVirtual() {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("Thread.isVirtual throws nothing", e);
        }
    }

    /** Starts a thread that keeps nothing of the one which happens to start it: neither its class loader nor its inherited values. */
    static void startDaemon(String name, Runnable body) {
        Thread thread = new Thread(null, body, name, 0, false);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.setDaemon(true);
        thread.start();
    }

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException e) {
            return null;
        } catch (IllegalAccessException e) {
            throw new AssertionError("a public method", e);
        }
    }
}
