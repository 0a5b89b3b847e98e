using System.Text.Json;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Messaging;

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
        record.Finish(location is null ? 200 : 201, location, JsonSerializer.Serialize(kept, kept.GetType(), WireJson.Options));
    }
}
