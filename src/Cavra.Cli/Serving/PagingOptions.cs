using System.CommandLine;

namespace Cavra.Cli.Serving;

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
