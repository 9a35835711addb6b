package wpipe.bench;

import java.io.Closeable;
import java.io.IOException;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.bench.link.Partner;
import wpipe.bench.link.Pipes;
import wpipe.bench.link.Ways;
import wpipe.bench.peer.Style;

/** A server of {@link Ways#pipeName()} that serves until it is closed, on a thread of its own. */
final class ServingPartner implements Closeable {
    static final int MAX_MESSAGE_SIZE = 65_536;

    private final Partner partner;

    ServingPartner(String provider, String style) throws IOException {
        Style serving = Style.named(style);
        Server server = Pipes.open(provider, Ways.pipeName(), Mode.DUPLEX, MAX_MESSAGE_SIZE);
        partner = new Partner(false, server, () -> serving.serve(server));
    }

    @Override
    public void close() throws IOException {
        partner.close();
    }
}
