using System.CommandLine;

namespace Cavra.Cli.Serving;

/// <summary>An option of a list's verb that becomes a parameter of the list's address.</summary>
/// <param name="Option">The option.</param>
/// <param name="Of">The parameter and what was given for it; null when nothing was.</param>
internal sealed record Filter(Option Option, Func<ParseResult, (string Parameter, string? Value)> Of)
{
    /// <summary>A filter by a text.</summary>
    /// <param name="parameter">What the address calls it.</param>
    /// <param name="what">What it says.</param>
    /// <param name="name">What the command calls it; else as the address does.</param>
    public static Filter Text(string parameter, string what, string? name = null)
    {
        var option = new Option<string?>(name ?? Name(parameter)) { Description = what };
        return new Filter(option, parsed => (parameter, parsed.GetValue(option)));
    }

    /// <summary>A filter by one of the values that the contract knows.</summary>
    public static Filter OneOf(string parameter, string what, string[] values, string? name = null)
    {
        var option = new Option<string?>(name ?? Name(parameter)) { Description = what };
        option.AcceptOnlyFromAmong(values);
        return new Filter(option, parsed => (parameter, parsed.GetValue(option)));
    }

    /// <summary>A filter by a number within a range.</summary>
    public static Filter Number(string parameter, int min, int max, string what, string? name = null)
    {
        var option = NumberOption.Whole(name ?? Name(parameter), min, max, what);
        return new Filter(option, parsed => (parameter, $"{parsed.GetValue(option)}"));
    }

    /// <summary>A filter by an age, which the address has in minutes.</summary>
    public static Filter Age(string parameter, string what, string name)
    {
        var option = AgeOption.Create(name, what);
        return new Filter(option, parsed => (parameter, $"{parsed.GetValue(option)}"));
    }

    /// <summary>A filter by yes or no: the name alone means yes.</summary>
    public static Filter Flag(string parameter, string what)
    {
        var option = new Option<bool?>(Name(parameter)) { Description = what };
        return new Filter(option, parsed => (parameter, parsed.GetValue(option) switch { null => null, true => "true", false => "false" }));
    }

    private static string Name(string parameter) => "--" + parameter.Replace('_', '-');
}
