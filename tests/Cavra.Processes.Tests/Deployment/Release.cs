using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>
/// The release archives: those of the directory that <c>CAVRA_TEST_RELEASE</c> names, else <c>build.sh package</c> makes them once for the
/// run from what is built.
/// </summary>
internal static class Release
{
    private const string LeftOut = "CAVRA_TEST_NO_RELEASE";

    private const string Given = "CAVRA_TEST_RELEASE";

    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    public static string Version { get; } =
        XDocument.Load(Snapshot.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>Each archive by its name; none where they can't be made.</summary>
    public static IEnumerable<TestFixtureData> Archives => CanBeMade ? [new(Portable), new(WithRuntime)] : [];

    /// <summary>The one that brings its own runtime, or none.</summary>
    public static IEnumerable<TestFixtureData> OfThisMachine => CanBeMade ? [new(WithRuntime)] : [];

    public static string Portable => $"cavra-{Version}";

    public static string WithRuntime => $"cavra-{Version}-linux-x64";

    private static bool CanBeMade =>
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture is Architecture.X64
        && Environment.GetEnvironmentVariable(LeftOut) is null && File.Exists(Snapshot.PathOf("src/Cavra.Console/dist/index.html"));

    /// <summary>The directory that the archives are in.</summary>
    public static Task<string> DirectoryAsync() => Made.Value;

    /// <summary>Unpacks one into a directory and answers where it lies.</summary>
    public static async Task<string> UnpackAsync(string name, string directory)
    {
        var archive = Path.Combine(await DirectoryAsync(), $"{name}.tar.gz");
        var run = await Tool.RunAsync("tar", directory, "-xzf", archive);
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        return Path.Combine(directory, $"cavra-{Version}");
    }

    public static JsonNode Bill(string unpacked) => JsonNode.Parse(File.ReadAllText(Path.Combine(unpacked, "bill-of-materials.cdx.json")))!;

    public static async Task RemoveAsync()
    {
        if (Made.IsValueCreated && await Made.Value != Environment.GetEnvironmentVariable(Given))
        {
            Directory.Delete(await Made.Value, recursive: true);
        }
    }

    private static async Task<string> MakeAsync()
    {
        if (Environment.GetEnvironmentVariable(Given) is { Length: > 0 } given)
        {
            return given;
        }

        var output = Directory.CreateTempSubdirectory("cavra-release-").FullName;
        var run = await Tool.RunAsync(Snapshot.PathOf("build.sh"), output, "package", "--no-build", "--output", output);
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        return output;
    }
}
