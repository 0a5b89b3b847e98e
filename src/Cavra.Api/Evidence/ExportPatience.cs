namespace Cavra.Api.Evidence;

/// <summary>How often, and how long apart, an export looks whether the log has taken in the entry that records it.</summary>
/// <param name="Looks">At least 1.</param>
/// <param name="Pause">Between two looks.</param>
internal sealed record ExportPatience(int Looks, TimeSpan Pause)
{
    /// <summary>The log takes in what there is within two seconds; a minute is for a machine that is under load.</summary>
    public static readonly ExportPatience Usual = new(600, TimeSpan.FromMilliseconds(100));
}
