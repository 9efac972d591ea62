// Runs the program in the namespace that each folder given is called after, there, and marks where its output begins.
using System;
using System.IO;
using System.Reflection;

static class Run
{
    static void Main(string[] folders)
    {
        foreach (var folder in folders)
        {
            Console.Write("\x1e");
            Directory.SetCurrentDirectory(folder);
            var program = Type.GetType(Path.GetFileName(folder) + ".AliExpressCall", true);
            program.GetMethod("Main", BindingFlags.Static | BindingFlags.NonPublic).Invoke(null, null);
        }
    }
}
