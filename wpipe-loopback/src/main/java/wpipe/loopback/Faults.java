package wpipe.loopback;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * What goes wrong with the pipes of one {@link LoopbackProvider}, so that an application's tests meet what its users will:
 * which clients are refused, which connections break, and when. A script: each client takes the next {@link Fault}, and
 * those behind its end take none, or what {@link #otherwise} says. It may be written before the test or on the way:
 *
 * {@snippet file="wpipe/loopback/JavadocSnippets.java" region="script" :
 * Faults faults = new Faults().next(Fault.refused()).next(Fault.breakAfter(3));
 * PipeProvider pipes = new LoopbackProvider(faults);
 * Server server = Server.open("echo", Mode.SLAVE, ServerOptions.defaults().withProvider(pipes));
 * }
 *
 * <p>A client takes its fault, and is counted, when it first finds a pipe of the name it asks for and the direction it asks
 * for; so one that tries again and again while there is no server uses up nothing. What a client or server meets is what
 * Windows shows for the same: the same exceptions, with the same codes. All methods are safe to call from any thread.
 *
 * @since 0.1
 */
public final class Faults {
    private final Deque<Fault> script = new ArrayDeque<>();
    private IntFunction<Fault> rest;
    private String restText;
    private int clients;

    /** Makes a script of no faults yet. */
    public Faults() {
        rest = client -> Fault.none();
        restText = "none()";
    }

    /**
     * A script in which chance has its way, the same for the same seed: what the n-th client meets depends on the seed and n
     * alone. About half of them meet nothing; the others, one of {@link Fault#refused}, {@link Fault#lostAccept},
     * {@link Fault#breakAfter}, {@link Fault#fullAfter} and {@link Fault#delay}, with up to 9 messages and times of up to
     * 50 ms. A test that fails should name its seed.
     *
     * @param seed any number
     * @return the script, to which {@link #next} can add
     */
    public static Faults seeded(long seed) {
        Faults faults = new Faults();
        faults.rest = client -> SeededFault.of(seed, client);
        faults.restText = "seeded(" + seed + ")";
        return faults;
    }

    /**
     * Adds to the script: what the next client meets of which nothing has been said yet.
     *
     * @param fault the fault
     * @return this
     */
    public Faults next(Fault fault) {
        Objects.requireNonNull(fault, "fault");
        synchronized (script) {
            script.add(fault);
        }
        return this;
    }

    /**
     * Says what clients meet behind the end of the script.
     *
     * @param fault the fault of each of them; {@link Fault#none()} unless it is said, or chance has its way
     * @return this
     */
    public Faults otherwise(Fault fault) {
        Objects.requireNonNull(fault, "fault");
        synchronized (script) {
            rest = client -> fault;
            restText = fault.toString();
        }
        return this;
    }

    /**
     * How many clients have taken a fault so far, that of {@link Fault#none()} included: how often one has tried.
     *
     * @return the count
     */
    public int clients() {
        synchronized (script) {
            return clients;
        }
    }

    /** The fault of the next client, which is counted. */
    Fault take() {
        synchronized (script) {
            Fault scripted = script.poll();
            Fault fault = scripted != null ? scripted : rest.apply(clients);
            clients++;
            return fault;
        }
    }

    /** What was said and not taken yet, for a test's message. */
    @Override
    public String toString() {
        synchronized (script) {
            return "Faults[after " + clients + " clients: " + script + ", then " + restText + "]";
        }
    }
}
