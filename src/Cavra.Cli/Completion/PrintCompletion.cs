using System.CommandLine;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Completion;

/// <summary><c>cavra completion</c>: a script by which a shell completes this command's verbs and options.</summary>
internal static class PrintCompletion
{
    // The command itself knows what may follow: the scripts ask it, so that they never grow old.
    private const string Bash =
        """
        _cavra() {
            local word="${COMP_WORDS[COMP_CWORD]}" IFS=$'\n'
            COMPREPLY=($(compgen -W "$(cavra "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "$word"))
        }
        complete -F _cavra cavra
        """;

    private const string Zsh =
        """
        _cavra() {
            local -a found
            found=("${(@f)$(cavra "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            compadd -a found
        }
        compdef _cavra cavra
        """;

    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("shell") { Description = "Which shell: bash or zsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh");
        var command = new Command("completion", "Print a script by which a shell completes verbs and options.") { shell };
        command.SetAction(parsed =>
        {
            terminal.OutputWriter.WriteLine(parsed.GetValue(shell) == "zsh" ? Zsh : Bash);
            return ExitCode.Fine;
        });
        return command;
    }
}
