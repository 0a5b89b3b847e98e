using System.CommandLine;
using System.Globalization;

namespace Cavra.Cli.Serving;

/// <summary>Numbers with a range, which is checked before anything is asked of a server.</summary>
internal static class NumberOption
{
    /// <summary>A whole number.</summary>
    /// <param name="name">The option.</param>
    /// <param name="min">The least.</param>
    /// <param name="max">The most.</param>
    /// <param name="what">What it says.</param>
    public static Option<int?> Whole(string name, int min, int max, string what) => new(name)
    {
        Description = what,
        HelpName = "number",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            {
                return number;
            }

            result.AddError($"{name} takes a whole number from {min} to {max}.");
            return null;
        },
    };

    /// <summary>A number that may have a fraction.</summary>
    /// <param name="name">The option.</param>
    /// <param name="min">The least.</param>
    /// <param name="max">The most.</param>
    /// <param name="what">What it says.</param>
    public static Option<double?> Fraction(string name, double min, double max, string what) => new(name)
    {
        Description = what,
        HelpName = "number",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number >= min && number <= max)
            {
                return number;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes a number from {min} to {max}."));
            return null;
        },
    };
}
