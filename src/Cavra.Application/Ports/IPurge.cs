namespace Cavra.Application.Ports;

/// <summary>Removes rows of the caller's workspace that have had their time: a batch is one statement and one short transaction.</summary>
public interface IPurge
{
    /// <summary>Removes idempotency records that were first used at an instant or before, oldest first.</summary>
    /// <param name="until">The instant.</param>
    /// <param name="most">The most that go at once.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>How many went; what another process is removing just now is left to it.</returns>
    Task<int> IdempotencyRecordsAsync(DateTimeOffset until, int most, CancellationToken cancellationToken);
}
