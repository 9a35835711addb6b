package wpipe.tck;

import org.junit.jupiter.api.Assumptions;

/** What only the module jdk.management can tell. */
final class Measuring {
    private static final String MODULE = "jdk.management";

    private Measuring() {}

    /** Ends the test as aborted, which a launcher counts and shows, where this JVM runs without that module. */
    static void require(String rule) {
        // On the class path every module of the JDK is there; on the module path only those that somebody requires.
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            Assumptions.abort("rule " + rule + " is not checked: this JVM runs without the module " + MODULE
                    + " (--add-modules " + MODULE + ")");
        }
    }

    /** The bytes that the current thread has allocated since its start. */
    static long allocatedBytes() {
        return Holder.THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Loaded where the module is there. */
    private static final class Holder {
        static final com.sun.management.ThreadMXBean THREADS =
                java.lang.management.ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class);
    }
}
