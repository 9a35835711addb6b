package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Large messages, from hand to hand. */
class HandoverTest {
    private final Handover handover = new Handover();

    @Test
    void anOfferIsTakenOnce() {
        handover.offer(Ends.message("one"));
        long number = handover.number();
        assertTrue(Handover.isOffer(number));
        assertEquals("one", Ends.text(handover.take(number)));
        assertFalse(handover.isOffered());
        assertNull(handover.take(number));
        assertFalse(handover.withdraw());
    }

    /** Between the two, its reader has seen that nothing was written before it. */
    @Test
    void anOfferThatWasWithdrawnDoesNotPassForTheNext() {
        handover.offer(Ends.message("one"));
        long number = handover.number();
        assertTrue(handover.withdraw());
        handover.offer(Ends.message("two"));
        assertNull(handover.take(number));
        assertEquals("two", Ends.text(handover.take(handover.number())));
    }

    @Test
    void buffersGoRound() {
        for (int i = 0; i < 10; i++) {
            handover.offer(Ends.message("message " + i));
            var message = handover.take(handover.number());
            assertFalse(handover.withdraw());
            handover.offer(Ends.message("while the reader has it"));
            assertTrue(handover.withdraw());
            assertEquals("message " + i, Ends.text(message));
        }
    }
}
