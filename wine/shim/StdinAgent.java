package io.github.wpipe.wine;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/**
 * Makes {@link System#in} of a JVM 17 under Wine read a pipe. That JVM asks how much the pipe holds before it reads on,
 * and Wine 8 answers such a question about a pipe of Linux with an error; here the answer is "who knows".
 */
public final class StdinAgent {
  private StdinAgent() {}

  /** Called by the JVM before main. */
  public static void premain(String arguments) {
    System.setIn(
        new BufferedInputStream(
            new FilterInputStream(new FileInputStream(FileDescriptor.in)) {
              @Override
              public int available() {
                try {
                  return super.available();
                } catch (IOException e) {
                  return 0;
                }
              }
            }));
  }
}
