using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Microsoft.Extensions.Primitives;

namespace Cavra.Api.Wire;

/// <summary>
/// Reads a query string into a filter record as strictly as a body: parameters are the record's, in snake case; anything
/// else, and anything twice, is refused.
/// </summary>
internal static class QueryReader
{
    private static readonly ConcurrentDictionary<Type, QueryParameter[]> Known = new();

    public static IReadOnlyList<QueryParameter> ParametersOf(Type filter) => Known.GetOrAdd(filter, static type =>
        [.. type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters().Select(QueryParameter.Of)]);

    public static Result<TFilter> Read<TFilter>(IQueryCollection query)
    {
        var parameters = ParametersOf(typeof(TFilter));
        var errors = new Dictionary<string, string[]>();
        foreach (var name in query.Keys.Where(name => parameters.All(parameter => parameter.Name != name)))
        {
            errors[$"/{MemberName.Presentable(name)}"] = ["Unknown parameter."];
        }

        var values = new object?[parameters.Count];
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            query.TryGetValue(parameter.Name, out var given);
            if (parameter.TryRead(given, out values[i]) is { } rule)
            {
                errors[$"/{parameter.Name}"] = [rule];
            }
        }

        if (query.ContainsKey("cursor") && query.ContainsKey("offset") && parameters.Any(parameter => parameter.Name is "cursor"))
        {
            errors["/cursor"] = ["Give either offset or cursor."];
        }

        return errors.Count > 0
            ? CommonRefusals.Invalid with { Errors = errors }
            : (TFilter)Activator.CreateInstance(typeof(TFilter), values)!;
    }
}

/// <summary>One parameter of a query string.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">Its type, without nullability.</param>
/// <param name="Default">Its value when it is absent; null for none.</param>
/// <param name="Range">The range a number must lie in.</param>
internal sealed record QueryParameter(string Name, Type Type, object? Default, RangeAttribute? Range)
{
    public static QueryParameter Of(ParameterInfo parameter) => new(
        WireName.SnakeCase(parameter.Name!),
        Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType,
        parameter.HasDefaultValue ? parameter.DefaultValue : null,
        parameter.GetCustomAttribute<RangeAttribute>());

    /// <summary>Reads what was given; the answer is the rule that it breaks, or null.</summary>
    public string? TryRead(StringValues given, out object? value)
    {
        value = Default;
        if (given.Count is 0)
        {
            return null;
        }

        if (given.Count > 1)
        {
            return "Given twice.";
        }

        var text = given[0] ?? "";
        if (Type == typeof(string))
        {
            value = text;
            return TextLength.Of(text) is not (> 0 and <= 200) ? "1 to 200 characters." : WireText.Flaw(text);
        }

        if (Type == typeof(bool))
        {
            value = text is "true";
            return text is "true" or "false" ? null : "Must be true or false.";
        }

        if (Type == typeof(DateTimeOffset))
        {
            var rule = InstantText.TryRead(text, out var instant);
            value = instant;
            return rule;
        }

        if (Type == typeof(int) || Type == typeof(long))
        {
            var read = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && (Type == typeof(long) || number is >= int.MinValue and <= int.MaxValue);
            value = Type == typeof(long) ? number : (object)(read ? (int)number : 0);
            return read && (Range is null || Range.IsValid(number)) ? null : Range is null
                ? "Must be a whole number."
                : $"Must be a whole number from {Range.Minimum} to {Range.Maximum}.";
        }

        throw new InvalidOperationException($"A query parameter can't be a {Type.Name}.");
    }
}
