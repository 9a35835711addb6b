/** The backend {@code queue}: pipes that are queues inside one JVM, behind one lock. */
module queue.example {
    requires wpipe.api;

    provides wpipe.spi.PipeProvider with
            queue.example.QueueProvider;
}
