package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Says in one line what went wrong, in the background as well: the first failure is often what came of another. */
final class Failures {
    private Failures() {}

    static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder(
                failure instanceof AssertionError ? String.valueOf(failure.getMessage()) : failure.toString());
        for (Throwable other : failure.getSuppressed()) {
            text.append("; and: ").append(describe(other));
        }
        return text.toString();
    }

    /** A failure must say something that its reader needs. */
    static void assertSays(String part, Throwable failure) {
        String text = failure.toString();
        assertTrue(text.contains(part), () -> "'" + part + "' is not in: " + text);
    }
}
