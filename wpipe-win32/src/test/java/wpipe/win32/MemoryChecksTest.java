package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Which memory the checker takes an address for. */
final class MemoryChecksTest {
    private final MemoryChecks checks = new MemoryChecks(new Misuses());
    private final ByteBuffer before = Engine.memory(2);
    private final ByteBuffer large = Engine.memory(600);

    @Test
    void aBufferOverWhereOthersWere() {
        // Not yet collected, or not yet seen to be.
        checks.known(before, 1100);
        checks.known(large, 1000);
        MemoryChecks.Block block = checks.require("a function", 1000, 600);
        assertSame(block, checks.require("a function", 1102, 4));
        assertSame(block, checks.require("a function", 1100, 4));
        assertThrows(AssertionError.class, () -> checks.require("a function", 1000, 601));
    }
}
