namespace Cavra.Infrastructure;

/// <summary>The machine's clock at the resolution PostgreSQL keeps, so that what is answered is what is stored.</summary>
public sealed class MicrosecondTimeProvider : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        var now = System.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
