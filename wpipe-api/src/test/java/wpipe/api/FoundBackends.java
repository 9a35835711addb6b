package wpipe.api;

import java.util.Set;
import wpipe.spi.Availability;
import wpipe.spi.Capability;
import wpipe.spi.ConnectRequest;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeListener;
import wpipe.spi.PipeProvider;
import wpipe.spi.Reach;

/** Backends for {@link BackendFolder}, which copies their classes to where ServiceLoader finds them. */
final class FoundBackends {
    private FoundBackends() {}

    abstract static class Backend implements PipeProvider {
        private final String name;
        private final int priority;
        private final Reach reach;

        Backend(String name, int priority, Reach reach) {
            this.name = name;
            this.priority = priority;
            this.reach = reach;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int priority() {
            return priority;
        }

        @Override
        public Reach reach() {
            return reach;
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of();
        }

        @Override
        public Availability availability() {
            return Availability.yes();
        }

        @Override
        public PipeListener listen(ListenRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PipeChannel connect(ConnectRequest request) {
            throw new UnsupportedOperationException();
        }
    }

    public static final class Weak extends Backend {
        public Weak() {
            super("weak", 100, Reach.MACHINE);
        }
    }

    public static final class Strong extends Backend {
        public Strong() {
            super("strong", 200, Reach.MACHINE);
        }
    }

    /** As strong as the other: then the name decides, so that the choice is the same every time. */
    public static final class AlsoStrong extends Backend {
        public AlsoStrong() {
            super("alsostrong", 200, Reach.MACHINE);
        }
    }

    public static final class Local extends Backend {
        public Local() {
            super("local", 0, Reach.JVM);
        }
    }

    public static final class Sick extends Backend {
        public Sick() {
            super("sick", 300, Reach.MACHINE);
        }

        @Override
        public Availability availability() {
            return Availability.no("it needs a doctor");
        }
    }

    public static final class ThrowsInConstructor extends Backend {
        public ThrowsInConstructor() {
            super("constructor", 400, Reach.MACHINE);
            throw new IllegalStateException("thrown in the constructor");
        }
    }

    public static final class ThrowsInInitializer extends Backend {
        private static final int NUMBER = Integer.parseInt("thrown in the initializer");

        public ThrowsInInitializer() {
            super("initializer", NUMBER, Reach.MACHINE);
        }
    }

    public static final class ThrowsInName extends Backend {
        public ThrowsInName() {
            super("name", 400, Reach.MACHINE);
        }

        @Override
        public String name() {
            throw new IllegalStateException("thrown in name()");
        }
    }

    public static final class ThrowsInAvailability extends Backend {
        public ThrowsInAvailability() {
            super("asked", 400, Reach.MACHINE);
        }

        @Override
        public Availability availability() {
            throw new IllegalStateException("thrown in availability()");
        }
    }

    public static final class Unlinked extends Backend {
        public Unlinked() {
            super("unlinked", 400, Reach.MACHINE);
        }

        @Override
        public Availability availability() {
            throw new UnsatisfiedLinkError("no such library");
        }
    }

    /** Not copied: what its subclass needs is not there. */
    static class Left extends Backend {
        Left(String name) {
            super(name, 400, Reach.MACHINE);
        }
    }

    public static final class Orphan extends Left {
        public Orphan() {
            super("orphan");
        }
    }

    public static final class NullName extends Backend {
        public NullName() {
            super(null, 200, Reach.MACHINE);
        }
    }

    public static final class NullAvailability extends Backend {
        public NullAvailability() {
            super("unsure", 400, Reach.MACHINE);
        }

        @Override
        public Availability availability() {
            return null;
        }
    }

    public static final class AssertsInName extends Backend {
        public AssertsInName() {
            super("asserts", 400, Reach.MACHINE);
        }

        @Override
        public String name() {
            throw new AssertionError("asserted in name()");
        }
    }

    public static final class AssertsInAvailability extends Backend {
        public AssertsInAvailability() {
            super("asserting", 400, Reach.MACHINE);
        }

        @Override
        public Availability availability() {
            throw new AssertionError("asserted in availability()");
        }
    }
}
