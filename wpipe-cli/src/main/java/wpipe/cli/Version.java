package wpipe.cli;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    /** The version of this module, which the build compiles into its descriptor. */
    static String ofWpipe() {
        ModuleDescriptor module = Version.class.getModule().getDescriptor();
        return module == null ? "(not run as a module)" : module.rawVersion().orElse("(version unknown)");
    }

    static String ofJava() {
        return System.getProperty("java.vm.name") + " " + Runtime.version();
    }

    static String ofSystem() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"wpipe " + ofWpipe(), ofJava(), ofSystem()};
    }
}
