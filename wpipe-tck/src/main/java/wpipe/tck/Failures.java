package wpipe.tck;

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
}
