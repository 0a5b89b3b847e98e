namespace Cavra.Infrastructure.Redaction;

/// <summary>What the redactor can't know by itself.</summary>
public sealed class RedactionOptions
{
    /// <summary>Endings of host names that only resolve inside the company, with or without the leading dot.</summary>
    public IList<string> InternalSuffixes { get; } =
        [".internal", ".local", ".lan", ".corp", ".intranet", ".home.arpa", ".svc.cluster.local", ".localdomain"];
}
