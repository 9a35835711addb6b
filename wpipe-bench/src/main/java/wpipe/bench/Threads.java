package wpipe.bench;

/** The kinds of threads that a benchmark can run on. */
final class Threads {
    private static final String VIRTUAL = "virtual";

    private Threads() {}

    /** Whether virtual threads are asked for. */
    static boolean areVirtual(String asked) {
        return asked.equals(VIRTUAL);
    }

    /**
     * The same, once the threads of the benchmark are found to be of the kind that is.
     *
     * @throws IllegalArgumentException if they are of the other kind, which JMH chooses for the whole JVM
     */
    static boolean virtual(String asked) {
        boolean virtual = areVirtual(asked);
        if (virtual != Thread.currentThread().isVirtual()) {
            throw new IllegalArgumentException(
                    "threads=" + asked + " takes " + (virtual ? "" : "no ") + "-jvmArgsAppend -Djmh.executor=VIRTUAL");
        }
        return virtual;
    }
}
