using Cavra.Cli.Terminals;

namespace Cavra.Cli.Serving;

/// <summary>Finds the token a command presents: the file it was given, else <c>CAVRA_TOKEN_FILE</c>, else <c>CAVRA_TOKEN</c>.</summary>
internal static class ServerToken
{
    public const string Variable = "CAVRA_TOKEN";

    public const string FileVariable = "CAVRA_TOKEN_FILE";

    /// <summary>The token; null, with the reason printed, when there is none that can be sent.</summary>
    public static string? Find(string? file, Terminal terminal)
    {
        file ??= terminal.Variable(FileVariable);
        if ((file is null ? terminal.Variable(Variable) : Read(file))?.Trim() is not { } token)
        {
            terminal.Fail($"The token file {file} cannot be read.");
            return null;
        }

        if (!IsToken(token))
        {
            terminal.Fail("That is not a token: a token is one line of letters, digits, dots, hyphens and underscores.");
            return null;
        }

        return token;
    }

    // What may stand behind Bearer, RFC 6750.
    private static bool IsToken(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' or '+' or '/' or '=');

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
