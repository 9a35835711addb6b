package wpipe.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/** What a connection makes of a backend's channel where its framing is a stream. */
final class StreamConnectionTest {
    private final FakeProvider provider = new FakeProvider("fake");
    private final FakeChannel channel = provider.channel;

    private Client connect(int maxMessageSize) throws IOException {
        return Client.connect(
                "fake",
                Mode.DUPLEX,
                ClientOptions.defaults()
                        .withProvider(provider)
                        .withFraming(Framing.BYTES)
                        .withMaxMessageSize(maxMessageSize));
    }

    private Client connect() throws IOException {
        return connect(1000);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    @Test
    void theBackendIsToldWhatIsToTravel() throws IOException {
        connect();
        assertEquals(Framing.BYTES, provider.connected.get(0).framing());
        ServerOptions options = ServerOptions.defaults().withProvider(provider).withFraming(Framing.BYTES_IN_MESSAGES);
        Server.open("fake", Mode.READER, options);
        assertEquals(Framing.BYTES_IN_MESSAGES, provider.listened.get(0).framing());
        assertEquals(131072, provider.listened.get(0).quota());
    }

    @Test
    void aBackendWithoutPipesOfBytesIsPassedOver() {
        ServerOptions options = ServerOptions.defaults().withProvider(provider).withFraming(Framing.BYTES);
        NoProviderException e =
                assertThrows(NoProviderException.class, () -> Server.open("fake", Mode.DUPLEX, options));
        assertTrue(e.getMessage().contains("framing BYTES"), e.getMessage());
        assertTrue(e.getMessage().contains("BYTE_PIPES"), e.getMessage());
    }

    @Test
    void anAssociationHasMessages() {
        ServerOptions options = ServerOptions.defaults().withProvider(provider).withFraming(Framing.BYTES);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Association.open("fake", options));
        assertTrue(e.getMessage().contains("framing BYTES"), e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Association.connect(
                        "fake", ClientOptions.defaults().withProvider(provider).withFraming(Framing.BYTES)));
        assertEquals(List.of(), provider.connected);
    }

    @Test
    void aCallHasMessages() {
        ClientOptions options = ClientOptions.defaults().withProvider(provider).withFraming(Framing.BYTES);
        assertThrows(
                IllegalArgumentException.class,
                () -> Client.call("fake", new byte[100_000], Duration.ofSeconds(1), options));
        assertEquals(List.of(), provider.connected);
    }

