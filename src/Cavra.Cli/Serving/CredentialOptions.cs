using System.CommandLine;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Serving;

/// <summary>The options by which a command is told what it signs in with: a key, or a token of somebody whom the server trusts.</summary>
internal sealed class CredentialOptions
{
    private readonly Option<string?> _keyFile = new("--key-file")
    {
        Description = $"File that holds the API key. Else the key itself in {ServerKey.Variable}, else {ServerKey.DefaultFile}.",
        HelpName = "file",
    };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = $"File that holds a token, instead of a key. Else {ServerToken.FileVariable}, else the token itself in {ServerToken.Variable}.",
        HelpName = "file",
    };

    public IEnumerable<Option> All => [_keyFile, _tokenFile];

    /// <summary>What is to be sent; null, with the reason printed, when nothing can be, or when it is not clear which.</summary>
    public string? Find(ParseResult parsed, Terminal terminal)
    {
        var (keyFile, tokenFile) = (parsed.GetValue(_keyFile), parsed.GetValue(_tokenFile));
        var keys = Given(terminal, keyFile is null ? null : _keyFile.Name, ServerKey.Variable);
        var tokens = Given(terminal, tokenFile is null ? null : _tokenFile.Name, ServerToken.FileVariable, ServerToken.Variable);
        if (keys.Length > 0 && tokens.Length > 0)
        {
            // Which of two identities a record shall name is not for the command to guess.
            terminal.Fail($"Both a key ({keys[0]}) and a token ({tokens[0]}) are given. Give one of them.");
            return null;
        }

        if (tokens.Length > 1 && tokenFile is null)
        {
            terminal.Fail($"Both {ServerToken.FileVariable} and {ServerToken.Variable} are set. Set one of them.");
            return null;
        }

        return tokens.Length > 0 ? ServerToken.Find(tokenFile, terminal) : ServerKey.Find(keyFile, terminal);
    }

    private static string[] Given(Terminal terminal, string? option, params string[] variables) =>
        [.. option is null ? [] : (string[])[option], .. variables.Where(name => terminal.Variable(name) is not null)];
}
