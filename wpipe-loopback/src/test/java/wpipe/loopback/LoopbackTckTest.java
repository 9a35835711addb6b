package wpipe.loopback;

import wpipe.tck.PipeTck;
import wpipe.tck.TckSubject;

final class LoopbackTckTest implements PipeTck {
    @Override
    public TckSubject subject() {
        return TckSubject.of("loopback");
    }
}
