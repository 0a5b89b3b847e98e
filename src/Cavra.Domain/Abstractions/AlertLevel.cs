namespace Cavra.Domain.Abstractions;

/// <summary>How bad something is, least first, so that the worst of several is their maximum.</summary>
public enum AlertLevel
{
    Healthy,
    Warning,
    Critical,
}
