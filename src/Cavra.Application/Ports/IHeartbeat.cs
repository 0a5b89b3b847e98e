namespace Cavra.Application.Ports;

/// <summary>Tells a watchdog outside of Cavra that the worker's schedule is being kept.</summary>
public interface IHeartbeat
{
    /// <summary>
    /// Calls the URL once. Whatever goes wrong out there is logged and not thrown: a run that was done stays done.
    /// </summary>
    /// <param name="urlReference">Where the URL is kept: <c>env:NAME</c> or <c>file:PATH</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task BeatAsync(string urlReference, CancellationToken cancellationToken);
}
