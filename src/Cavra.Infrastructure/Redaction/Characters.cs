using System.Buffers;

namespace Cavra.Infrastructure.Redaction;

/// <summary>The alphabets secrets are written in, and where a run of one ends.</summary>
internal static class Characters
{
    private const string Alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static readonly SearchValues<char> Alphanumeric = SearchValues.Create(Alphanumerics);

    /// <summary>Base64url without padding: also the letters of identifiers.</summary>
    public static readonly SearchValues<char> Token = SearchValues.Create(Alphanumerics + "-_");

    public static readonly SearchValues<char> DottedToken = SearchValues.Create(Alphanumerics + "-_.~=");

    /// <summary>Base64 of either alphabet, with padding.</summary>
    public static readonly SearchValues<char> Base64 = SearchValues.Create(Alphanumerics + "+/=-_");

    public static readonly SearchValues<char> Host = SearchValues.Create(Alphanumerics + "-_.");

    /// <summary>What ends a value that stands without quotes.</summary>
    public static readonly SearchValues<char> Stops = SearchValues.Create(" \t\r\n\"'`<>");

    /// <summary>The first place from <paramref name="start"/> on whose character is not of the alphabet.</summary>
    public static int EndOfRun(string text, int start, SearchValues<char> alphabet)
    {
        var length = text.AsSpan(start).IndexOfAnyExcept(alphabet);
        return length < 0 ? text.Length : start + length;
    }

    /// <summary>The first place from <paramref name="start"/> on whose character is one of those.</summary>
    public static int NextOf(string text, int start, SearchValues<char> stops)
    {
        var length = text.AsSpan(start).IndexOfAny(stops);
        return length < 0 ? text.Length : start + length;
    }

    /// <summary>Where the run that ends before <paramref name="end"/> begins, looking back no further than its reach.</summary>
    public static int StartOfRun(string text, int end, SearchValues<char> alphabet, int reach)
    {
        var floor = Math.Max(0, end - reach);
        var before = text.AsSpan(floor, end - floor).LastIndexOfAnyExcept(alphabet);
        return floor + before + 1;
    }

    public static bool BeginsWord(string text, int at) => at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]);

    /// <summary>The first place that is not a blank, looking at most 16 characters ahead.</summary>
    public static int SkipBlanks(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 16 && (text[end] is ' ' or '\t'))
        {
            end++;
        }

        return end;
    }
}
