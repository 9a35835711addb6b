package io.github.wpipe.wine;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.Map;

/**
 * A {@link SecureRandom} for a Windows JVM under Wine. The JDK's own takes a seed from the list of network interfaces,
 * and to ask Wine 8 for that list ends a JVM 25. This one reads the random numbers of the Linux below, which needs no
 * native access and so changes nothing about the flags a test has to give.
 */
public final class SeedProvider extends Provider {
  private static final long serialVersionUID = 1L;
  private static final String NAME = "WineUrandom";

  /** Called by the JDK, which finds this class by its name in security.properties. */
  public SeedProvider() {
    super(NAME, "1", "SecureRandom of the Linux below Wine");
    putService(new Service(this, "SecureRandom", NAME, Urandom.class.getName(), null, Map.of("ThreadSafe", "true")));
  }

  /** Public with a public constructor, since the JDK makes it by reflection. */
  public static final class Urandom extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;

    /** Called by the JDK. */
    public Urandom() {}

    @Override
    protected void engineSetSeed(byte[] seed) {
      // /dev/urandom needs none
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      try (var urandom = new FileInputStream("Z:\\dev\\urandom")) {
        if (urandom.readNBytes(bytes, 0, bytes.length) < bytes.length) {
          throw new IOException("/dev/urandom ended");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      byte[] seed = new byte[length];
      engineNextBytes(seed);
      return seed;
    }
  }
}
