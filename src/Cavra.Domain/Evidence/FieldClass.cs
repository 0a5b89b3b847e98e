namespace Cavra.Domain.Evidence;

/// <summary>Who may see a field.</summary>
public enum FieldClass
{
    /// <summary>May leave Cavra: in evidence, events, answers and log lines.</summary>
    Public,

    /// <summary>Kept, and never sent out.</summary>
    Internal,

    /// <summary>Never kept at all.</summary>
    Secret,
}
