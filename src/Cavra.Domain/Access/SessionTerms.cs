namespace Cavra.Domain.Access;

/// <summary>How long a session of the console lasts.</summary>
/// <param name="Idle">Without anything done by a person.</param>
/// <param name="Absolute">Whatever is done.</param>
public sealed record SessionTerms(TimeSpan Idle, TimeSpan Absolute);
