package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.IntegrityLevel;
import wpipe.api.Peer;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeException;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.WinError;

/** Who is at the other end, and acting as him. */
final class PeersTest extends EngineTest {
    private static final String BECOME = "ImpersonateNamedPipeClient";
    private static final String REVERT = "RevertToSelf";
    private static final String TOKEN = "OpenThreadToken";
    private static final String INFORMATION = "GetTokenInformation";
    private static final Peer.User USER = new Peer.User(Optional.of(ScriptedAdvapi32.USER), Optional.of("HOST\\user"));

    /** The calls since the listener has its client. */
    private List<String> functionsSince(int begin) {
        List<Call> calls = kernel.calls();
        return calls.subList(begin, calls.size()).stream().map(Call::function).toList();
    }

    @FunctionalInterface
    private interface Body {
        void run(PipeChannel server) throws IOException;
    }

    private void onServer(Body body) throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel server = accept(listener)) {
            body.run(server);
        }
    }

    @Test
    void aServerLearnsAllOfItsClient() throws IOException {
        onServer(server -> {
            int begin = kernel.calls().size();
            assertEquals(
                    new Peer(
                            OptionalLong.of(0xFFFF_FFF0L),
                            OptionalInt.of(1),
                            Optional.of(USER),
                            Optional.of(false),
                            Optional.of(IntegrityLevel.MEDIUM)),
                    server.peer());
            assertEquals(
                    List.of(
                            "GetNamedPipeClientProcessId",
                            "GetNamedPipeClientSessionId",
                            BECOME,
                            TOKEN,
                            REVERT,
                            INFORMATION,
                            "LookupAccountSid",
                            INFORMATION,
                            INFORMATION,
                            "CloseHandle"),
                    functionsSince(begin));
            Call open = kernel.awaitCall(TOKEN, 1);
            assertEquals(-2, open.arg(0), "GetCurrentThread");
            assertEquals(Win32.TOKEN_QUERY, open.flags(1));
            assertEquals(1, open.arg(2), "OpenAsSelf");
        });
    }

    @Test
    void anElevatedClient() throws IOException {
        onServer(server -> {
            kernel.script(
                    INFORMATION,
                    advapi.tokenSid(ScriptedAdvapi32.sid(1, 5, 18)),
                    advapi.tokenNumber(1),
                    advapi.tokenSid(ScriptedAdvapi32.sid(1, 16, 0x4000)));
            Peer peer = server.peer();
            assertEquals(Optional.of("S-1-5-18"), peer.user().orElseThrow().sid());
            assertEquals(Optional.of(true), peer.elevated());
            assertEquals(Optional.of(IntegrityLevel.SYSTEM), peer.integrityLevel());
        });
    }

    @Test
    void aClientLearnsOfItsServer() throws IOException {
        try (PipeChannel client = connect(Direction.IN)) {
            assertEquals(
                    new Peer(
                            OptionalLong.of(4711),
                            OptionalInt.of(0),
                            Optional.of(USER),
                            Optional.empty(),
                            Optional.empty()),
                    client.peer());
            assertEquals(List.of(), kernel.calls(BECOME));
            assertEquals(
                    Win32.OWNER_SECURITY_INFORMATION,
                    kernel.awaitCall("GetKernelObjectSecurity", 1).flags(1));
        }
    }

    @Test
    void aPipeWithoutAnOwner() throws IOException {
        kernel.script("GetKernelObjectSecurity", advapi.owner(new byte[0]));
        try (PipeChannel client = connect(Direction.IN)) {
            assertEquals(Optional.empty(), client.peer().user());
        }
    }

    @Test
    void nothingIsAskedUnlessSomebodyAsks() throws IOException {
        onServer(server -> assertEquals(List.of(), kernel.calls(BECOME)));
        assertEquals(List.of(), kernel.calls("GetNamedPipeClientProcessId"));
        connect(Direction.BOTH).close();
        assertEquals(List.of(), kernel.calls("GetNamedPipeServerProcessId"));
    }

    /** 1368: nothing was read yet; and the client of a client that is anonymous cannot be opened. */
    @Test
    void aClientWhoseUserIsNotKnownOrNotYet() throws IOException {
        onServer(server -> {
            kernel.codes(BECOME, 1368);
            assertEquals(Optional.empty(), server.peer().user());
            assertEquals(List.of(), kernel.calls(REVERT), "nobody became anybody");
            kernel.codes(TOKEN, 1347);
            Peer anonymous = server.peer();
            assertEquals(OptionalLong.of(0xFFFF_FFF0L), anonymous.processId());
            assertEquals(Optional.empty(), anonymous.user());
            assertEquals(1, kernel.calls(REVERT).size());
            assertEquals(Optional.of(USER), server.peer().user());
        });
    }

    @ParameterizedTest
    @CsvSource({"1332", "1789"})
    void anAccountWithoutAName(int code) throws IOException {
        onServer(server -> {
            kernel.codes("LookupAccountSid", code);
            Peer.User user = server.peer().user().orElseThrow();
            assertEquals(Optional.empty(), user.name());
            assertEquals(ScriptedAdvapi32.USER, user.toString());
        });
    }

    @Test
    void anAccountWithoutADomain() throws IOException {
        onServer(server -> {
            kernel.script("LookupAccountSid", advapi.account("", "Everyone"));
            assertEquals(
                    Optional.of("Everyone"), server.peer().user().orElseThrow().name());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 1168})
    void aPeerOfAnotherMachineHasNoProcess(int code) throws IOException {
        onServer(server -> {
            kernel.codes("GetNamedPipeClientProcessId", code);
            kernel.codes("GetNamedPipeClientSessionId", code);
            Peer peer = server.peer();
            assertEquals(OptionalLong.empty(), peer.processId());
            assertEquals(OptionalInt.empty(), peer.sessionId());
            assertTrue(peer.user().isPresent());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GetNamedPipeClientProcessId", "GetNamedPipeClientSessionId", BECOME, TOKEN, REVERT, INFORMATION
            })
    void anotherFailureIsTold(String function) throws IOException {
        onServer(server -> {
            kernel.codes(function, 1450);
            PipeException e = assertThrows(PipeException.class, server::peer);
            assertEquals(function, e.operation());
            assertEquals(1450, e.code());
            assertEquals(kernel.calls(BECOME).size(), kernel.calls(REVERT).size() + (function.equals(BECOME) ? 1 : 0));
        });
    }

    /** A failure is put into words, for which classes and texts may be loaded, by whoever this process is, and not by its client. */
    @Test
    void whileTheThreadIsTheClientItOpensTheTokenAndDoesNothingElse() throws IOException {
        onServer(server -> {
            int begin = kernel.calls().size();
            kernel.codes(TOKEN, 1450);
            assertThrows(PipeException.class, server::peer);
            List<String> functions = functionsSince(begin);
            int became = functions.indexOf(BECOME);
            assertEquals(List.of(BECOME, TOKEN, REVERT, "FormatMessage"), functions.subList(became, became + 4));
        });
    }

    @Test
    void aPeerThatIsGoneIsGone() throws IOException {
        onServer(server -> {
            kernel.codes("GetNamedPipeClientProcessId", WinError.ERROR_PIPE_NOT_CONNECTED);
            assertThrows(PeerClosedException.class, server::peer);
        });
    }

    @Test
    void afterTheCloseNothingIsAsked() throws IOException {
        PipeChannel client = connect(Direction.BOTH);
        client.close();
        assertThrows(ClosedChannelException.class, client::peer);
        assertThrows(ClosedChannelException.class, () -> client.impersonate(() -> {}));
        assertEquals(List.of(), kernel.calls("GetNamedPipeServerProcessId"));
    }

    @Test
    void theActionRunsBetweenBecomingAndReverting() throws IOException {
        onServer(server -> {
            int begin = kernel.calls().size();
            server.impersonate(() -> kernel.call("action", ""));
            assertEquals(List.of(BECOME, TOKEN, INFORMATION, "CloseHandle", "action", REVERT), functionsSince(begin));
            assertEquals(
                    Win32.TokenImpersonationLevel,
                    kernel.awaitCall(INFORMATION, kernel.calls(INFORMATION).size())
                            .flags(1));
            assertEquals(
                    Thread.currentThread().getName(),
                    kernel.awaitCall(BECOME, 1).text(),
                    "on the thread that was given");
            assertEquals(
                    Thread.currentThread().getName(),
                    kernel.awaitCall(REVERT, 1).text());
        });
    }

    /** The client may not make instances of the server's pipe, and what he made would be his. */
    @Test
    void whatTheActionEndsIsReplacedByTheServersOwnUser() throws IOException {
        List<Thread> makers = new ArrayList<>();
        List<Thread> actors = new ArrayList<>();
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            PipeChannel server = accept(listener);
            kernel.script("CreateNamedPipe", call -> {
                makers.add(Thread.currentThread());
                return WinError.ERROR_SUCCESS;
            });
            server.impersonate(() -> {
                actors.add(Thread.currentThread());
                try {
                    server.close();
                    assertFalse(listener.await(listener.ticket(), past()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertEquals(1, makers.size());
            assertNotEquals(actors, makers);
            kernel.awaitPending("ConnectNamedPipe");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aClientThatLentLessIsRefusedBeforeTheAction(int level) throws IOException {
        onServer(server -> {
            kernel.script(INFORMATION, advapi.tokenNumber(level));
            AtomicBoolean ran = new AtomicBoolean();
            PipeAccessDeniedException e =
                    assertThrows(PipeAccessDeniedException.class, () -> server.impersonate(() -> ran.set(true)));
            assertEquals(1346, e.code());
            assertFalse(ran.get());
            assertEquals(1, kernel.calls(REVERT).size());
        });
    }

    @Test
    void anAnonymousClientIsRefusedBeforeTheAction() throws IOException {
        onServer(server -> {
            kernel.codes(TOKEN, 1347);
            assertThrows(PipeAccessDeniedException.class, () -> server.impersonate(() -> kernel.call("action", "")));
            assertEquals(List.of(), kernel.calls("action"));
            assertEquals(1, kernel.calls(REVERT).size());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {BECOME, TOKEN, INFORMATION, "CloseHandle"})
    void nothingIsRunIfAnythingFailed(String function) throws IOException {
        onServer(server -> {
            kernel.codes(function, 1450);
            PipeException e =
                    assertThrows(PipeException.class, () -> server.impersonate(() -> kernel.call("action", "")));
            assertEquals(function, e.operation());
            assertEquals(List.of(), kernel.calls("action"));
            assertEquals(function.equals(BECOME) ? 0 : 1, kernel.calls(REVERT).size());
        });
    }

    @Test
    void aThreadThatCannotBeGivenBackIsAFailure() throws IOException {
        onServer(server -> {
            kernel.codes(REVERT, 1450);
            PipeException e =
                    assertThrows(PipeException.class, () -> server.impersonate(() -> kernel.call("action", "")));
            assertEquals(REVERT, e.operation());
            assertEquals(1, kernel.calls("action").size());
        });
    }

    @Test
    void bothFailuresAreTold() throws IOException {
        onServer(server -> {
            kernel.codes(REVERT, 1450);
            IllegalStateException failure = new IllegalStateException();
            IllegalStateException e = assertThrows(
                    IllegalStateException.class,
                    () -> server.impersonate(() -> {
                        throw failure;
                    }));
            assertSame(failure, e);
            assertEquals(REVERT, ((PipeException) e.getSuppressed()[0]).operation());
        });
    }

    /** An action may take long: a close must not wait for it, and the thread is given back all the same. */
    @Test
    void theHandleMayBeClosedMeanwhile() throws IOException {
        onServer(server -> {
            server.impersonate(() -> {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertEquals(1, kernel.calls(REVERT).size());
        });
    }
}
