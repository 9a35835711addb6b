package queue.example;

import wpipe.tck.PipeTck;
import wpipe.tck.TckSubject;

final class QueueTckTest implements PipeTck {
    @Override
    public TckSubject subject() {
        return TckSubject.of("queue");
    }
}
