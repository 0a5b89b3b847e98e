using System.CommandLine;
using Cavra.Cli.Access;
using Cavra.Cli.Hosting;
using Cavra.Cli.Terminals;
using Cavra.Infrastructure.Access;

namespace Cavra.Cli.Demo;

/// <summary><c>cavra demo</c>: plays the loop on an instance of its own, against a receiver that really fails.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var stay = new Option<bool>("--stay")
        {
            Description = "Then go on serving, with some things left open, and print a link to the console.",
        };
        // What it was called before.
        var keep = new Option<bool>("--keep") { Hidden = true };
        var command = new Command(
            "demo",
            "Play the loop from an overdue drill to a closed loop and its proof, against a receiver that really fails and is mended. "
            + "Needs nothing and leaves nothing behind.")
        {
            stay, keep,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(stay) || parsed.GetValue(keep), terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool stays, Terminal terminal, CancellationToken cancellationToken)
    {
        terminal.Say("A server, a database and a receiver of their own are started for this.");
        await using var stage = await DemoStage.SetAsync(terminal, cancellationToken);
        if (stage is null)
        {
            return ExitCode.Unreachable;
        }

        var narrator = new Narrator(terminal);
        var play = new DemoPlay(stage, narrator, stays);
        try
        {
            await play.RunAsync(cancellationToken);
        }
        catch (DemoStoppedException stopped)
        {
            narrator.Check(holds: false, stopped.Message);
        }

        narrator.End();
        if (stays)
        {
            var oneTime = await stage.StayAsync(cancellationToken);
            await new DemoWelcome(terminal).PrintAsync(stage, oneTime);
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return narrator.AllHeld ? ExitCode.Fine : ExitCode.Unwell;
    }
}

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
