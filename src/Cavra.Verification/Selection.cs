using System.Text.Json;

namespace Cavra.Verification;

/// <summary>What an export was asked for.</summary>
internal sealed class Selection
{
    private readonly string? _name;
    private readonly string? _id;
    private readonly DateTimeOffset _since;
    private readonly DateTimeOffset _until;

    private Selection(string? name, string? id, DateTimeOffset since, DateTimeOffset until) =>
        (_name, _id, _since, _until) = (name, id, since, until);

    /// <summary>Whether what it selects can be anywhere in the log.</summary>
    public bool IsById => _name is not null;

    /// <exception cref="FormatException">It is none.</exception>
    public static Selection Of(JsonElement selection)
    {
        var members = selection.EnumerateObject().Where(member => member.Value.ValueKind is not JsonValueKind.Null).ToList();
        if (members is [{ Name: "audit_id" or "delivery_id" or "retry_plan_id" } one])
        {
            return new Selection(one.Name, one.Value.GetString(), default, default);
        }

        var (since, until) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        foreach (var member in members)
        {
            (since, until) = member.Name switch
            {
                "since" => (member.Value.GetDateTimeOffset(), until),
                "until" => (since, member.Value.GetDateTimeOffset()),
                _ => throw new FormatException("An unknown selection."),
            };
        }

        return members.Count > 0 ? new Selection(null, null, since, until) : throw new FormatException("No selection.");
    }

    /// <summary>Whether an entry is of it, by what the entry itself says.</summary>
    /// <exception cref="Flaw">It is no entry.</exception>
    public bool Matches(long index, ReadOnlySpan<byte> entry)
    {
        try
        {
            return IsOfIt(entry);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw new Flaw(VerificationFinding.Unreadable, $"Entry {index} is not what an entry is.", file: null, index);
        }
    }

    /// <summary>As <see cref="Matches"/>, of an entry that the export does not vouch for; what is no entry does not match.</summary>
    public bool MayMatch(ReadOnlySpan<byte> entry)
    {
        try
        {
            return IsOfIt(entry);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            return false;
        }
    }

    /// <summary>
    /// Whether an entry lies before the times that were asked for, so that nothing before it need be looked at. Where an id was asked
    /// for, no entry tells: matches may be anywhere.
    /// </summary>
    public bool IsBefore(ReadOnlySpan<byte> entry) => _name is not null || At(entry) < _since;

    /// <summary>Whether an entry lies after the times that were asked for; as <see cref="IsBefore"/>.</summary>
    public bool IsAfter(ReadOnlySpan<byte> entry) => _name is not null || At(entry) > _until;

    private static bool IsDamage(Exception damage) =>
        damage is JsonException or KeyNotFoundException or InvalidOperationException or FormatException;

    private bool IsOfIt(ReadOnlySpan<byte> entry)
    {
        using var document = JsonDocument.Parse(entry.ToArray(), new JsonDocumentOptions { MaxDepth = 64 });
        var root = document.RootElement;
        return _name is null ? InTime(root.GetProperty("created_at").GetDateTimeOffset()) : IsAbout(root.GetProperty("what"));
    }

    private static DateTimeOffset At(ReadOnlySpan<byte> entry)
    {
        using var document = JsonDocument.Parse(entry.ToArray(), new JsonDocumentOptions { MaxDepth = 64 });
        return document.RootElement.GetProperty("created_at").GetDateTimeOffset();
    }

    private bool InTime(DateTimeOffset at) => at >= _since && at <= _until;

    private bool IsAbout(JsonElement what) =>
        IsIt(what, "resource_id") || (what.TryGetProperty("summary", out var summary) && IsIt(summary, _name!));

    private bool IsIt(JsonElement document, string member) =>
        document.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String && value.ValueEquals(_id);
}
