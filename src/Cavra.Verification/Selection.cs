using System.Text.Json;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>What an export was asked for, held against what entries themselves say.</summary>
internal sealed class Selection(EvidenceSelection asked)
{
    /// <param name="members">By the names that an export is asked with; those that are null ask for nothing.</param>
    /// <exception cref="FormatException">It is no selection.</exception>
    public static Selection Of(IEnumerable<JsonProperty> members)
    {
        var asked = new EvidenceSelection();
        foreach (var member in members.Where(member => member.Value.ValueKind is not JsonValueKind.Null))
        {
            asked = member.Name switch
            {
                "audit_id" => asked with { AuditId = member.Value.GetString() },
                "delivery_id" => asked with { DeliveryId = member.Value.GetString() },
                "retry_plan_id" => asked with { RetryPlanId = member.Value.GetString() },
                "since" => asked with { Since = member.Value.GetDateTimeOffset() },
                "until" => asked with { Until = member.Value.GetDateTimeOffset() },
                _ => throw new FormatException("An unknown selection."),
            };
        }

        return asked == new EvidenceSelection() ? throw new FormatException("No selection.") : new Selection(asked);
    }

    public bool IsSameAs(Selection other) => Asked == other.Asked;

    private EvidenceSelection Asked { get; } = asked;

    /// <summary>In words, for a person.</summary>
    public string Says => string.Join(", ", new[]
    {
        Asked.Thing is var (member, id) && id is not null ? $"{member} {id}" : null,
        Asked.Since is { } since ? $"since {since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}" : null,
        Asked.Until is { } until ? $"until {until.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}" : null,
    }.OfType<string>());

    /// <summary>Whether an entry is of it.</summary>
    /// <exception cref="Flaw">It is no entry.</exception>
    public bool Matches(long index, ReadOnlySpan<byte> entry) => Read(index, entry, IsOfIt);

    /// <summary>As <see cref="Matches"/>, of an entry that the export does not vouch for; what is no entry does not match.</summary>
    public bool MayMatch(ReadOnlySpan<byte> entry)
    {
        try
        {
            return Matches(0, entry);
        }
        catch (Flaw)
        {
            return false;
        }
    }

    /// <summary>Whether an entry shows that nothing before it matches.</summary>
    public bool IsBefore(long index, ReadOnlySpan<byte> entry) => Read(index, entry, root => Asked.IsBefore(At(root)));

    /// <summary>Whether an entry shows that nothing after it matches.</summary>
    public bool IsAfter(long index, ReadOnlySpan<byte> entry) => Read(index, entry, root => Asked.IsAfter(At(root)));

    private static bool Read(long index, ReadOnlySpan<byte> entry, Func<JsonElement, bool> ask)
    {
        try
        {
            using var document = JsonDocument.Parse(entry.ToArray(), new JsonDocumentOptions { MaxDepth = 64 });
            return ask(document.RootElement);
        }
        catch (Exception damage) when (damage is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new Flaw(VerificationFinding.Unreadable, $"Entry {index} is not what an entry is.", file: null, index);
        }
    }

    private static DateTimeOffset At(JsonElement entry) => entry.GetProperty("created_at").GetDateTimeOffset();

    private bool IsOfIt(JsonElement entry) => IsInTime(At(entry)) && (Asked.Thing is not { } thing || IsAbout(entry.GetProperty("what"), thing));

    private bool IsInTime(DateTimeOffset at) => !(at < Asked.Since) && !(at > Asked.Until);

    private static bool IsAbout(JsonElement what, (string Member, string Id) thing) =>
        IsIt(what, "resource_id", thing.Id) || (what.TryGetProperty("summary", out var summary) && IsIt(summary, thing.Member, thing.Id));

    private static bool IsIt(JsonElement document, string member, string id) =>
        document.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String && value.ValueEquals(id);
}
