namespace Cavra.Application.Messaging;

/// <summary>An answer that people decide on: its version is answered as <c>ETag</c> and asked for with <c>If-Match</c>.</summary>
public interface IVersioned
{
    /// <summary>The version, in double quotes; null where there is no document that has one.</summary>
    string? ETag { get; }
}
