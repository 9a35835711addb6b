package wpipe.loopback;

import java.io.IOException;
import java.time.Duration;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;
import wpipe.spi.PipeProvider;

/** The code that the Javadoc shows, each between two marks: javadoc fails where the two differ. Compiled, never run. */
final class JavadocSnippets {
    private JavadocSnippets() {}

    static Server script() throws IOException {
        // @start region="script" :
        Faults faults = new Faults().next(Fault.refused()).next(Fault.breakAfter(3));
        PipeProvider pipes = new LoopbackProvider(faults);
        Server server = Server.open("echo", Mode.SLAVE, ServerOptions.defaults().withProvider(pipes));
        // @end
        return server;
    }

    static Fault together() {
        // @start region="together" :
        Fault slowAndShort = Fault.breakAfter(3).and(Fault.delay(Duration.ofMillis(20)));
        // @end
        return slowAndShort;
    }
}
