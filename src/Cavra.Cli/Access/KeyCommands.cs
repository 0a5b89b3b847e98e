using System.CommandLine;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Access;

/// <summary><c>cavra keys</c>: who may call the API.</summary>
internal static class KeyCommands
{
    public static Command Create(Terminal terminal) => new("keys", "Create, list and revoke API keys (role: admin), and recover a lost administrator's.")
    {
        CreateKey.Create(terminal),
        ListKeys.Create(terminal),
        RevokeKey.Create(terminal),
        RecoverKey.Create(terminal),
    };
}
