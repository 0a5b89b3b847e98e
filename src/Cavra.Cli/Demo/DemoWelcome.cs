using Cavra.Cli.Access;
using Cavra.Cli.Hosting;
using Cavra.Cli.Terminals;
using Cavra.Infrastructure.Access;

namespace Cavra.Cli.Demo;

/// <summary>Where to look around after the play, and as whom.</summary>
internal sealed class DemoWelcome(Terminal terminal)
{
    public async Task PrintAsync(DemoStage stage, string oneTime)
    {
        var server = stage.Address.GetLeftPart(UriPartial.Authority);
        string[] lines =
        [
            "",
            $"Cavra serves on {server}",
            $"Console: {SignInAddress.Of(server, oneTime)}  (signs in once, within 15 minutes)",
            $"There you are {Bootstrap.AdministratorName} of the workspace {DemoStage.Workspace}: {string.Join(", ", Bootstrap.AdministratorRoles)}.",
            $"Another link: {Welcome.Command} signin --workspace {DemoStage.Workspace} --data-dir {stage.Directory} --server {server}",
            $"The administrator's key is in {stage.KeyFile}.",
            "Stop with Ctrl+C.",
        ];

        // Unfolded, so that a link stays whole.
        foreach (var line in lines)
        {
            await terminal.OutputWriter.WriteLineAsync(PlainText.Of(line));
        }
    }
}
