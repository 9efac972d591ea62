// Compiles each program given, runs it, and marks where its output begins: starting Java for each would take long.
// Java cannot change the folder at hand: the files that a program reads lie in the one where this is started.
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

class Run {
    public static void main(String[] files) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            for (String file : files) {
                Path folder = Path.of(file).getParent();
                var options = List.of("-d", folder.toString(), "-Xlint:all", "-Werror");
                if (!compiler.getTask(null, manager, null, options, null, manager.getJavaFileObjects(file)).call()) {
                    System.exit(1);
                }
                System.out.print("\u001e");
                try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
                    var main = loader.loadClass("AliExpressCall").getDeclaredMethod("main", String[].class);
                    main.setAccessible(true);
                    main.invoke(null, (Object) new String[0]);
                }
            }
        }
    }
}
