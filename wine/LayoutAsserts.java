import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;

/**
 * Writes a C program that asserts what Java says about Windows' headers. The arguments are names of classes, whose
 * static final int and long fields are read by reflection. One that has nested classes is a class of layouts: each
 * nested class is named as a structure, and has its SIZE and the offsets of fields by the names of the fields. Any
 * other is a class of constants by the names they have in the headers. Private fields are Java's own affair.
 */
final class LayoutAsserts {
  private final PrintStream c = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  private int count;

  /** Writes it to standard output, in UTF-8. */
  public static void main(String[] names) throws ReflectiveOperationException {
    LayoutAsserts asserts = new LayoutAsserts();
    asserts.c.println(
        """
        #define WIN32_NO_STATUS /* or windows.h would define some of them, with another type */
        #include <windows.h>
        #undef WIN32_NO_STATUS
        #include <winternl.h>
        #include <ntstatus.h>
        #include <sddl.h>
        #include <stddef.h>
        """);
    for (String name : names) {
      asserts.add(Class.forName(name));
    }
    asserts.c.println("/* " + asserts.count + " asserts */");
    asserts.c.flush();
  }

  private void add(Class<?> type) throws ReflectiveOperationException {
    int before = count;
    Class<?>[] structures = type.getDeclaredClasses();
    for (Class<?> structure : structures) {
      addStructure(structure);
    }
    if (structures.length == 0) {
      for (Field field : type.getDeclaredFields()) {
        if (isConstant(field)) {
          // Many are unsigned there or have a type of their own: the bits count.
          verify(field, (field.getType() == int.class ? "(int)" : "(long long)") + field.getName());
        }
      }
    }
    if (count == before) {
      throw new IllegalArgumentException(type + " says nothing about the headers");
    }
  }

  private void addStructure(Class<?> structure) throws ReflectiveOperationException {
    String name = structure.getSimpleName();
    for (Field field : structure.getDeclaredFields()) {
      if (isConstant(field)) {
        boolean size = field.getName().equals("SIZE");
        verify(field, size ? "sizeof(" + name + ")" : "offsetof(" + name + ", " + field.getName() + ")");
      }
    }
  }

  private static boolean isConstant(Field field) {
    int modifiers = field.getModifiers();
    return Modifier.isStatic(modifiers)
        && Modifier.isFinal(modifiers)
        && !Modifier.isPrivate(modifiers)
        && (field.getType() == int.class || field.getType() == long.class);
  }

  private void verify(Field field, String expression) throws ReflectiveOperationException {
    field.setAccessible(true);
    String where = field.getDeclaringClass().getName() + "." + field.getName();
    c.printf("_Static_assert((%s) == %dLL, \"%s is %1$s\");%n", expression, field.getLong(null), where);
    count++;
  }
}
