package wpipe.loopback;

import wpipe.tck.PipeTck;
import wpipe.tck.TckSubject;

/** Connections that may meet a fault keep the contract as long as they meet none. */
final class FaultyTckTest implements PipeTck {
    private static final LoopbackProvider PROVIDER =
            new LoopbackProvider(new Faults().otherwise(Fault.breakAfter(Integer.MAX_VALUE)));

    @Override
    public TckSubject subject() {
        return TckSubject.of(PROVIDER);
    }
}
