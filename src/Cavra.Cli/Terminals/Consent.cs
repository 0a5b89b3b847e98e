using Spectre.Console;

namespace Cavra.Cli.Terminals;

/// <summary>Asks a person whether something that can't be taken back is meant.</summary>
internal static class Consent
{
    /// <summary>Asks; where nobody can answer, says that nothing is changed without <c>--yes</c>.</summary>
    public static async Task<bool> IsMeantAsync(this Terminal terminal, string question, CancellationToken cancellationToken)
    {
        if (terminal.IsPerson && terminal.Out.Profile.Capabilities.Interactive)
        {
            return await terminal.Out.PromptAsync(new ConfirmationPrompt(question) { DefaultValue = false }, cancellationToken);
        }

        terminal.Fail("Nothing is changed without --yes.");
        return false;
    }
}
