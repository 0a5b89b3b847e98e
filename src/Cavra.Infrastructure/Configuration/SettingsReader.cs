using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Cavra.Infrastructure.Configuration;

/// <summary>
/// Reads settings by the names that scripts rely on. Collects what is wrong with them instead of stopping at the first, and
/// repeats no value: a mistyped setting may hold a secret.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _problems = [];

    /// <summary>The setting's text without white space around it; null when it is unset or empty.</summary>
    public string? Text(string name) => configuration[name]?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A whole number in a range, its ends included.</summary>
    public int Number(string name, int fallback, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Reject(name, $"must be a whole number from {min} to {max}");
        return fallback;
    }

    /// <summary>A comma list; null when the setting is unset.</summary>
    public IReadOnlyList<string>? List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Notes that a setting breaks a rule.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="rule">The rest of the sentence, without its full stop.</param>
    public void Reject(string name, string rule) => _problems.Add($"{name} {rule}.");

    /// <summary>Rejects every setting that begins as Cavra's do and is none.</summary>
    /// <param name="others">Names that are somebody else's: those of secrets that the connector file refers to.</param>
    public void RejectUnknown(IReadOnlyCollection<string> others)
    {
        var names =
            from setting in configuration.AsEnumerable()
            where setting.Value is not null
            select setting.Key.Replace(":", "__", StringComparison.Ordinal);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (name.StartsWith(KnownSettings.Prefix, StringComparison.OrdinalIgnoreCase) && !KnownSettings.All.Contains(name)
                && !others.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                Reject(name, $"is not a setting of Cavra; the nearest is {KnownSettings.NearestTo(name)}");
            }
        }
    }

    /// <summary>Throws when anything was rejected.</summary>
    public void ThrowIfInvalid()
    {
        if (_problems.Count > 0)
        {
            throw new InvalidSettingsException(_problems);
        }
    }
}

/// <summary>The configuration is wrong: every problem at once, by the names of settings and never with their values.</summary>
public sealed class InvalidSettingsException(IReadOnlyList<string> problems)
    : Exception("The configuration is not valid:" + string.Concat(problems.Select(problem => $"\n  - {problem}")))
{
    /// <summary>One sentence a problem, beginning with the setting's name.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
