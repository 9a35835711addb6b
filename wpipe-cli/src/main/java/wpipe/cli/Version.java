package wpipe.cli;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    /** The version of this module, which the build compiles into its descriptor; on the class path, that of the jar. */
    static String ofWpipe() {
        ModuleDescriptor module = Version.class.getModule().getDescriptor();
        String version = module == null
                ? Version.class.getPackage().getImplementationVersion()
                : module.rawVersion().orElse(null);
        return version == null ? "(version unknown)" : version;
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
