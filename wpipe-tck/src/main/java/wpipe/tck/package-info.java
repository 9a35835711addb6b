/**
 * The contract of wpipe ({@code docs/contract.md}) as JUnit suites. Each test is named after the rule that it checks:
 * those of rule 3.2 start with {@code rule_3_2_}.
 *
 * <p>A backend's author implements {@link wpipe.tck.PipeTck}; {@link wpipe.tck.SelfTestSuite} is the same for a JUnit
 * launcher that runs it for backends named at run time.
 *
 * @since 0.1
 */
@NullMarked
package wpipe.tck;

import org.jspecify.annotations.NullMarked;
