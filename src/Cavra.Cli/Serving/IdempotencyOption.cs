using System.CommandLine;

namespace Cavra.Cli.Serving;

/// <summary>Names a request, so that the server does it once however often it is sent.</summary>
internal static class IdempotencyOption
{
    private const int MostCharacters = 255;

    /// <param name="otherwise">What holds without it.</param>
    public static Option<string?> Create(string otherwise)
    {
        var option = new Option<string?>("--idempotency-key")
        {
            Description = $"Name of this request: within a day it is done once, and again answered alike. {otherwise}",
            HelpName = "text",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var key }] && (key.Length is 0 or > MostCharacters || key.Any(c => c is <= ' ' or > '~')))
            {
                result.AddError($"{option.Name} takes 1 to {MostCharacters} visible ASCII characters.");
            }
        });
        return option;
    }
}
