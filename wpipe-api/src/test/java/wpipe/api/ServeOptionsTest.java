package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 1.6 and the promises of the class. */
final class ServeOptionsTest {
    private static final Executor EXECUTOR = Runnable::run;
    private static final Consumer<ServeFailure> LISTENER = ServeOptionsTest::ignore;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** No value is a default, so that a value which a with method forgets to copy is seen. */
    private static final ServeOptions OTHER = ServeOptions.defaults()
            .withExecutor(EXECUTOR)
            .withMaxConcurrent(7)
            .withReplyTimeout(TIMEOUT)
            .withErrorListener(LISTENER);

    private static void ignore(ServeFailure failure) {
        // A listener for options that nobody serves with.
    }

    private static List<Object> values(ServeOptions options) {
        return Arrays.asList(
                options.executor(), options.maxConcurrent(), options.replyTimeout(), options.errorListener());
    }

    @Test
    void defaults() {
        assertEquals(
                Arrays.asList(null, Integer.MAX_VALUE, Duration.ofSeconds(30), FailureLog.INSTANCE),
                values(ServeOptions.defaults()));
    }

    @Test
    void eachWithChangesItsValueOnly() {
        Executor executor = Runnable::run;
        Consumer<ServeFailure> listener = failure -> {};
        assertEquals(List.of(EXECUTOR, 7, TIMEOUT, LISTENER), values(OTHER));
        assertEquals(List.of(executor, 7, TIMEOUT, LISTENER), values(OTHER.withExecutor(executor)));
        assertEquals(Arrays.asList(null, 7, TIMEOUT, LISTENER), values(OTHER.withExecutor(null)));
        assertEquals(List.of(EXECUTOR, 8, TIMEOUT, LISTENER), values(OTHER.withMaxConcurrent(8)));
        assertEquals(List.of(EXECUTOR, 7, Duration.ZERO, LISTENER), values(OTHER.withReplyTimeout(Duration.ZERO)));
        assertEquals(List.of(EXECUTOR, 7, TIMEOUT, listener), values(OTHER.withErrorListener(listener)));
        assertEquals(List.of(EXECUTOR, 7, TIMEOUT, LISTENER), values(OTHER));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void maxConcurrentOutOfRange(int value) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> OTHER.withMaxConcurrent(value));
        assertEquals("maxConcurrent " + value + " is out of range; it must be 1 to 2147483647", refused.getMessage());
    }

    @Test
    void replyTimeoutOutOfRange() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> OTHER.withReplyTimeout(Duration.ofNanos(-1)));
        assertEquals("replyTimeout PT-0.000000001S is negative; it must be zero or more", refused.getMessage());
    }

    @Test
    void equalIfAllValuesAre() {
        ServeOptions same = ServeOptions.defaults()
                .withErrorListener(LISTENER)
                .withReplyTimeout(Duration.parse("PT2.000S"))
                .withMaxConcurrent(7)
                .withExecutor(EXECUTOR);
        assertEquals(OTHER, same);
        assertEquals(OTHER.hashCode(), same.hashCode());
        assertNotEquals(OTHER, OTHER.withExecutor(null));
        assertNotEquals(OTHER, OTHER.withMaxConcurrent(8));
        assertNotEquals(OTHER, OTHER.withReplyTimeout(Duration.ZERO));
        assertNotEquals(OTHER, OTHER.withErrorListener(failure -> {}));
        assertNotEquals(ServeOptions.defaults(), (Object) ServerOptions.defaults());
    }

    @Test
    void printsAllValues() {
        assertEquals(
                "ServeOptions[executor=automatic, maxConcurrent=unlimited, replyTimeout=PT30S, errorListener=log]",
                ServeOptions.defaults().toString());
        assertEquals(
                "ServeOptions[executor=" + EXECUTOR + ", maxConcurrent=7, replyTimeout=PT2S, errorListener=" + LISTENER
                        + "]",
                OTHER.toString());
    }
}
