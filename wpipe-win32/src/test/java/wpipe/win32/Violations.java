package wpipe.win32;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the engine did that it must never do. Collected rather than thrown, since the engine may catch what is thrown in
 * it, and most of it happens on threads that no test looks at.
 */
final class Violations {
    private final List<AssertionError> found = new CopyOnWriteArrayList<>();

    void add(String what) {
        found.add(new AssertionError(
                what + " (on thread " + Thread.currentThread().getName() + ")"));
    }

    List<String> texts() {
        return found.stream().map(Throwable::getMessage).toList();
    }

    /** Forgets what was found: for tests of the checks themselves. */
    void clear() {
        found.clear();
    }

    void verify() {
        if (!found.isEmpty()) {
            AssertionError all = new AssertionError(found.size() + " violations, the first: " + texts().get(0));
            found.forEach(all::addSuppressed);
            throw all;
        }
    }
}
