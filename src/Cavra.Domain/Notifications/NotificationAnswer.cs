namespace Cavra.Domain.Notifications;

/// <summary>What a person or pipeline says to a provider's routes of a notification plan.</summary>
/// <param name="Provider">A connector's name, else a provider: whose routes are answered.</param>
/// <param name="State">The answer.</param>
/// <param name="ExternalRef">Public-safe reference, e.g. of a ticket.</param>
/// <param name="Notes">Public-safe text.</param>
/// <param name="OnBehalfOf">Whom the caller says it answers for, public-safe; never taken for the actor.</param>
public sealed record NotificationAnswer(
    string Provider, AcknowledgementState State, string? ExternalRef = null, string? Notes = null, string? OnBehalfOf = null);
