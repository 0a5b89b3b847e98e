using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>Runs a command line against the server of a test, with an administrator's key.</summary>
internal static class CommandLine
{
    public static Task<CliRun> RunAsync(this CavraApp app, params string[] arguments) => app.RunAsAsync(app.AdminKey, arguments);

    public static Task<CliRun> RunAsAsync(this CavraApp app, string key, params string[] arguments) => CliRun.WithAsync(
        new Dictionary<string, string> { ["CAVRA_SERVER"] = $"{app.Address}", ["CAVRA_KEY"] = key }, arguments);
}
