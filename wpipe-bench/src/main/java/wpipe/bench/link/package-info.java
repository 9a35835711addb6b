/** The ways of a Java program to send messages, ours and others', behind one small interface. */
@NullMarked
package wpipe.bench.link;

import org.jspecify.annotations.NullMarked;
