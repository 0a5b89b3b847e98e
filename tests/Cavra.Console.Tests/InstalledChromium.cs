namespace Cavra.Console.Tests;

/// <summary>The browser of the machine. build.sh installs one where it can, and leaves these tests out where it can't.</summary>
internal static class InstalledChromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    public static string Path { get; } = Find();

    private static string Find() =>
        (from directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
         from name in Names
         let path = System.IO.Path.Combine(directory, name)
         where File.Exists(path)
         select path).FirstOrDefault()
        ?? throw new InvalidOperationException("There is no Chromium on this machine. As root: apt-get install -y chromium");
}
