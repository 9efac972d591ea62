// Runs each program given, in the folder where it lies, and marks where its output begins.
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

for (const file of process.argv.slice(2)) {
  process.stdout.write("\x1e");
  process.chdir(dirname(file));
  await import(pathToFileURL(file).href);
}
