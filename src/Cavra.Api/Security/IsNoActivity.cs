namespace Cavra.Api.Security;

/// <summary>Metadata: calling the endpoint shows nobody's presence, so that a session lasts no longer for it.</summary>
internal sealed record IsNoActivity;
