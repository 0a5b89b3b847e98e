using System.CommandLine;
using System.Text;
using Cavra.Cli;
using Cavra.Cli.Terminals;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>The help of every verb, kept in the repository.</summary>
internal sealed class HelpTests
{
    private const string Introduction =
        """
        # The `cavra` command

        Written from the command's own help; a test fails when the two differ.

        | exit code | means |
        |---|---|
        | 0 | done, and everything is well |
        | 1 | what was looked at is not well: not healthy, not sound |
        | 2 | the command line or the configuration is written wrongly |
        | 3 | the server, the database, the data directory or an address to listen on can't be had (HTTP 5xx too) |
        | 4 | refused, by a rule or for want of a role |
        | 5 | not signed in: the key or token opens nothing here (HTTP 401) |
        | 70 | a fault of the command itself |
        | 130 | interrupted |

        Commands that speak to a server take `--server` and `--key-file`, or `CAVRA_SERVER` and `CAVRA_KEY` (the key itself). In place of
        a key they take a token, such as a pipeline gets of its platform ([Pipelines](ci.md)): `--token-file`, `CAVRA_TOKEN_FILE` or
        `CAVRA_TOKEN` (the token itself). A key and a token together are refused. They print tables for people and, with `--json`, the
        server's answer as it came. Into a pipe or a file a list goes one item a line, tab-separated, in the order of the table's columns
        and without its head; `cavra evidence keys list` writes the keys alone. What is said about a list (that it is empty, how to get
        the next page) goes to the error output then.

        Verbs and options complete at the tab key after `source <(cavra completion bash)`, which belongs in `~/.bashrc`; for zsh
        `source <(cavra completion zsh)` in `~/.zshrc`, after `compinit`.

        """;

    [Test]
    public async Task The_page_about_the_command_says_what_the_command_says()
    {
        var page = new StringBuilder(Introduction);
        await AppendAsync(page, CavraCommand.Create(Terminal.Over(TextWriter.Null, TextWriter.Null, new Dictionary<string, string>())), []);

        Snapshot.IsCurrent("docs/cli.md", page.ToString().ReplaceLineEndings("\n"));
    }

    private static async Task AppendAsync(StringBuilder page, Command command, string[] path)
    {
        var help = (await CliRun.Of([.. path, "--help"])).Ends(0).Output;
        // The help names the program that runs it, which here is the tests'.
        var program = Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]);
        var lines = help.ReplaceLineEndings("\n").Split('\n').Select(line => line.Replace($"  {program} ", "  cavra ", StringComparison.Ordinal).TrimEnd());
        page.Append($"\n## {string.Join(' ', ["cavra", .. path])}\n\n```text\n{string.Join('\n', lines).Trim()}\n```\n");
        foreach (var verb in command.Subcommands)
        {
            await AppendAsync(page, verb, [.. path, verb.Name]);
        }
    }
}
