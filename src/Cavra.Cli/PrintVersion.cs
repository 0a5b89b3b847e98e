using System.CommandLine;
using System.CommandLine.Invocation;
using Cavra.Cli.Terminals;
using Cavra.Infrastructure.Configuration;

namespace Cavra.Cli;

/// <summary><c>cavra --version</c>: the version, and the commit it was built from where the build knew it.</summary>
internal sealed class PrintVersion(Terminal terminal) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        terminal.OutputWriter.WriteLine(ProductVersion.Commit is { } commit ? $"{ProductVersion.Text} (commit {commit})" : ProductVersion.Text);
        return ExitCode.Fine;
    }
}
