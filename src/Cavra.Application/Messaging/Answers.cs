using System.Text.Json;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Messaging;

/// <summary>An answer whose document has an address of its own: it is answered with 201 and that <c>Location</c>.</summary>
public interface IAddressable
{
    /// <summary>Absolute path of the new resource; null when it was there before.</summary>
    string? Location { get; }
}

/// <summary>An answer that people decide on: its version is answered as <c>ETag</c> and asked for with <c>If-Match</c>.</summary>
public interface IVersioned
{
    /// <summary>The version, in double quotes; null where there is no document that has one.</summary>
    string? ETag { get; }
}

/// <summary>What one step hands to the next inside Cavra; answered to nobody.</summary>
public interface IBetweenSteps;

/// <summary>
/// An answer that says whether anything was changed at all. Where nothing was, nothing is saved and nothing has to be proved.
/// </summary>
public interface IReportsChange
{
    bool IsChanged { get; }
}

/// <summary>An answer that holds a secret shown this once: what is kept for a repeated request leaves it out.</summary>
public interface IHoldsSecret
{
    object WithoutSecret { get; }
}

/// <summary>Keeps an answer the way it was given the first time.</summary>
public static class IdempotentAnswers
{
    /// <summary>Stores the answer with the status it is given: 201 for a document with an address of its own, else 200.</summary>
    public static void Finish(this IdempotencyRecord record, object answer)
    {
        var kept = answer is IHoldsSecret secret ? secret.WithoutSecret : answer;
        var location = (answer as IAddressable)?.Location;
        record.Finish(
            location is null ? 200 : 201, location, (answer as IVersioned)?.ETag,
            JsonSerializer.Serialize(kept, kept.GetType(), WireJson.Options));
    }
}
