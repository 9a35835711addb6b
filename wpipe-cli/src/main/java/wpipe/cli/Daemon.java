package wpipe.cli;

/** Threads that do not keep the command from ending. */
final class Daemon {
    private Daemon() {}

    static Thread start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
