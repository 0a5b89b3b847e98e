using Cavra.Domain.Abstractions;

namespace Cavra.Cli.Terminals;

/// <summary>A refusal, for a person.</summary>
internal static class RefusalText
{
    /// <summary>Prints it, and answers the exit code it means.</summary>
    public static int Print(Terminal terminal, Refusal refusal)
    {
        terminal.Fail($"{refusal.Message} ({refusal.Code})");
        foreach (var (member, rules) in refusal.Errors)
        {
            terminal.Fail($"  {member}: {string.Join(" ", rules)}");
        }

        return refusal.Kind is RefusalKind.Invalid ? ExitCode.Usage : ExitCode.Refused;
    }
}
