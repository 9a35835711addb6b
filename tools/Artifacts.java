import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Looks at what was deployed into two folders by two builds: the same bytes, and all that Maven Central and users ask
 * for. Prints what is wrong, a line each; exit code 1 if anything is.
 */
final class Artifacts {
  private static final Pattern TIMESTAMP = Pattern.compile("-\\d{8}\\.\\d{6}-\\d+");

  private final List<String> wrong = new ArrayList<>();

  /** The arguments: the two folders, then the artifacts that there must be, the BOM first. */
  public static void main(String[] args) throws IOException {
    Artifacts artifacts = new Artifacts();
    Map<String, Path> files = artifacts.compare(Path.of(args[0]), Path.of(args[1]));
    List<String> names = Arrays.asList(args).subList(2, args.length);
    artifacts.checkNames(names, files);
    artifacts.checkBom(names, files.get(names.get(0) + ".pom"));
    for (String name : names) {
      artifacts.checkPom(name, files);
      if (!name.equals(names.get(0))) {
        artifacts.checkJars(name, files);
        artifacts.checkBillOfMaterials(name, files);
      }
    }
    artifacts.wrong.forEach(System.err::println);
    System.out.println(files.size() + " files of " + names.size() + " artifacts, " + artifacts.wrong.size() + " wrong");
    System.exit(artifacts.wrong.isEmpty() ? 0 : 1);
  }

  /** The files of a folder by what they are, "wpipe-api-sources.jar", without what Maven makes of them. */
  private static Map<String, Path> files(Path folder) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith("maven-metadata") && !name.matches(".*\\.(md5|sha1|sha256|sha512|asc)")) {
          String version = file.getParent().getFileName().toString();
          String numbered = "-" + version.replaceFirst("-SNAPSHOT$", "");
          files.put(TIMESTAMP.matcher(name).replaceFirst("").replace("-" + version, "").replace(numbered, ""), file);
        }
      }
    }
    return files;
  }

  private Map<String, Path> compare(Path first, Path second) throws IOException {
    Map<String, Path> ours = files(first);
    Map<String, Path> theirs = files(second);
    if (!ours.keySet().equals(theirs.keySet())) {
      wrong.add("two builds gave " + ours.keySet() + " and " + theirs.keySet());
    }
    for (Map.Entry<String, Path> entry : ours.entrySet()) {
      Path other = theirs.get(entry.getKey());
      if (other != null && Files.mismatch(entry.getValue(), other) >= 0) {
        wrong.add(entry.getKey() + " is not the same in two builds: " + difference(entry.getValue(), other));
      }
    }
    return ours;
  }

  private static String difference(Path first, Path second) throws IOException {
    if (!first.toString().endsWith(".jar")) {
      return first + " and " + second;
    }
    Set<String> entries = new TreeSet<>();
    try (ZipFile ours = new ZipFile(first.toFile());
        ZipFile theirs = new ZipFile(second.toFile())) {
      ours.stream().forEach(entry -> entries.add(entry.getName()));
      theirs.stream().forEach(entry -> entries.add(entry.getName()));
      entries.removeIf(name -> Arrays.equals(bytes(ours, name), bytes(theirs, name)));
    }
    return entries.isEmpty() ? "the order, times or modes of its entries" : entries.toString();
  }

  private static byte[] bytes(ZipFile zip, String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return new byte[] {-1};
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That what is published is what is meant to be, neither more nor less. */
  private void checkNames(List<String> names, Map<String, Path> files) {
    Set<String> poms = files.keySet().stream()
        .filter(name -> name.endsWith(".pom"))
        .map(name -> name.substring(0, name.length() - ".pom".length()))
        .collect(Collectors.toCollection(TreeSet::new));
    if (!poms.equals(new TreeSet<>(names))) {
      wrong.add("deployed were " + poms + ", not " + names);
    }
  }

  private void checkBom(List<String> names, Path pom) throws IOException {
    List<String> managed = all(Files.readString(pom), "(?s)<dependency>.*?<artifactId>(.*?)</artifactId>.*?</dependency>");
    if (!new TreeSet<>(managed).equals(new TreeSet<>(names.subList(1, names.size())))) {
      wrong.add(names.get(0) + " manages " + managed + ", not all of what is published");
    }
  }

  private void checkPom(String name, Map<String, Path> files) throws IOException {
    String pom = Files.readString(files.get(name + ".pom"));
    for (String wanted : List.of("name", "description", "url", "licenses", "developers", "scm")) {
      if (!pom.matches("(?s).*\\n  <" + wanted + "[ >].*")) {
        wrong.add(name + ": its POM has no " + wanted + ", which Maven Central asks for");
      }
    }
    for (String unwanted : List.of("parent", "build", "profiles", "repositories")) {
      if (pom.contains("\n  <" + unwanted + ">")) {
        wrong.add(name + ": its POM has " + unwanted + ", which is nothing to those who use it");
      }
    }
    if (pom.contains("<scope>test</scope>") || pom.replace("${project.version}", "").contains("${")) {
      wrong.add(name + ": its POM speaks of tests or of properties that are not in it");
    }
  }

  private void checkJars(String name, Map<String, Path> files) throws IOException {
    for (String suffix : List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json")) {
      if (!files.containsKey(name + suffix)) {
        wrong.add(name + suffix + " was not deployed");
        return;
      }
    }
    try (ZipFile jar = new ZipFile(files.get(name + ".jar").toFile());
        ZipFile sources = new ZipFile(files.get(name + "-sources.jar").toFile());
        ZipFile javadoc = new ZipFile(files.get(name + "-javadoc.jar").toFile())) {
      String module = name.replace('-', '.');
      checkModule(module, files.get(name + ".jar"), jar);
      require(jar, "META-INF/LICENSE");
      require(sources, "module-info.java");
      require(javadoc, module + "/module-summary.html");
    }
  }

  private void require(ZipFile zip, String entry) {
    if (zip.getEntry(entry) == null) {
      wrong.add(zip.getName() + " has no " + entry);
    }
  }

  /** A provider must be found on the class path as well, where nobody reads the module's descriptor. */
  private void checkModule(String module, Path file, ZipFile jar) {
    ModuleReference reference = ModuleFinder.of(file).find(module).orElse(null);
    if (reference == null || reference.descriptor().isAutomatic()) {
      wrong.add(file + " is not the module " + module);
      return;
    }
    for (ModuleDescriptor.Provides provides : reference.descriptor().provides()) {
      String entry = "META-INF/services/" + provides.service();
      byte[] listed = jar.getEntry(entry) == null ? new byte[0] : bytes(jar, entry);
      if (!new String(listed).lines().toList().equals(provides.providers())) {
        wrong.add(module + " provides " + provides.providers() + ", but its " + entry + " says otherwise");
      }
    }
  }

  /** What the POM says that is needed, the bill of materials has. */
  private void checkBillOfMaterials(String name, Map<String, Path> files) throws IOException {
    Path bill = files.get(name + "-cyclonedx.json");
    if (bill == null) {
      return;
    }
    List<String> parts = all(Files.readString(bill), "\"purl\" *: *\"pkg:maven/[^/]+/([^@]+)@");
    String pom = Files.readString(files.get(name + ".pom"));
    for (String needed : all(pom, "(?s)<dependency>.*?<artifactId>(.*?)</artifactId>.*?</dependency>")) {
      if (!parts.contains(needed)) {
        wrong.add(name + ": its bill of materials does not name " + needed);
      }
    }
    if (!parts.contains(name)) {
      wrong.add(name + ": its bill of materials does not say what it is of");
    }
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
