using System.CommandLine;
using Cavra.Cli.Databases;
using Cavra.Cli.Terminals;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Evidence.Log;

namespace Cavra.Cli.Evidence;

/// <summary><c>cavra evidence adopt</c>: lets the worker of this machine go on with a log that two people have adopted after a restore.</summary>
internal static class AdoptLog
{
    public static Command Create(Terminal terminal)
    {
        var adoption = new Option<string>("--adoption")
        {
            Description = "The confirmed adoption's id, as GET /evidence/adoptions tells it.",
            Required = true,
            HelpName = "id",
        };
        var yes = new Option<bool>("--yes") { Description = "Change it without asking." };
        var dataDirectory = DataDirectoryOption.Create();
        var command = new Command(
            "adopt",
            "Let the worker of this machine go on with a log that was restored from a backup and adopted by two people. Run it where the worker "
            + "remembers which trees it has signed, once for each worker.")
        {
            adoption, yes, dataDirectory,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            if (!Ids.TryParse<LogAdoptionId>(parsed.GetRequiredValue(adoption), out var id))
            {
                terminal.Fail("--adoption is not an adoption's id.");
                return Task.FromResult(ExitCode.Usage);
            }

            return LocalInstance.UseAsync(
                parsed.GetRequiredValue(dataDirectory), terminal,
                instance => RunAsync(instance.LogAdopter, id, parsed.GetValue(yes), terminal, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(LogAdopter adopter, LogAdoptionId id, bool yes, Terminal terminal, CancellationToken cancellationToken)
    {
        var looked = await adopter.LookAsync(id, cancellationToken);
        if (looked.Refusal is { } refusal)
        {
            return RefusalText.Print(terminal, refusal);
        }

        var adopting = looked.Value;
        if (!adopting.IsNeeded)
        {
            terminal.Say($"{adopting.Workspace}: nothing to do. The stored log follows from what is remembered here.");
            return ExitCode.Fine;
        }

        Describe(adopting, terminal);
        if (!yes && !await terminal.IsMeantAsync("Go on from there?", cancellationToken))
        {
            return ExitCode.Usage;
        }

        if (adopter.Adopt(adopting) is { } failure)
        {
            return RefusalText.Print(terminal, failure);
        }

        terminal.Say($"Adopted. The worker goes on from {adopting.Adoption.TreeSize} entries. What was remembered is kept beside {adopting.File}.");
        return ExitCode.Fine;
    }

    private static void Describe(LogAdopting adopting, Terminal terminal)
    {
        var adoption = adopting.Adoption;
        terminal.Say($"{adopting.Workspace}: adoption {adoption.Id}, asked by {adoption.AskedBy.Display}, confirmed by {adoption.ConfirmedBy!.Display}.");
        foreach (var (name, tree) in new[] { ("signed", adopting.Remembered.LastSigned), ("begun", adopting.Remembered.Begun) })
        {
            if (tree is not null)
            {
                terminal.Say($"Remembered here, {name}: {tree.Size} entries, root {tree.Root}.");
            }
        }

        terminal.Say($"Adopted: {adoption.TreeSize} entries, root {adoption.Tree.Root}.");
        terminal.Say(adopting.Remembered.BeyondIn(adoption.Tree) is > 0 and var beyond
            ? $"Given up: {beyond} entries, from index {adoption.TreeSize} on."
            : "Given up: what was signed here and is not in the adopted log.");
    }
}
