namespace Cavra.Application.Wire;

/// <summary>Compares <c>If-Match</c> with the version a document has.</summary>
internal static class VersionMatch
{
    /// <param name="ifMatch">One version, several with commas, or a star for any.</param>
    /// <param name="version">The document's version, in double quotes.</param>
    public static bool Names(string ifMatch, string version) =>
        ifMatch is "*" || ifMatch.Split(',', StringSplitOptions.TrimEntries).Contains(version);
}