    @Test
    void aWriteGoesOutInPiecesOfTheLargestQuota() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(150_000).position(7);
        connect().write(bytes);
        assertEquals(
                List.of(65536, 65536, 150_000 - 7 - 2 * 65536),
                channel.outbox.stream().map(String::length).toList());
        assertEquals(150_000, bytes.position());
        assertEquals(150_000, bytes.limit());
    }

    @Test
    void aFailureInTheMiddleOfAWriteClosesAndIsTold() throws IOException {
        Client client = connect();
        IOException failure = PipeErrors.of("WriteFile", FakeChannel.PATH, 1450);
        channel.between = () -> channel.writeFailure = failure;
        channel.closeFailure = new IOException("close");
        ByteBuffer bytes = ByteBuffer.allocate(100_000).position(5).limit(99_000);
        assertSame(failure, assertThrows(PipeException.class, () -> client.write(bytes)));
        assertEquals(List.of(channel.closeFailure), List.of(failure.getSuppressed()));
        assertEquals(1, channel.outbox.size());
        assertEquals(5, bytes.position());
        assertEquals(99_000, bytes.limit());
        assertFalse(client.isOpen());
        assertThrows(ClosedChannelException.class, () -> client.write(bytes));
    }

    @Test
    void aTimeoutSaysThatItHasClosed() throws IOException {
        Client client = connect();
        channel.writeFailure = PipeErrors.timeout("write", FakeChannel.PATH);
        PipeTimeoutException e =
                assertThrows(PipeTimeoutException.class, () -> client.write(new byte[3], Duration.ZERO));
        assertTrue(e.getMessage().contains("closed"), e.getMessage());
        assertSame(channel.writeFailure, e.getCause());
        assertFalse(client.isOpen());
    }

    @Test
    void aPeerThatIsGoneIsNoReasonToCloseBeforeAllWasRead() throws IOException {
        Client client = connect();
        channel.inbox.add("last words");
        channel.peerGone = true;
        assertThrows(PeerClosedException.class, () -> client.write(new byte[3]));
        assertTrue(client.isOpen());
        assertEquals("last words", text(client.inputStream().readAllBytes()));
    }

    @Test
    void whatIsLargerThanAChunkComesInChunks() throws IOException {
        Client client = connect(4);
        channel.inbox.add("abcdefghij");
        channel.inbox.add("k");
        assertEquals("abcd", text(client.read()));
        assertEquals(4, client.inputStream().available());
        assertTrue(client.canRead());
        assertEquals("efgh", text(client.read(Duration.ZERO)));
        assertTrue(client.canRead());
        assertEquals("ij", text(client.read()));
        assertEquals("k", text(client.read()));
        assertFalse(client.canRead());
    }

    @Test
    void aReadThatTakesAPartLeavesTheRest() throws IOException {
        Client client = connect();
        channel.inbox.add("abcdefghij");
        ByteBuffer buffer = ByteBuffer.allocate(9).position(2).limit(5);
        assertEquals(3, client.read(buffer));
        assertEquals(5, buffer.position());
        assertEquals('d', client.inputStream().read());
        assertEquals(6, client.inputStream().available());
        assertEquals("efghij", text(client.read()));
    }

    @Test
    void anEmptyMessageIsTheEndAndWhatFollowsIsPassedOver() throws IOException {
        Client client = connect();
        channel.inbox.addAll(List.of("last", "", "more", ""));
        assertEquals("last", text(client.inputStream().readAllBytes()));
        assertFalse(client.canRead());
        assertEquals(List.of(), List.copyOf(channel.inbox));
        assertTrue(client.isAlive());
        assertThrows(EndOfStreamException.class, client::read);
        channel.peerGone = true;
        assertFalse(client.isAlive());
        assertEquals(-1, client.inputStream().read());
    }

    @Test
    void theOutputIsEndedOnce() throws IOException {
        Client client = connect();
        client.write(new byte[0]);
        assertEquals(List.of(), channel.outbox);
        client.shutdownOutput();
        client.shutdownOutput();
        assertEquals(List.of(""), channel.outbox);
        assertThrows(ClosedChannelException.class, () -> client.write(new byte[1]));
        assertTrue(client.isOpen());
    }

    @Test
    void anEndThatFailedIsTriedAgain() throws IOException {
        Client client = connect();
        channel.writeFailure = PipeErrors.timeout("write", FakeChannel.PATH);
        assertThrows(PipeTimeoutException.class, () -> client.shutdownOutput(Duration.ZERO));
        channel.writeFailure = null;
        assertTrue(client.isOpen());
        client.write("more".getBytes(UTF_8));
        client.shutdownOutput();
        assertEquals(List.of("more", ""), channel.outbox);
    }

    @Test
    void theOutputOfAPeerThatIsGoneCannotBeEnded() throws IOException {
        Client client = connect();
        channel.peerGone = true;
        PeerClosedException e = assertThrows(PeerClosedException.class, client::shutdownOutput);
        assertEquals(WinError.ERROR_NO_DATA, e.code());
    }

    @ParameterizedTest
    @EnumSource
    void theSizeThatIsNotGivenIsThatOfTheFraming(Framing framing) {
        int size = framing == Framing.MESSAGES ? 4096 : 65536;
        assertEquals(size, ServerOptions.defaults().withFraming(framing).maxMessageSize());
        assertEquals(size, ClientOptions.defaults().withFraming(framing).maxMessageSize());
        assertEquals(
                7,
                ServerOptions.defaults()
                        .withMaxMessageSize(7)
                        .withFraming(framing)
                        .maxMessageSize());
        assertEquals(
                7,
                ClientOptions.defaults()
                        .withFraming(framing)
                        .withMaxMessageSize(7)
                        .maxMessageSize());
    }
}
