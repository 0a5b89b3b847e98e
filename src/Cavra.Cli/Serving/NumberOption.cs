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

/// <summary>What every verb takes that sends something.</summary>
internal sealed class SendOptions
{
    private readonly Option<int?> _retries = NumberOption.Whole("--retries", 0, 5, "Quick tries more within one attempt, 0 to 5; else 2.");

    private readonly Option<double?> _timeout = NumberOption.Fraction(
        "--timeout-seconds", 0.1, 30, "How long one try may take, 0.1 to 30; else 10.");

    public IEnumerable<Option> All => [_retries, _timeout];

    public IEnumerable<(string Name, object? Value)> Members(ParseResult parsed) =>
        [("retries", parsed.GetValue(_retries)), ("timeout_seconds", parsed.GetValue(_timeout))];
}

/// <summary>What every list takes, and the query string of a list's address.</summary>
internal sealed class PagingOptions
{
    private readonly Option<int?> _limit = NumberOption.Whole("--limit", 1, 200, "How many at most, 1 to 200; else 50.");

    private readonly Option<string?> _cursor = new("--cursor")
    {
        Description = "Where to go on, as the page before this one said.",
    };

    public IEnumerable<Option> All => [_limit, _cursor];

    /// <summary>The query string with these filters; null ones are left out.</summary>
    public string Query(ParseResult parsed, params IEnumerable<(string Name, string? Value)> filters)
    {
        var parameters =
            from filter in filters.Append(("limit", $"{parsed.GetValue(_limit)}")).Append(("cursor", parsed.GetValue(_cursor)))
            where !string.IsNullOrEmpty(filter.Item2)
            select $"{filter.Item1}={Uri.EscapeDataString(filter.Item2)}";
        var query = string.Join('&', parameters);
        return query.Length == 0 ? "" : $"?{query}";
    }
}
