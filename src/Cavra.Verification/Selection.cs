using System.Text.Json;
using Cavra.Domain.Evidence;
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

    private readonly HashSet<string> _links = [];

    /// <summary>Whether all entries have to be read once to know what belongs to what is asked about.</summary>
    public bool HasLinks => Asked.AuditId is not null;

    /// <summary>Learns from an entry what else belongs to what is asked about.</summary>
    public void Learn(ReadOnlySpan<byte> entry)
    {
        try
        {
            Read(0, entry, root =>
            {
                var subjects = SubjectsOf(root.GetProperty("what"));
                if (IsInTime(At(root)) && Asked.IsAbout(subjects))
                {
                    _links.UnionWith(Asked.LinksOf(subjects));
                }

                return true;
            });
        }
        catch (Flaw)
        {
            // What is no entry is told when it is met.
        }
    }

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

    /// <summary>Whether an entry that the export does not vouch for names what is asked about; what is no entry does not.</summary>
    public bool MayMatch(ReadOnlySpan<byte> entry)
    {
        try
        {
            return Read(0, entry, root => IsInTime(At(root)) && Asked.IsAbout(SubjectsOf(root.GetProperty("what"))));
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

    private bool IsOfIt(JsonElement entry)
    {
        var subjects = SubjectsOf(entry.GetProperty("what"));
        return IsInTime(At(entry)) && (Asked.IsAbout(subjects) || Asked.IsLinked(subjects, _links));
    }

    private bool IsInTime(DateTimeOffset at) => !(at < Asked.Since) && !(at > Asked.Until);

    private static EntrySubjects SubjectsOf(JsonElement what)
    {
        var summary = what.TryGetProperty("summary", out var said) ? said : default;
        return new EntrySubjects(
            Text(what, "resource_id"), Text(summary, "audit_id"), Texts(summary, AuditsNamed.Member), Text(summary, "delivery_id"),
            Text(summary, "retry_plan_id"));
    }

    private static string? Text(JsonElement document, string member) =>
        document.ValueKind is JsonValueKind.Object && document.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static string[] Texts(JsonElement document, string member) =>
        document.ValueKind is JsonValueKind.Object && document.TryGetProperty(member, out var list) && list.ValueKind is JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)]
            : [];
}
