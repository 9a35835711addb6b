package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the checker knows of an operation: from its memory, or from the function that issued it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class IssuedOperationTest {
    private static final int ROUNDS = 2_000;
    private static final long ADDRESS = 4096;

    private final ByteBuffer overlapped = Engine.memory(Layout.OVERLAPPED.SIZE);
    private final MemoryChecks memory = new MemoryChecks(new Misuses());

    private volatile IssuedOperation current;
    private volatile IssuedOperation looked;

    @BeforeEach
    void pending() {
        overlapped.putLong(Layout.OVERLAPPED.Internal, Win32.STATUS_PENDING);
        memory.known(overlapped, ADDRESS);
    }

    private IssuedOperation issued() {
        return new IssuedOperation("ReadFile", 4, memory.require("", ADDRESS, Layout.OVERLAPPED.SIZE), null);
    }

    @Test
    void anEndThatWasSeenStaysOne() {
        IssuedOperation operation = issued();
        assertFalse(operation.look());
        overlapped.putLong(Layout.OVERLAPPED.Internal, Win32.STATUS_SUCCESS);
        assertTrue(operation.look());
        overlapped.putLong(Layout.OVERLAPPED.Internal, Win32.STATUS_PENDING);
        assertTrue(operation.look());
    }

    /** The memory of an operation that failed at once still says that it is pending, to whoever takes a late packet. */
    @Test
    void anEndIsNotTakenBackByWhoeverLooksAtTheSameTime() throws Exception {
        Background<Void> looker = Background.platform(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                IssuedOperation before = looked;
                Background.until(() -> current != before);
                IssuedOperation operation = current;
                operation.look();
                looked = operation;
            }
            return null;
        });
        for (int round = 0; round < ROUNDS; round++) {
            IssuedOperation operation = issued();
            current = operation;
            operation.end();
            Background.until(() -> looked == operation);
            assertTrue(operation.look(), "round " + round);
        }
        looker.get();
    }
}
