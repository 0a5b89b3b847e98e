namespace Cavra.Domain.AuditDeliveries;

/// <summary>What came of one attempt at one destination; holds nothing that did not pass the redactor.</summary>
public sealed record AttemptReport
{
    public required DeliveryOutcome Outcome { get; init; }

    /// <summary>Null exactly when the attempt did not fail.</summary>
    public FailureClass? FailureClass { get; init; }

    /// <summary>The HTTP status of the last try; 0 when the receiver was not reached.</summary>
    public int StatusCode { get; init; }

    /// <summary>How often the request was sent, quick re-tries included; at least 1 for a real attempt.</summary>
    public int Tries { get; init; } = 1;

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>Size of the last answer's body as far as it was read, in bytes.</summary>
    public long AnswerBytes { get; init; }

    /// <summary>Redacted beginning of the last answer, at most 500 characters; empty when there was none.</summary>
    public string AnswerExcerpt { get; init; } = "";

    /// <summary>One public-safe sentence for a person; null when the attempt did not fail.</summary>
    public string? Error { get; init; }

    public Fault Fault { get; init; }

    /// <summary>How long the receiver asked to be left alone, from <see cref="CompletedAt"/>; null when it did not ask.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the receiver said 410: the endpoint is gone until a person tests the connector again.</summary>
    public bool Gone { get; init; }

    /// <summary>What the vendor calls what it took, at most 500 characters; null where it has no name for it.</summary>
    public string? Reference { get; init; }

    public required RequestSummary Request { get; init; }
}

/// <summary>What was sent where, as far as anybody may know.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Url">Scheme and public host only; a private host reads <c>[private-host]</c>.</param>
/// <param name="Headers">Names with the value where it is on the allow-list, else <c>[redacted]</c>.</param>
public sealed record RequestSummary(string Method, string Url, IReadOnlyDictionary<string, string> Headers);

/// <summary>The intent to make one attempt: committed before the network is touched, handed back with what came of it.</summary>
/// <param name="AttemptId">Id of the attempt's row, given before the row exists.</param>
/// <param name="DestinationId">Where it goes.</param>
/// <param name="EventId">What is sent.</param>
/// <param name="Connector">Name of the connector.</param>
/// <param name="Number">1 for the first attempt at the destination.</param>
/// <param name="Worker">Who makes it.</param>
/// <param name="QueuedAt">Since when it was due.</param>
/// <param name="LeaseUntil">From this instant on the attempt counts as interrupted.</param>
public sealed record AttemptIntent(
    AttemptId AttemptId,
    DestinationId DestinationId,
    DeliveryEventId EventId,
    string Connector,
    int Number,
    WorkerProcess Worker,
    DateTimeOffset QueuedAt,
    DateTimeOffset LeaseUntil)
{
    /// <summary>What the vendor called what it took of the same episode before; null where there was nothing.</summary>
    public string? EpisodeReference { get; init; }

    /// <summary>The configuration that was approved: nothing is sent by another. Null unless the retry is governed.</summary>
    public string? ApprovedFingerprint { get; init; }
}

/// <summary>The process that makes an attempt.</summary>
/// <param name="Name">Unique among the processes that share a database.</param>
/// <param name="Version">Version of Cavra it runs.</param>
public sealed record WorkerProcess(string Name, string Version);

/// <summary>What entitles an attempt to be made.</summary>
public enum AttemptGrounds
{
    /// <summary>It is the first, or its source repeats by itself.</summary>
    Automatic,

    /// <summary>A governed retry: accepted, approved and chosen by a worker run.</summary>
    Governed,

    /// <summary>A governed retry under a policy that does not ask for an acceptance.</summary>
    GovernedUnreviewed,
}
