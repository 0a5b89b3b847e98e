using Cavra.Domain.Abstractions;

namespace Cavra.Cli.Terminals;

/// <summary>A refusal, for a person.</summary>
internal static class RefusalText
{
    public static void Print(Terminal terminal, Refusal refusal)
    {
        terminal.Fail($"{refusal.Message} ({refusal.Code})");
        foreach (var (member, rules) in refusal.Errors)
        {
            terminal.Fail($"  {member}: {string.Join(" ", rules)}");
        }
    }
}
