package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.ImpersonationLevel;
import wpipe.api.Mode;
import wpipe.api.Peer;
import wpipe.api.PipeAccessDeniedException;
import wpipe.spi.Capability;

/** Section 8: a peer that has a name, and a server that acts as its client. Here both are the process of the test. */
interface PeerRules extends Rules {
    private static long thisProcess() {
        return ProcessHandle.current().pid();
    }

    @Test
    default void rule_8_8_eachEndKnowsTheProcessAndTheUserOfTheOther() throws Exception {
        subject().require(Capability.PEERS, "8.8");
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (Connection end : List.of(link.atServer(), link.client())) {
                    Peer peer = end.peer();
                    assertEquals(OptionalLong.of(thisProcess()), peer.processId(), "process");
                    String name = peer.user().flatMap(Peer.User::name).orElse("");
                    assertTrue(
                            name.toLowerCase(Locale.ROOT)
                                    .endsWith(
                                            System.getProperty("user.name", "?").toLowerCase(Locale.ROOT)),
                            () -> "user " + peer.user() + ", who is " + System.getProperty("user.name"));
                }
                assertEquals(link.client().peer().user(), link.atServer().peer().user(), "the same user");
                link.exchange(1);
            }
        });
    }

    @Test
    default void rule_8_8_whereThereAreAccountsTheyHaveIdentifiersAndSessions() throws Exception {
        subject().require(Capability.PEERS, "8.8");
        subject().require(Capability.ACCOUNTS, "8.8");
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Modes.ofRound(0));
            Peer client = link.atServer().peer();
            Peer server = link.client().peer();
            for (Peer peer : List.of(client, server)) {
                String sid = peer.user().flatMap(Peer.User::sid).orElse("");
                assertTrue(sid.startsWith("S-1-"), () -> "identifier of " + peer);
                assertTrue(peer.sessionId().isPresent(), () -> "session of " + peer);
            }
            assertEquals(client.sessionId(), server.sessionId(), "session");
            assertTrue(client.elevated().isPresent(), () -> "elevation of " + client);
            assertTrue(client.integrityLevel().isPresent(), () -> "integrity of " + client);
            assertEquals(Optional.empty(), server.elevated(), "what only servers are told");
        }
    }

    @Test
    default void rule_8_8_whatWasAnsweredOnceStays() throws Exception {
        subject().require(Capability.PEERS, "8.8");
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Peer client = link.atServer().peer();
                Peer server = link.client().peer();
                assertSame(client, link.atServer().peer());
                link.client().close();
                assertSame(client, link.atServer().peer(), "after the peer has gone");
                link.atServer().close();
                assertSame(client, link.atServer().peer(), "after the close of this end");
                assertSame(server, link.client().peer(), "after the close of this end, a client");
            }
        });
    }

    @Test
    default void rule_8_8_afterTheCloseNobodyIsAsked() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (Connection end : List.of(link.atServer(), link.client())) {
                    end.close();
                    assertThrows(ClosedChannelException.class, end::peer);
                }
            }
        });
    }

    @Test
    default void rule_8_8_manyMayAskAtOnce() throws Exception {
        subject().require(Capability.PEERS, "8.8");
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Modes.ofRound(0));
            List<Call<Peer>> calls = List.of(
                    pipes.start("peer", link.atServer()::peer),
                    pipes.start("peer", link.atServer()::peer),
                    pipes.start("peer of the server", link.client()::peer));
            link.exchange(1);
            for (Call<Peer> call : calls) {
                assertEquals(OptionalLong.of(thisProcess()), call.get().processId());
            }
        }
    }

    @Test
    default void rule_8_9_anActionRunsOnAThreadOfItsOwn() throws Exception {
        subject().require(Capability.PEERS, "8.9");
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = lending(pipes, mode, ImpersonationLevel.IMPERSONATION);
                Thread first = link.atServer().impersonate(Thread::currentThread);
                Thread second = link.atServer().impersonate(Thread::currentThread);
                assertNotSame(Thread.currentThread(), first);
                assertNotSame(first, second);
                first.join(GUARD.toMillis());
                assertFalse(first.isAlive(), "the thread of the first action");
                link.exchange(1);
            }
        });
    }

    @Test
    default void rule_8_9_whatTheActionThrowsIsThrown() throws Exception {
        subject().require(Capability.PEERS, "8.9");
        try (Pipes pipes = new Pipes(subject())) {
            Link link = lending(pipes, Modes.ofRound(0), ImpersonationLevel.DELEGATION);
            IOException failure = new FileNotFoundException("by the action");
            assertSame(
                    failure,
                    assertThrows(
                            FileNotFoundException.class,
                            () -> link.atServer().impersonate(() -> {
                                throw failure;
                            })));
            Error error = new StackOverflowError();
            assertSame(
                    error,
                    assertThrows(
                            StackOverflowError.class,
                            () -> link.atServer().impersonate(() -> {
                                throw error;
                            })));
            assertEquals("still works", link.atServer().impersonate(() -> "still works"));
        }
    }

    /** Where the system does not know how much was lent, it is not refused: Wine knows nothing of it. */
    @Test
    default void rule_8_9_aClientThatLentLessIsNotActedFor() throws Exception {
        subject().require(Capability.PEERS, "8.9");
        subject().require(Capability.ENFORCED_ACCESS, "8.9");
        for (ImpersonationLevel level : List.of(ImpersonationLevel.ANONYMOUS, ImpersonationLevel.IDENTIFICATION)) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = lending(pipes, Modes.ofRound(0), level);
                AtomicBoolean ran = new AtomicBoolean();
                assertThrows(
                        PipeAccessDeniedException.class, () -> link.atServer().impersonate(() -> ran.getAndSet(true)));
                assertFalse(ran.get(), "the action has run");
                assertEquals(
                        level != ImpersonationLevel.ANONYMOUS,
                        link.atServer().peer().user().isPresent(),
                        "the user of a client that lends " + level);
                link.exchange(1);
            }
        }
    }

    @Test
    default void rule_8_9_aClientActsForNobody() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Modes.ofRound(0));
            assertThrows(
                    UnsupportedOperationException.class, () -> link.client().impersonate(() -> 1));
        }
    }

    @Test
    default void rule_8_9_aCloseDoesNotEndTheAction() throws Exception {
        subject().require(Capability.PEERS, "8.9");
        try (Pipes pipes = new Pipes(subject())) {
            Link link = lending(pipes, Modes.ofRound(0), ImpersonationLevel.IMPERSONATION);
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch closed = new CountDownLatch(1);
            Call<String> action = pipes.start(
                    "impersonate",
                    () -> link.atServer().impersonate(() -> {
                        begun.countDown();
                        closed.await();
                        return "done";
                    }));
            begun.await();
            link.atServer().close();
            closed.countDown();
            assertEquals("done", action.get());
            assertThrows(ClosedChannelException.class, () -> link.atServer().impersonate(() -> "not begun"));
        }
    }

    /** Its carrier is other threads' too. */
    @Test
    default void rule_8_9_aVirtualThreadHasItDoneByAnother() throws Exception {
        subject().require(Capability.PEERS, "8.9");
        VirtualThreads.require("8.9");
        try (Pipes pipes = new Pipes(subject())) {
            Link link = lending(pipes, Modes.ofRound(0), ImpersonationLevel.IMPERSONATION);
            CountDownLatch go = new CountDownLatch(1);
            VirtualThreads.Task<Thread> caller =
                    VirtualThreads.start(() -> link.atServer().impersonate(() -> {
                        go.await();
                        return Thread.currentThread();
                    }));
            Eventually.holds("the caller is parked", caller::isParked);
            go.countDown();
            Thread actor = caller.task().get(GUARD.toSeconds(), TimeUnit.SECONDS);
            assertNotSame(caller.thread(), actor);
            assertSame(Thread.class, actor.getClass(), "a thread of the platform");
            assertEquals(
                    link.atServer().peer(),
                    VirtualThreads.start(link.atServer()::peer).task().get(GUARD.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    default void rule_8_9_anInterruptIsTheActions() throws Exception {
        subject().require(Capability.PEERS, "8.9");
        try (Pipes pipes = new Pipes(subject())) {
            Link link = lending(pipes, Modes.ofRound(0), ImpersonationLevel.IMPERSONATION);
            Call<Boolean> action = pipes.start(
                    "impersonate",
                    () -> link.atServer().impersonate(() -> {
                        try {
                            new CountDownLatch(1).await();
                            return false;
                        } catch (InterruptedException e) {
                            return true;
                        }
                    }));
            action.settle(100);
            action.interrupt();
            assertTrue(action.get(), "the action was interrupted");
            assertFalse(action.interruptStatus(), "it has answered the interrupt");
            assertTrue(link.atServer().isOpen(), "the connection");
        }
    }

    private static Link lending(Pipes pipes, Mode mode, ImpersonationLevel level) throws IOException {
        return pipes.join(pipes.open(mode), options -> options.withImpersonation(level));
    }
}
