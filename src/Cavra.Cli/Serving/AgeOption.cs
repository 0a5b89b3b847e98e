using System.CommandLine;
using System.Globalization;

namespace Cavra.Cli.Serving;

/// <summary>An age as people write it: 90m, 4h or 2d.</summary>
internal static class AgeOption
{
    // Ten years, as the contract has it.
    private const int MostMinutes = 5_256_000;

    private const int MostDigits = 7;

    /// <summary>An option whose value is the age in minutes.</summary>
    /// <param name="name">The option.</param>
    /// <param name="what">What it says.</param>
    public static Option<int?> Create(string name, string what) => new(name)
    {
        Description = what,
        HelpName = "age",
        CustomParser = result =>
        {
            if (Minutes(result.Tokens[0].Value) is { } minutes)
            {
                return minutes;
            }

            result.AddError($"{name} takes a number of minutes, hours or days, such as 90m, 4h or 2d, and at most 3650d.");
            return null;
        },
    };

    private static int? Minutes(string text)
    {
        var unit = text.Length is > 1 and <= MostDigits + 1 ? text[^1] switch { 'm' => 1, 'h' => 60, 'd' => 1440, _ => 0 } : 0;
        return unit > 0 && long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number * unit <= MostMinutes
            ? (int)(number * unit)
            : null;
    }
}
