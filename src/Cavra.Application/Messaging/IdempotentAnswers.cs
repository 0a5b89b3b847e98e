using Cavra.Domain.Evidence;

namespace Cavra.Application.Messaging;

/// <summary>Keeps an answer the way it was given the first time.</summary>
public static class IdempotentAnswers
{
    /// <summary>Stores the answer with the status it is given: 201 for a document with an address of its own, else 200.</summary>
    public static void Finish(this IdempotencyRecord record, object answer, string json)
    {
        var location = (answer as IAddressable)?.Location;
        record.Finish(location is null ? 200 : 201, location, json);
    }
}
