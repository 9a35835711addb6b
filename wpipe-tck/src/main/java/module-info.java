import org.jspecify.annotations.NullMarked;

/**
 * The contract of wpipe as JUnit suites: a backend's test class implements {@link wpipe.tck.PipeTck}, names its backend
 * and is done.
 */
@NullMarked
module wpipe.tck {
    requires transitive wpipe.api;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    // For what threads allocate and memory is in use, where the JVM has it.
    requires static jdk.management;

    exports wpipe.tck;

    // JUnit calls the rules by reflection, and they stand in interfaces that are not public.
    opens wpipe.tck to
            org.junit.platform.commons;

    // To ask the backend that a test names for its capabilities.
    uses wpipe.spi.PipeProvider;
}
