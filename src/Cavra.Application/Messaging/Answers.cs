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

/// <summary>An answer given before what it tells of is done: with 202, and in <c>Location</c> the path of what will tell the outcome.</summary>
public interface IAccepted
{
    /// <summary>Absolute path, with a query where it takes one.</summary>
    string Location { get; }
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

/// <summary>An answer to what may have made destinations due, which the delivery loop then need not find out by itself.</summary>
public interface IReleases
{
    /// <summary>Destinations that are due now.</summary>
    int ReleasedCount { get; }
}

/// <summary>An answer that holds a secret shown this once: what is kept for a repeated request leaves it out.</summary>
public interface IHoldsSecret
{
    object WithoutSecret { get; }
}

/// <summary>What is said of an answer before the document itself.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Location">The path in <c>Location</c>; null for none.</param>
public sealed record AnswerHead(int Status, string? Location)
{
    /// <summary>202 for what is yet to be done, 201 for a new document with an address of its own, else 200.</summary>
    public static AnswerHead Of(object? answer) => answer switch
    {
        IAccepted accepted => new AnswerHead(202, accepted.Location),
        IAddressable { Location: { } location } => new AnswerHead(201, location),
        _ => new AnswerHead(200, Location: null),
    };
}

/// <summary>Keeps an answer the way it was given the first time.</summary>
public static class IdempotentAnswers
{
    /// <summary>Stores the answer with the status it is given.</summary>
    public static void Finish(this IdempotencyRecord record, object answer)
    {
        var kept = answer is IHoldsSecret secret ? secret.WithoutSecret : answer;
        var head = AnswerHead.Of(answer);
        record.Finish(
            head.Status, head.Location, (answer as IVersioned)?.ETag,
            JsonSerializer.Serialize(kept, kept.GetType(), WireJson.Options));
    }
}
