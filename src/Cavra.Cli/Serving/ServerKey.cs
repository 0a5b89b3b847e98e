using Cavra.Cli.Terminals;

namespace Cavra.Cli.Serving;

/// <summary>Finds the key a command presents: the file it was given, else <c>CAVRA_KEY</c>, else the first start's file.</summary>
internal static class ServerKey
{
    public const string Variable = "CAVRA_KEY";

    public static string DefaultFile { get; } = Path.Combine(".cavra", "admin.key");

    /// <summary>The key; null, with the reason printed, when there is none that can be used.</summary>
    public static string? Find(string? file, Terminal terminal)
    {
        var key = file is null ? terminal.Variable(Variable) ?? (File.Exists(DefaultFile) ? Read(DefaultFile) : "") : Read(file);
        if (key is null)
        {
            terminal.Fail($"The key file {file ?? DefaultFile} cannot be read.");
            return null;
        }

        key = key.Trim();
        if (key.Length == 0)
        {
            terminal.Fail($"No key. Give --key-file, or set {Variable}, or run this where {DefaultFile} is; a pipeline gives a token by --token-file or {ServerToken.Variable}.");
            return null;
        }

        if (!IsKey(key))
        {
            terminal.Fail("That is not an API key: a key is one line that begins with cavra_.");
            return null;
        }

        return key;
    }

    /// <summary>Whether it could be one, and can be sent.</summary>
    public static bool IsKey(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

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
