using Cavra.Api.Tests.Docs;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>What a shell offers behind a half-typed command line.</summary>
internal sealed class CompletionTests
{
    // What bash does at the tab key: it describes the line in variables and calls the function that was registered.
    private const string Tab =
        """
        tab() {
            COMP_LINE="$1" COMP_POINT=${#1}
            IFS=' ' read -r -a COMP_WORDS <<< "$1"
            [[ "$1" == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _cavra
            printf '%s\n' "${COMPREPLY[@]}"
        }
        """;

    [TestCase("cavra evi", ExpectedResult = "evidence")]
    [TestCase("cavra evidence ver", ExpectedResult = "verify")]
    [TestCase("cavra loops --jun", ExpectedResult = "--junit")]
    [TestCase("cavra drills record --tok", ExpectedResult = "--token-file")]
    [TestCase("cavra loops list --ol", ExpectedResult = "--older-than")]
    [TestCase("cavra destinations list --state hel", ExpectedResult = "held")]
    [TestCase("cavra approvals --state wit", ExpectedResult = "withdrawn")]
    [TestCase("cavra completion ", ExpectedResult = "bash zsh")]
    [TestCase("cavra nonsense-", ExpectedResult = "")]
    public async Task<string> Bash_completes(string line)
    {
        var script = (await CliRun.Of("completion", "bash")).Ends(0).Output;
        await using var shell = new Shell(Path.GetTempPath());
        var program = Path.Combine(AppContext.BaseDirectory, "cavra.dll");

        await shell.RunAsync($"cavra() {{ '{Environment.ProcessPath}' '{program}' \"$@\"; }}\n{script}\n{Tab}");
        Assert.That(await shell.RunAsync("complete -p cavra"), Is.EqualTo(new[] { "complete -F _cavra cavra" }));
        var found = await shell.RunAsync($"tab '{line}'");

        return string.Join(' ', found.Where(word => !word.StartsWith('-') || line.Contains(" -", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Test]
    public async Task Zsh_asks_the_command_itself_and_another_shell_is_refused()
    {
        var script = (await CliRun.Of("completion", "zsh")).Ends(0).Output;

        Assert.That(script, Does.Contain("cavra \"[suggest:$CURSOR]\" \"$BUFFER\"").And.Contain("compdef _cavra cavra"));
        Assert.That((await CliRun.Of("completion", "fish")).Ends(2).Error, Does.Contain("fish"));
    }
}
