namespace Cavra.Domain.Abstractions;

/// <summary>Why an operation was not done.</summary>
/// <param name="Kind">What sort of refusal it is; the API maps this, and nothing else, to a status code.</param>
/// <param name="Code">A stable, dotted name that clients may switch on. Never reworded once released.</param>
/// <param name="Message">One sentence for a person. Never contains a value that the caller supplied.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Message)
{
    /// <summary>Rules broken, by JSON pointer of the member. Only refusals of a request's shape, and of what it asks for, have any.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Seconds after which trying again may help; null where it would not.</summary>
    public int? RetryAfterSeconds { get; init; }
}

/// <summary>The sorts of refusal there are.</summary>
public enum RefusalKind
{
    /// <summary>The shape of the request is wrong (400).</summary>
    Invalid,

    /// <summary>The caller may not do this (403).</summary>
    Forbidden,

    /// <summary>There is no such thing in this workspace (404).</summary>
    NotFound,

    /// <summary>The state does not allow it (409).</summary>
    Conflict,

    /// <summary>The caller decided on an older version of the document (412).</summary>
    Stale,

    /// <summary>Well-formed, but it cannot be done as asked (422).</summary>
    Impossible,

    /// <summary>The caller must name the version it decided on (428).</summary>
    PreconditionRequired,
}
